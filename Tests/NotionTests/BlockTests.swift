import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntNotion

private let page = "1429989fe8ac4effbc8f57f56486db54"
private let source = "c02fc1d3db8b45c5a22227595b15aea7"

@Suite("Blocks of Notion", .timeLimit(.minutes(1)))
struct BlockTests {
    private func notion(_ service: PreparedService, notice: (@Sendable (String) -> Void)? = nil) -> LibraryUnderTest {
        var configuration = HTTPConfiguration()
        configuration.notice = notice
        return LibraryUnderTest(
            Notion.library, options: ["token": "ntn-1", "page": page], over: service, configuration: configuration)
    }

    private func paragraph(_ text: String, _ children: [JSON] = []) -> JSON {
        var content: JSONObject = ["rich_text": [["type": "text", "text": ["content": .string(text)]]]]
        if !children.isEmpty { content["children"] = .array(children) }
        return ["type": "paragraph", "paragraph": .object(content)]
    }

    private func answer(_ names: some Sequence<String>) -> PreparedService.Answer {
        .json(["object": "list", "results": .array(names.map { ["object": "block", "id": .string($0)] })])
    }

    private func texts(_ sent: PreparedService.Sent) -> [String] {
        (sent.json?["children"]?.array ?? []).compactMap {
            $0["paragraph"]?["rich_text"]?[0]?["text"]?["content"]?.string
        }
    }

