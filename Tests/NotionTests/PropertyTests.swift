import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntNotion

private let page = "1429989fe8ac4effbc8f57f56486db54"
private let base = "248104cd477e80fdb757e945d38000bd"
private let source = "248104cd477e80afbc30000bd28de8f9"

@Suite("Properties of Notion", .timeLimit(.minutes(1)))
struct PropertyTests {
    private func notion(_ service: PreparedService) -> LibraryUnderTest {
        LibraryUnderTest(
            Notion.library, options: ["token": "ntn-1", "page": page, "base": base], over: service)
    }

    private let schema: JSON = [
        "Name": ["id": "title", "type": "title", "title": [:]], "Text": ["id": "a", "type": "rich_text"],
        "Price": ["id": "b", "type": "number"], "Done": ["id": "c", "type": "checkbox"],
        "Kind": ["id": "d", "type": "select", "select": ["options": []]],
        "State": ["id": "e", "type": "status", "status": ["options": [["name": "Open"], ["name": "Closed"]]]],
        "Tags": ["id": "f", "type": "multi_select"], "Day": ["id": "g", "type": "date"],
        "Orders": ["id": "h", "type": "relation"], "Who": ["id": "i", "type": "people"],
        "Files": ["id": "j", "type": "files"], "Mail": ["id": "k", "type": "email"],
        "Sum": ["id": "l", "type": "formula"], "Place": ["id": "m", "type": "place"],
    ]

    private func values(_ data: JSONObject) throws -> JSONObject {
        try PropertyList(schema, of: "the data source").values(data)
    }

    private func text(_ text: String) -> JSON {
        [["type": "text", "text": ["content": .string(text), "link": .null]]]
    }

