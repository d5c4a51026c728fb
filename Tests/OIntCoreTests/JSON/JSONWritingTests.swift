import OIntCore
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    @Test("the pretty style puts an item a line, two spaces a level")
    func writesPretty() {
        let json: JSON = [
            "id": 5, "title": "Задача", "tags": ["a", .null], "none": [], "empty": [:], "deep": [["x": [true, [1.5]]]],
        ]
        #expect(
            json.text() == """
                {
                  "id": 5,
                  "title": "Задача",
                  "tags": [
                    "a",
                    null
                  ],
                  "none": [],
                  "empty": {},
                  "deep": [
                    {
                      "x": [
                        true,
                        [
                          1.5
                        ]
                      ]
                    }
                  ]
                }
                """)
    }

    @Test("the compact style has no space")
    func writesCompact() {
        let json: JSON = ["a": [1, "b c", [], [:]], "d": ["e": false]]
        #expect(json.text(.compact) == #"{"a":[1,"b c",[],{}],"d":{"e":false}}"#)
        #expect("\(json)" == json.text(.compact))
        #expect(json.object.map { "\($0)" } == json.text(.compact))
    }

    @Test(
        "values that hold nothing are the same in both styles",
        arguments: [
            (.null, "null"), (true, "true"), (false, "false"), (7, "7"), ("", #""""#), ("a", #""a""#), ([], "[]"),
            ([:], "{}"),
        ] as [(JSON, String)])
    func writesSimple(_ json: JSON, _ expected: String) {
        #expect(json.text(.pretty) == expected)
        #expect(json.text(.compact) == expected)
    }

    @Test("bytes are appended, and are those of the text", arguments: [JSONStyle.pretty, .compact])
    func appendsBytes(_ style: JSONStyle) {
        let json: JSON = ["ключ": ["значение\n", 1]]
        var bytes = Array("before ".utf8)
        json.write(to: &bytes, style: style)
        #expect(bytes == Array("before \(json.text(style))".utf8))
    }

    @Test("exactly the characters that must be are escaped")
    func escapes() throws {
        let short: [UInt32: String] = [
            0x08: #"\b"#, 0x09: #"\t"#, 0x0A: #"\n"#, 0x0C: #"\f"#, 0x0D: #"\r"#, 0x22: #"\""#, 0x5C: #"\\"#,
        ]
        func expected(_ scalar: Unicode.Scalar) -> String {
            if let escape = short[scalar.value] { return escape }
            guard scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return #"\u00"# + (digits.count < 2 ? "0" : "") + digits
        }
        for value in UInt32(0)..<0x900 {
            let scalar = try #require(Unicode.Scalar(value))
            // At each place of the words that are examined at once, and after them.
            for length in [0, 1, 6, 7, 8, 13] {
                let plain = String(repeating: "я", count: length / 2) + String(repeating: "x", count: length)
                let written = JSON.string("\(plain)\(scalar)\(plain)").text(.compact)
                #expect(Array(written.utf8) == Array("\"\(plain)\(expected(scalar))\(plain)\"".utf8))
            }
        }
    }

    @Test("keys are escaped like texts")
    func escapesKeys() {
        #expect((["a\"\u{1B}": 1] as JSON).text(.compact) == #"{"a\"\u001B":1}"#)
    }

    @Test(
        "characters beyond Latin stay as they are",
        arguments: ["/", "'", "\u{A0}«»", "\u{2028}", "日本", "😀", "\u{FFFF}"])
    func keepsOthers(_ text: String) {
        #expect(JSON.string(text).text(.compact) == "\"\(text)\"")
    }

    @Test("a reply can't drive a terminal")
    func isSafeForTerminals() {
        let written = JSON.string("\u{1B}]0;title\u{7}\u{9B}31m\u{7F}\u{90}").text()
        #expect(written.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    }

    @Test("a text of escapes only grows to its full length")
    func writesManyEscapes() throws {
        let text = String(repeating: "\u{1}", count: 100_000)
        let written = JSON.string(text).text(.compact)
        #expect(written.utf8.count == 600_002)
        #expect(try JSON(parsing: written) == .string(text))
    }

    @Test("long documents are the same however they are put together", arguments: [JSONStyle.pretty, .compact])
    func writesLongDocuments(_ style: JSONStyle) throws {
        // Items of many lengths, so that the pieces the writer works in end at many places.
        let items = (0..<3000).map { JSON.string(String(repeating: "ж", count: $0 % 97) + "\($0)\n") }
        let expected = items.map { $0.text(.compact) }
        let written = JSON.array(items).text(style)
        if style == .compact {
            #expect(written == "[" + expected.joined(separator: ",") + "]")
        } else {
            #expect(written == "[\n  " + expected.joined(separator: ",\n  ") + "\n]")
        }
        #expect(try JSON(parsing: written) == .array(items))
    }

    @Test("one text longer than any piece is written whole")
    func writesLongText() throws {
        let text = String(repeating: "длинный текст\t", count: 50_000)
        #expect(try JSON(parsing: JSON.array([.string(text), 1]).text()) == [.string(text), 1])
    }

    @Test("depth is no matter")
    func writesDeepValues() throws {
        let depth = 2000
        var json: JSON = 1
        for level in 0..<depth { json = level.isMultiple(of: 2) ? [json] : ["a": json] }
        let text = json.text(.compact)
        #expect(text.utf8.count == depth / 2 * 2 + depth / 2 * 6 + 1)
        #expect(try JSON(parsing: text, options: .init(maximumDepth: depth)).text(.compact) == text)
    }
}