    @Test("Many blocks go in hundreds, in order, each part behind the one before")
    func hundreds() async throws {
        let blocks = JSON.array((1...230).map { paragraph("\($0)") }).text(.compact)
        let service = PreparedService(
            answer((1...100).map { "a\($0)" }), answer((1...100).map { "b\($0)" }), answer((1...30).map { "c\($0)" }))
        let made = try await notion(service).call("CreateBlock", ["block": blocks, "prev": source]).json
        #expect(made?["results"]?.array?.count == 230)
        #expect(service.requests.flatMap { texts($0) } == (1...230).map { "\($0)" })
        #expect(service.requests.map { texts($0).count } == [100, 100, 30])
        #expect(
            service.requests.compactMap { $0.json?["position"]?["after_block"]?["id"]?.string } == [
                source, "a100", "b100",
            ])
        let end = PreparedService(answer((1...100).map { "a\($0)" }), answer(["b"]))
        _ = try await notion(end).call(
            "CreateBlock", ["block": JSON.array((1...101).map { paragraph("\($0)") }).text(.compact)])
        #expect(end.requests.allSatisfy { $0.json?["position"] == nil })
    }

    @Test("A part that is refused is named, with what was done before it, and nothing is sent twice")
    func refusedPart() async throws {
        let blocks = JSON.array((1...150).map { paragraph("\($0)") }).text(.compact)
        let service = PreparedService(
            answer((1...100).map { "a\($0)" }),
            .json(["object": "error", "status": 503, "code": "service_unavailable", "message": "Busy"], status: 503))
        let refusal = await #expect(throws: ServiceError.self) {
            try await notion(service).call("CreateBlock", ["block": blocks])
        }
        #expect(refusal?.message == "blocks 101 to 150 of 150: Busy")
        #expect(refusal?.remedy?.contains("The 100 before them are done") == true)
        #expect(service.requests.count == 2)
    }

    @Test("Texts that are too long become several pieces with the same looks")
    func longTexts() async throws {
        let service = PreparedService(answer(["a"]))
        let long = String(repeating: "x", count: 2500)
        let block: JSON = [
            "type": "paragraph",
            "paragraph": [
                "rich_text": [["type": "text", "text": ["content": .string(long)], "annotations": ["bold": true]]]
            ],
        ]
        _ = try await notion(service).call("CreateBlock", ["block": block.text(.compact)])
        let pieces = service.requests[0].json?["children"]?[0]?["paragraph"]?["rich_text"]?.array
        #expect(pieces?.compactMap { $0["text"]?["content"]?.string?.count } == [2000, 500])
        #expect(pieces?.allSatisfy { $0["annotations"] == ["bold": true] } == true)
    }

    @Test("What is deeper than a request may be follows below its block")
    func depth() async throws {
        let deep = paragraph("1", [paragraph("2", [paragraph("3", [paragraph("4", [])])])])
        let service = PreparedService(answer(["a"]), answer(["b"]))
        _ = try await notion(service).call("CreateBlock", ["block": deep.text(.compact)])
        #expect(service.requests.map { texts($0) } == [["1"], ["2"]])
        #expect(service.requests[0].json?["children"]?[0]?["paragraph"]?["children"] == nil)
        #expect(service.requests.last?.address.hasSuffix("/blocks/a/children") == true)
        let below = service.requests[1].json?["children"]?[0]?["paragraph"]?["children"]?[0]
        #expect(below?["paragraph"]?["children"]?[0]?["paragraph"]?["rich_text"]?[0]?["text"]?["content"] == "4")
    }

    @Test("The rows of a large table go along as far as they can, and the others follow")
    func tables() async throws {
        let rows = (1...150).map { row -> JSON in
            [
                "type": "table_row",
                "table_row": ["cells": [[["type": "text", "text": ["content": .string("\(row)")]]]]],
            ]
        }
        let table: JSON = ["type": "table", "table": ["table_width": 1, "children": .array(rows)]]
        let service = PreparedService(answer(["t"]), answer((1...50).map { "r\($0)" }))
        _ = try await notion(service).call("CreateBlock", ["block": table.text(.compact)])
        #expect(service.requests[0].json?["children"]?[0]?["table"]?["children"]?.array?.count == 100)
        #expect(service.requests[1].address.hasSuffix("/blocks/t/children"))
        #expect(service.requests[1].json?["children"]?.array?.count == 50)
    }

    @Test("Columns go out with what stands in them, and what is deeper follows where they are")
    func columns() async throws {
        let column: JSON = [
            "type": "column", "column": ["children": [paragraph("1", [paragraph("2")]), paragraph("3")]],
        ]
        let list: JSON = ["type": "column_list", "column_list": ["children": [column, column]]]
        let found = { (ids: [String]) -> PreparedService.Answer in
            .json(["results": .array(ids.map { ["id": .string($0)] }), "has_more": false, "next_cursor": .null])
        }
        let service = PreparedService(
            answer(["l"]), found(["c1", "c2"]), found(["p1", "p3"]), answer(["p2"]), found(["q1", "q3"]), answer(["q2"])
        )
        _ = try await notion(service).call("CreateBlock", ["block": list.text(.compact)])
        let sent = service.requests.first?.json?["children"]?[0]?["column_list"]?["children"]?[0]?["column"]?[
            "children"]
        #expect(sent?.array?.count == 2 && sent?[0]?["paragraph"]?["children"] == nil)
        let addresses = service.requests.map { $0.address.split(separator: "/").dropFirst(4).first.map { String($0) } }
        #expect(addresses == [page, "l", "c1", "p1", "c2", "q1"])
        #expect(service.requests.filter { $0.method == .patch }.dropFirst().map { texts($0) } == [["2"], ["2"]])
    }

    @Test("A copy has what is below the block, and tells what it has not")
    func copy() async throws {
        let root: JSON = [
            "object": "block", "id": .string(source), "type": "toggle", "has_children": true, "archived": false,
            "in_trash": false, "created_time": "2026", "toggle": ["rich_text": [], "color": "default", "icon": .null],
        ]
        let child: JSON = [
            "object": "block", "id": "x", "type": "paragraph", "has_children": false, "paragraph": ["rich_text": []],
        ]
        let image: JSON = [
            "object": "block", "id": "y", "type": "image", "has_children": false,
            "image": ["type": "file", "file": ["url": "https://s3/a.png", "expiry_time": "2026"]],
        ]
        let service = PreparedService(
            .json(root), .json(["results": [child, image], "has_more": false, "next_cursor": .null]), answer(["n"]))
        let told = Notices()
        _ = try await notion(service, notice: { told.add($0) }).call("CreateBlock", ["block": source])
        #expect(
            service.requests[2].json == [
                "children": [
                    [
                        "object": "block", "type": "toggle",
                        "toggle": [
                            "rich_text": [], "color": "default",
                            "children": [["object": "block", "type": "paragraph", "paragraph": ["rich_text": []]]],
                        ],
                    ]
                ]
            ])
        #expect(told.all == ["left out of the copy, as they can't be written: image"])
        let alone = PreparedService(.json(image))
        await #expect(throws: UsageError.self) { try await notion(alone).call("CreateBlock", ["block": source]) }
        #expect(alone.requests.count == 1)
    }

    @Test(
        "What is no block is told before anything is sent",
        arguments: ["5", "[1]", "[]", #"{"a": 1}"#, #"{"type": "x"}"#])
    func noBlocks(_ text: String) async throws {
        let told = try await notion(PreparedService()).usageProblems("CreateBlock", ["block": text])
        #expect(told?.contains("--block") == true)
    }

    @Test("A block comes without what Notion alone writes, unless it is wanted")
    func core() async throws {
        let block: JSON = [
            "object": "block", "id": "a", "parent": [:], "created_time": "t", "last_edited_time": "t",
            "created_by": [:],
            "last_edited_by": [:], "has_children": false, "archived": false, "in_trash": false, "type": "divider",
            "divider": [:], "request_id": "r",
        ]
        let service = PreparedService(.json(block), .json(block))
        let core = try await notion(service).call("ReturnBlock", ["block": source]).json
        #expect(core == ["object": "block", "in_trash": false, "type": "divider", "divider": [:]])
        #expect(try await notion(service).call("ReturnBlock", ["block": source, "core": "false"]).json == block)
    }
}

/// Collects what people are told.
final class Notices: @unchecked Sendable {
    private(set) var all: [String] = []
    func add(_ text: String) { all.append(text) }
}
