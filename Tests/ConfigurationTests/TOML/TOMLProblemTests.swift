import OIntConfiguration
import OIntCore
import Testing

@Suite("Texts that are not TOML")
struct TOMLProblemTests {
    @Test(
        "The error tells the file, the line, the column and what is wrong",
        arguments: [
            ("a = 1\ntoken = hunter2", "line 2, column 9", "a text needs quotes"),
            ("token = 123hunter2", "line 1, column ", "a text needs quotes"),
            ("token = \"hunter2", "line 1, column 17", "ends too early"),
            ("token = \"hunter2\nb = 1\n", "line 1, column 17", "isn't closed by quotes"),
            ("token = \"hunter2\" hunter3", "line 1, column 19", "something stands behind a value"),
            ("token = \"hunter2\"\ntoken = 2", "line 2", "already there"),
            ("[a]\n[a]", "line 2", "this table is already there"),
            ("[hunter2", "line 1", "header"),
            ("hunter2", "line 1", "needs = and a value"),
            ("a = [1, 2", "line 1", "an array isn't closed"),
            ("a = { b = 1\n}", "line 1", "braces"),
            ("a = truu", "line 1", "neither true nor false"),
            ("a = \"\\q\"", "line 1", "backslash"),
            ("a = 2020-13-01", "line 1", "date or time"),
            ("a = 99999999999999999999", "line 1", "too large"),
            ("= hunter2", "line 1, column 1", "a key"),
        ])
    func problem(text: String, place: String, reason: String) throws {
        let error = try #require(throws: LocalError.self) { try TOMLDocument(text: text, name: "/home/u/config.toml") }
        #expect(error.subject == "/home/u/config.toml")
        #expect(error.reason.hasPrefix(place), "\(error.reason)")
        #expect(error.reason.contains(reason), "\(error.reason)")
        #expect(!error.description.contains("hunter"), "\(error)")
    }

    @Test("Bytes that are not UTF-8 are told so")
    func encoding() throws {
        let error = try #require(throws: LocalError.self) {
            try TOMLDocument(bytes: Array("a = \"".utf8) + [0xFF] + Array("\"".utf8), name: "config.toml")
        }
        #expect(error.reason.contains("UTF-8"))
    }
}
