import OIntCore
import Testing

@Suite("Options of reading JSON")
struct JSONParsingOptionsTests {
    private func nested(_ depth: Int, _ open: String, _ close: String) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }

    @Test("512 levels are read by default and one more is refused", arguments: [("[", "]"), (#"{"a":"#, "}")])
    func limitsDepth(_ open: String, _ close: String) throws {
        let text = nested(512, open, close)
        #expect(try JSON(parsing: text).text(.compact) == text)
        let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: nested(513, open, close)) }
        #expect(error?.reason == .tooDeep)
        #expect(error?.offset == 512 * open.utf8.count)
    }

    @Test("depth counts what is open at a time")
    func countsOpenLevels() throws {
        let flat = JSONParsingOptions(maximumDepth: 1)
        #expect(try JSON(parsing: "[1,2,3]", options: flat) == [1, 2, 3])
        #expect(throws: JSONParsingError.self) { try JSON(parsing: "[{}]", options: flat) }
        #expect(try JSON(parsing: "[[],[],{}]", options: .init(maximumDepth: 2)) == [[], [], [:]])
        #expect(try JSON(parsing: "1", options: .init(maximumDepth: 0)) == 1)
        #expect(throws: JSONParsingError.self) { try JSON(parsing: "[]", options: .init(maximumDepth: 0)) }
    }

    @Test("a huge nest is refused without harm", arguments: [UInt8(ascii: "["), UInt8(ascii: "{")])
    func refusesHugeNest(_ byte: UInt8) {
        let document = [UInt8](repeating: byte, count: 100_000_000)
        let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: document) }
        #expect(error?.reason == (byte == UInt8(ascii: "[") ? .tooDeep : .keyExpected))
    }

    @Test("reading and writing need no stack in proportion to the depth")
    func readsDeepNest() throws {
        let depth = 1_000_000
        let options = JSONParsingOptions(maximumDepth: depth)
        // Not closed, so that no deep value is left to be released.
        let error = #expect(throws: JSONParsingError.self) {
            try JSON(parsing: String(repeating: #"[{"a":"#, count: depth / 2), options: options)
        }
        #expect(error?.reason == .valueExpected)
        #expect(error?.offset == depth * 3)
    }

    @Test("equal keys are kept by default, and the last counts")
    func keepsEqualKeys() throws {
        let text = #"{"a":1,"b":2,"a":3,"\u0061":4}"#
        let json = try JSON(parsing: text)
        #expect(json.object?.keys == ["a", "b", "a", "a"])
        #expect(json["a"] == 4)
        #expect(json.text(.compact) == #"{"a":1,"b":2,"a":3,"a":4}"#)
    }

    @Test(
        "equal keys are refused where asked, with the place of the later one",
        arguments: [
            (#"{"a":1,"a":2}"#, 7), (#"{"a":1,"\u0061":2}"#, 7), (#"{"":1,"":2}"#, 6),
            (#"{"a":1,"a":2,"b":{"x":1}}"#, 7),
            (#"[{},{"x":{"a":1,"b":2,"a":3}}]"#, 22),
            (#"{"a":{"a":1,"b":{}},"b":[{"a":1}],"c":0,"b":1}"#, 40),
        ])
    func rejectsEqualKeys(_ text: String, _ offset: Int) {
        let error = #expect(throws: JSONParsingError.self) {
            try JSON(parsing: text, options: .init(duplicateKeys: .reject))
        }
        #expect(error?.reason == .duplicateKey)
        #expect(error?.offset == offset)
    }

    @Test("keys that are equal in different objects only are no duplicates")
    func acceptsEqualKeysElsewhere() throws {
        let text = #"{"a":{"a":[{"a":1},{"a":2}]},"A":{},"b":{"a":1}}"#
        #expect(try JSON(parsing: text, options: .init(duplicateKeys: .reject)).text(.compact) == text)
    }

    @Test(
        "single quotes are read where allowed",
        arguments: [
            ("'a'", "a"), ("''", ""), ("{'a':'b'}", ["a": "b"]), (#"{'a':"b","c":'d'}"#, ["a": "b", "c": "d"]),
            (#"'say "hi"'"#, #"say "hi""#), (#""it's""#, "it's"), (#"'it\'s'"#, "it's"), (#""it\'s""#, "it's"),
            (#"'\"\n\u0041'"#, "\"\nA"), ("['Привет, мир', 1]", ["Привет, мир", 1]),
        ] as [(String, JSON)])
    func readsSingleQuotes(_ text: String, _ expected: JSON) throws {
        #expect(try JSON(parsing: text, options: .init(allowsSingleQuotes: true)) == expected)
        #expect(throws: JSONParsingError.self, "only where allowed") { try JSON(parsing: "['a']") }
    }

    @Test(
        "quotes must match",
        arguments: [
            (#"'a""#, .unterminatedText, 0), (#""a'"#, .unterminatedText, 0), ("'it's'", .trailingContent, 4),
            ("{'a:1}", .unterminatedText, 1), ("'a\n'", .controlCharacter, 2), ("{a':1}", .keyExpected, 1),
        ] as [(String, JSONParsingError.Reason, Int)])
    func refusesUnequalQuotes(_ text: String, _ reason: JSONParsingError.Reason, _ offset: Int) {
        let error = #expect(throws: JSONParsingError.self) {
            try JSON(parsing: text, options: .init(allowsSingleQuotes: true))
        }
        #expect(error?.reason == reason)
        #expect(error?.offset == offset)
    }
}
