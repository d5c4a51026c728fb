import Foundation
import OIntCore
import Testing

@Suite("Rows as options")
struct JSONRowsTests {
    /// Rows out of a file.
    private func rows(_ text: String) throws -> [JSON] {
        let path = FileManager.default.temporaryDirectory.appending(path: "oint-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return try JSONRows(option: [OptionInput(path, source: .commandLine)]).collected()
    }

    @Test(
        "a file holds a list, or values a line each",
        arguments: [
            #"[{"a": 1}, {"a": "x, ]}\" y"}, [1, [2]], "t", null, -1.50]"#,
            "\u{FEFF} [ {\"a\":1},{\"a\":\"x, ]}\\\" y\"}\n,[1,[2]],\"t\",null,-1.50 ]\n",
            "{\"a\": 1}\n{\"a\": \"x, ]}\\\" y\"}\r\n[1, [2]]\n\"t\"\nnull\n-1.50\n",
            "{\"a\": 1}{\"a\": \"x, ]}\\\" y\"} [1,[2]] \"t\" null -1.50",
        ])
    func file(_ text: String) throws {
        let number = try #require(JSONNumber("-1.50"))
        let expected: [JSON] = [["a": 1], ["a": "x, ]}\" y"], [1, [2]], "t", .null, .number(number)]
        #expect(try rows(text) == expected)
    }

    @Test("an empty list has no rows", arguments: ["[]", " [ ] \n"])
    func empty(_ text: String) throws {
        #expect(try rows(text) == [])
    }

    @Test("a lone object is a row")
    func lone() throws {
        #expect(try rows("{\n  \"a\": {\"b\": []}\n}\n") == [["a": ["b": []]]])
    }

    @Test(
        "what is no JSON is told with its row",
        arguments: [
            ("[{\"a\": 1}, {\"a\" 2}]", "row 2"), ("[1, 2", "row 2"), ("[1, 2,]", "row 3"), ("[1}", "row 1"),
            ("[1] 2", "row 2"), ("[1 2]", "row 1"), ("{\"a\": 1}\n{\"a\": ", "row 2"), ("[\"open]", "row 1"),
            ("{\"a\": 1}\n}", "row 2"),
        ])
    func broken(_ text: String, _ place: String) {
        do {
            let found = try rows(text)
            Issue.record("it was read as \(found)")
        } catch {
            #expect("\(error)".contains("\(place) is not readable JSON"))
        }
    }

    @Test("a file with nothing in it, and one that is missing, are told at once")
    func nothing() {
        #expect(throws: OptionError.self) { try rows(" \n") }
        #expect(throws: OptionError.self) { try JSONRows(option: [OptionInput("/none.json", source: .commandLine)]) }
    }

    @Test("rows may be typed, or given one by one")
    func typed() throws {
        let list = try JSONRows(option: [OptionInput("[{'a': 1}, 2]", source: .commandLine)])
        #expect(try list.collected() == [["a": 1], 2])
        let single = [OptionInput("{\"a\": 1}", source: .commandLine), OptionInput("2", source: .commandLine)]
        #expect(try JSONRows(option: single).collected() == [["a": 1], 2])
        #expect(try JSONRows([1, 2, 3]).first(2) == [1, 2])
    }
}