    @Test("Values take the form of their types")
    func forms() throws {
        #expect(
            try values([
                "Name": "Tea", "Text": 5, "Price": "4,5", "Done": "true", "Kind": "Green", "State": "Open",
                "Tags": ["a", "b"], "Day": "2026-01-31", "Who": .string(page), "Mail": "a@example.com",
            ]) == [
                "title": ["title": text("Tea")], "a": ["rich_text": text("5")], "b": ["number": 4.5],
                "c": ["checkbox": true], "d": ["select": ["name": "Green"]], "e": ["status": ["name": "Open"]],
                "f": ["multi_select": [["name": "a"], ["name": "b"]]], "g": ["date": ["start": "2026-01-31"]],
                "i": ["people": [["object": "user", "id": .string(page)]]], "k": ["email": "a@example.com"],
            ])
        #expect(
            try values(["Files": ["a.pdf": "https://example.com/a.pdf"]]) == [
                "j": [
                    "files": [
                        ["type": "external", "name": "a.pdf", "external": ["url": "https://example.com/a.pdf"]]
                    ]
                ]
            ])
    }

    @Test("A list keeps all of its entries, and ids lose their hyphens")
    func lists() throws {
        let orders: JSON = ["1429989f-e8ac-4eff-bc8f-57f56486db54", "248104cd477e80fdb757e945d38000bd"]
        #expect(
            try values(["Orders": orders])["h"] == ["relation": [["id": .string(page)], ["id": .string(base)]]])
    }

    @Test("Dates keep their zone, midnight is a time where one was given")
    func dates() throws {
        #expect(
            try values(["Day": "2026-01-31T00:00:00+03:00"])["g"] == ["date": ["start": "2026-01-31T00:00:00+03:00"]])
        #expect(
            try values(["Day": ["start": "2026-01-31T10:00:00", "end": .null, "time_zone": "Europe/Berlin"]])["g"] == [
                "date": ["start": "2026-01-31T10:00:00", "end": .null, "time_zone": "Europe/Berlin"]
            ])
        #expect(throws: UsageError.self) { try values(["Day": "tomorrow"]) }
        #expect(throws: UsageError.self) { try values(["Day": ["start": "2026-01-31", "stop": "2026-02-01"]]) }
    }

    @Test("Null empties, and an empty name is no option")
    func clearing() throws {
        #expect(
            try values([
                "Kind": .null, "Day": .null, "Tags": .null, "Done": .null, "Price": .null, "State": "", "Mail": "",
            ])
                == [
                    "d": ["select": .null], "g": ["date": .null], "f": ["multi_select": []], "c": ["checkbox": false],
                    "b": ["number": .null], "e": ["status": .null], "k": ["email": .null],
                ])
    }

    @Test("What has Notion's own form goes as it is")
    func ownForms() throws {
        #expect(try values(["Kind": ["select": ["id": "x"]]])["d"] == ["select": ["id": "x"]])
        #expect(try values(["Place": ["lat": 1, "lon": 2]])["m"] == ["place": ["lat": 1, "lon": 2]])
        #expect(
            try values(["Day": ["type": "date", "date": ["start": "2026"]]])["g"]
                == ["type": "date", "date": ["start": "2026"]])
    }

    @Test(
        "What does not fit is told by its name",
        arguments: [
            ("Nam", "did you mean 'Name'"), ("Sum", "worked out by Notion"), ("State", "takes Open, Closed"),
            ("Price", "takes a number"), ("Done", "takes true or false"), ("Orders", "32 hexadecimal digits"),
            ("Files", "UploadFile"), ("Place", "takes an object"),
        ])
    func unfit(_ name: String, _ words: String) throws {
        let error = #expect(throws: UsageError.self) { try values([name: "Opne"]) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("A long text becomes pieces of 2,000 characters, in order and whole ones")
    func longTexts() throws {
        let long = String(repeating: "a", count: 1999) + "👩‍👩‍👧‍👦" + String(repeating: "b", count: 3000)
        let pieces = RichText.split(long)
        #expect(pieces.joined() == long)
        #expect(pieces.allSatisfy { $0.utf16.count <= 2000 } && pieces[1].hasPrefix("👩‍👩‍👧‍👦"))
        #expect(throws: UsageError.self) { try RichText.pieces(String(repeating: "a", count: 200_001), "--title") }
    }

    @Test("Nothing is created where the properties can't be read or are misspelt")
    func noPageWithoutSchema() async throws {
        let database: JSON = ["object": "database", "data_sources": [["id": .string(source), "name": "A"]]]
        let blind = PreparedService(.json(database), .json(["object": "data_source"]))
        await #expect(throws: ReplyError.self) {
            try await notion(blind).call("CreatePageInDatabase", ["data": #"{"Name": "Tea"}"#])
        }
        let misspelt = PreparedService(.json(database), .json(["object": "data_source", "properties": schema]))
        await #expect(throws: UsageError.self) {
            try await notion(misspelt).call("CreatePageInDatabase", ["data": #"{"Nmae": "Tea"}"#])
        }
        #expect((blind.requests + misspelt.requests).allSatisfy { $0.method == .get })
    }

    @Test("With several data sources one has to be named, and they are listed")
    func severalSources() async throws {
        let database: JSON = [
            "object": "database",
            "data_sources": [["id": .string(source), "name": "A"], ["id": .string(page), "name": "B"]],
        ]
        let service = PreparedService(.json(database))
        let error = await #expect(throws: UsageError.self) {
            try await notion(service).call("CreatePageInDatabase", ["data": #"{"Name": "Tea"}"#])
        }
        #expect(error?.description.contains("\(page) 'B'") == true)
        let named = PreparedService(
            .json(["object": "data_source", "properties": schema]), .json(["object": "page"]))
        _ = try await notion(named).call(
            "CreatePageInDatabase", ["data": #"{"Name": "Tea"}"#, "source": page])
        #expect(named.requests[1].json?["parent"]?["data_source_id"] == .string(page))
    }

    @Test("The id of a data source does as well as that of its database, before anybody is told to share it")
    func otherLayer() async throws {
        let missing: JSON = [
            "object": "error", "status": 404, "code": "object_not_found", "message": "Could not find it",
        ]
        let service = PreparedService(
            .json(missing, status: 404), .json(["object": "data_source", "properties": schema]),
            .json(["object": "page"]))
        _ = try await notion(service).call("CreatePageInDatabase", ["data": #"{"Name": "Tea"}"#])
        #expect(service.requests.map { $0.address.split(separator: "/")[3] } == ["databases", "data_sources", "pages"])
        #expect(service.requests[2].json?["parent"]?["data_source_id"] == .string(base))
        let neither = PreparedService(.json(missing, status: 404), .json(missing, status: 404))
        let refusal = await #expect(throws: ServiceError.self) { try await notion(neither).call("GetDatabase") }
        #expect(refusal?.remedy?.contains("Share it") == true)
    }

    @Test("A database comes with the properties of its data sources")
    func database() async throws {
        let service = PreparedService(
            .json(["object": "database", "data_sources": [["id": .string(source), "name": "A"]]]),
            .json(["object": "data_source", "id": .string(source), "properties": ["Name": [:]]]))
        let answer = try await notion(service).call("GetDatabase").json
        #expect(answer?["properties"] == ["Name": [:]])
        #expect(answer?["data_sources"]?[0]?["properties"] == ["Name": [:]])
    }

    @Test("A property that comes with 25 values is read whole")
    func cutProperties() async throws {
        let ids = (0..<30).map { JSON.string("id\($0)") }
        let service = PreparedService(
            .json([
                "object": "page",
                "properties": [
                    "Orders": [
                        "id": "k%3AP", "type": "relation", "has_more": true,
                        "relation": .array(ids.prefix(25).map { ["id": $0] }),
                    ],
                    "Name": ["id": "title", "type": "title", "title": []],
                ],
            ]),
            .json([
                "results": .array(ids.prefix(20).map { ["type": "relation", "relation": ["id": $0]] }),
                "has_more": true,
                "next_cursor": "c",
            ]),
            .json([
                "results": .array(ids.dropFirst(20).map { ["type": "relation", "relation": ["id": $0]] }),
                "has_more": false, "next_cursor": .null,
            ]))
        let answer = try await notion(service).call("GetPage").json
        #expect(answer?["properties"]?["Orders"]?["relation"]?.array?.compactMap { $0["id"] } == ids)
        #expect(answer?["properties"]?["Orders"]?["has_more"] == false)
        #expect(service.requests[1].address.contains("/pages/\(page)/properties/k%3AP?"))
        #expect(service.requests[2].address.contains("start_cursor=c"))
    }

    @Test("Values are added to a list once, without losing those that are there")
    func adding() async throws {
        let service = PreparedService(
            .json([
                "object": "page",
                "properties": [
                    "Orders": [
                        "id": "h", "type": "relation", "relation": [["id": "1429989f-e8ac-4eff-bc8f-57f56486db54"]],
                    ],
                    "Tags": [
                        "id": "f", "type": "multi_select", "multi_select": [["id": "1", "name": "a", "color": "red"]],
                    ],
                    "Files": [
                        "id": "j", "type": "files",
                        "files": [["name": "a", "type": "file", "file": ["url": "https://x", "expiry_time": "2026"]]],
                    ],
                ],
            ]), .json(["object": "page"]))
        _ = try await notion(service).call(
            "EditPageProperties",
            [
                "data": #"{"Orders": ["\#(page)", "\#(base)"], "Tags": "b", "Files": {"b": "https://y/b"}}"#,
                "add": "true",
            ])
        #expect(
            service.requests[1].json?["properties"] == [
                "h": ["relation": [["id": "1429989f-e8ac-4eff-bc8f-57f56486db54"], ["id": .string(base)]]],
                "f": ["multi_select": [["name": "a"], ["name": "b"]]],
                "j": [
                    "files": [
                        ["name": "a", "type": "file", "file": ["url": "https://x"]],
                        ["type": "external", "name": "b", "external": ["url": "https://y/b"]],
                    ]
                ],
            ])
    }

    @Test("A page stays where it is unless --archive is given, and a change has to change something")
    func archive() async throws {
        let service = PreparedService(.json(["object": "page"]))
        _ = try await notion(service).call("EditPageProperties", ["icon": "🍵"])
        #expect(service.requests[0].json == ["icon": ["type": "emoji", "emoji": "🍵"]])
        let told = try await notion(service).usageProblems("EditPageProperties")
        #expect(told?.contains("nothing to change") == true)
    }

    @Test("Properties of a database are given by types and colours")
    func schemas() throws {
        #expect(try PropertySchema.new([:]) == ["Name": ["title": [:]]])
        #expect(
            try PropertySchema.new(["N": "title", "K": ["Tea": "green"], "P": ["number": ["format": "euro"]]]) == [
                "N": ["title": [:]], "K": ["select": ["options": [["name": "Tea", "color": "green"]]]],
                "P": ["number": ["format": "euro"]],
            ])
        #expect(try PropertySchema.changed(["A": .null, "B": ["name": "C"]]) == ["A": .null, "B": ["name": "C"]])
        for bad: JSONObject in [
            ["P": "number"], ["N": "titel"], ["N": "title", "R": "relation"], ["N": "title", "K": ["T": "mauve"]],
        ] {
            #expect(throws: UsageError.self) { try PropertySchema.new(bad) }
        }
    }

    @Test(
        "Links lead to what they show",
        arguments: [
            ("1429989F-e8ac-4eff-bc8f-57f56486db54", page),
            ("https://www.notion.so/ws/My-Plan-1429989fe8ac4effbc8f57f56486db54?pvs=4", page),
            (
                "https://www.notion.so/248104cd477e80fdb757e945d38000bd?v=1&p=1429989fe8ac4effbc8f57f56486db54&pm=s",
                page
            ),
            ("https://www.notion.so/Plan-1429989fe8ac4effbc8f57f56486db54#248104cd477e80fdb757e945d38000bd", base),
            ("1429989fe8ac4effbc8f57f56486db5", nil), ("https://www.notion.so/Plan", nil), ("My plan", nil),
        ])
    func ids(_ text: String, _ id: String?) { #expect(NotionID(text)?.text == id) }
}
