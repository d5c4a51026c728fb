import OIntCore
import TestFiles
import Testing

@Suite("Values of JSON options")
struct JSONOptionTests {
    @Test(
        "JSON is read, in single quotes too",
        arguments: [
            (#"{"a": [1, "b"]}"#, ["a": [1, "b"]]), ("{'a': 'it\\'s'}", ["a": "it's"]), (" [1] ", [1]),
            ("'text'", "text"),
            ("\"text\"", "text"), ("5", 5), ("-1.5", -1.5), ("true", true), ("null", .null),
            ("{\n\"a\":\n1}", ["a": 1]),
        ] as [(String, JSON)])
    func reads(_ text: String, _ expected: JSON) throws {
        for source in allSources { #expect(try read(text, as: JSON.self, from: source) == expected) }
    }

    @Test("numbers keep their digits, and objects the order of their keys")
    func keeps() throws {
        let text = #"{"z":1.50,"a":12345678901234567890123,"z":2}"#
        #expect(try read(text, as: JSON.self).text(.compact) == text)
        #expect(try read(text, as: JSONObject.self).keys == ["z", "a", "z"])
    }

    @Test(
        "what can't be read is told with its line and column",
        arguments: [
            ("{'a': 1, b}", "line 1, column 10: a key in quotes is expected here, found 'b'"),
            ("{\n  \"a\": 1\n  \"b\": 2\n}", "line 3, column 3: a comma or } is expected here, found '\"'"),
            ("[1, 2", "line 1, column 6: a comma or ] is expected here, found the end of the input"),
            (
                "  {'ключ': x}",
                "line 1, column 12: a text must stand in quotes; only true, false and null are words, found 'x'"
            ),
            ("\"abc", "line 1, column 1: the text that begins here has no closing quote"),
        ])
    func place(_ text: String, _ problem: String) {
        for source in allSources {
            #expect(throws: OptionError("is not readable JSON: \(problem)")) {
                try read(text, as: JSON.self, from: source)
            }
        }
    }

    @Test("an object is asked for where one is needed", arguments: ["[]", "5", "'a'", "null", "[{}]"])
    func object(_ text: String) {
        #expect(throws: OptionError(#"takes a JSON object, as in '{"KEY": "value"}'"#)) {
            try read(text, as: JSONObject.self)
        }
    }

    @Test("a typed value that is no JSON is the path of a file")
    func file() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("{\"a\": [1,\n2]}\n", to: "filter.json")
        #expect(try read(path, as: JSON.self) == ["a": [1, 2]])
        #expect(try read(" \(path)\n", as: JSONObject.self) == ["a": [1, 2]])
    }

    @Test("a file's content is strict JSON, and its mistakes have their place")
    func brokenFile() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("{\n  'a': 1}", to: "f.json")
        #expect {
            try read(path, as: JSON.self)
        } throws: { error in
            let text = "\(error)"
            return text.hasPrefix("names the file '")
                && text.hasSuffix(
                    "', which is not readable JSON: line 2, column 3: a key in quotes is expected here, found '''")
        }
    }

    @Test("a missing file is told as what it is", arguments: ["filter.json", "abc", "-5x", "nul", "True"])
    func missingFile(_ path: String) {
        #expect(
            throws: OptionError("takes JSON or the path of a JSON file, and '\(path)' is neither: it does not exist")
        ) {
            try read(path, as: JSON.self)
        }
    }

    @Test("a directory is no JSON file")
    func directory() {
        #expect(throws: OptionError("takes JSON or the path of a JSON file, and '/' is neither: it is a directory")) {
            try read("/", as: JSON.self)
        }
    }

    @Test("only what was typed can be a path", arguments: allSources.dropFirst())
    func contentIsNoPath(_ source: OptionInput.Source) {
        #expect(
            throws: OptionError("is not readable JSON: line 1, column 1: a value is expected here, found '/'")
        ) {
            try read("/etc/hostname", as: JSON.self, from: source)
        }
    }

    @Test("a secret in broken JSON is not repeated in the error")
    func secrecy() {
        #expect {
            try read("{\"password\": hunter2}", as: JSON.self)
        } throws: { !"\($0)".contains("unter2") }
    }
}
