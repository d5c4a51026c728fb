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

    @Test(
        "What toml++ finds out by an assertion is an error with its line, and does not end the program",
        arguments: [
            ("[=", 1), ("e=\"\"\n[4]\ns=[\"\",}", 3), ("a=1\n# hunter2\nx=[\"\",}\nb=2\n", 3), ("a.=", 1),
            ("[[=", 1), ("a={b=[\"\",}", 1),
        ])
    func assertion(text: String, line: Int) throws {
        let error = try #require(throws: LocalError.self) { try TOMLDocument(text: text, name: "config.toml") }
        #expect(error.reason.hasPrefix("line \(line)"), "\(error.reason)")
        #expect(!error.description.contains("hunter"))
    }

    @Test(
        "Depth does not use up the stack",
        arguments: [
            "a" + String(repeating: ".a", count: 300_000) + " = 1",
            "[a" + String(repeating: ".a", count: 300_000) + "]",
            "x = {a" + String(repeating: ".a", count: 300_000) + " = 1}", String(repeating: "[", count: 300_000),
            "x = " + String(repeating: "[", count: 300_000), "x = " + String(repeating: "{a=", count: 300_000),
            "'a'" + String(repeating: " . \"#\"", count: 300_000) + " = [=",
        ])
    func depth(text: String) {
        #expect(throws: LocalError.self) { try TOMLDocument(text: text, name: "config.toml") }
    }

    @Test("Dots in texts, comments and numbers are no depth")
    func dots() throws {
        let dots = String(repeating: ".", count: 100)
        let text =
            "a = \"\(dots)\\\"\(dots)\" # \(dots)\nb = '\(dots)'\nc = \"\"\"\n\(dots)\"\n\(dots)\"\"\"\nd = [1.5, 2.5]\n"
        #expect(try TOMLDocument(text: text, name: "config.toml").table.keys == ["a", "b", "c", "d"])
    }

    @Test("Bytes that are not UTF-8 are told so")
    func encoding() throws {
        let error = try #require(throws: LocalError.self) {
            try TOMLDocument(bytes: Array("a = \"".utf8) + [0xFF] + Array("\"".utf8), name: "config.toml")
        }
        #expect(error.reason.contains("UTF-8"))
    }
}
