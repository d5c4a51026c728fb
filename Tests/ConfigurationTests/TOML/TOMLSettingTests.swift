import OIntConfiguration
import OIntCore
import Testing

/// A change of a text: what it is, the path, the value, and what it should be.
struct TOMLChange: CustomTestStringConvertible, Sendable {
    let what: String
    let before: String
    let path: [String]
    var value: TOMLValue = .integer(9)
    let after: String

    var testDescription: String { what }
}

@Suite("Changing values of TOML")
struct TOMLSettingTests {
    private static let changes = [
        TOMLChange(
            what: "only the value's own bytes", before: "# x\n\n a  =  'old'   # why\nb = 1\n", path: ["a"],
            value: .string("n\"e\\w\n"), after: "# x\n\n a  =  \"n\\\"e\\\\w\\n\"   # why\nb = 1\n"),
        TOMLChange(
            what: "a value over several lines", before: "a = [ 1, # one\n 2,\n] # end\nb = 1", path: ["a"],
            after: "a = 9 # end\nb = 1"),
        TOMLChange(
            what: "a date before a comment", before: "a = 1979-05-27   # c\n", path: ["a"], after: "a = 9   # c\n"),
        TOMLChange(
            what: "a value behind others than ASCII", before: "\"ключ\" = \"é🙂\" # c\n", path: ["ключ"],
            after: "\"ключ\" = 9 # c\n"),
        TOMLChange(
            what: "Windows line ends", before: "[a]\r\nb = 1\r\n\r\n[c]\r\n", path: ["a", "d"],
            after: "[a]\r\nb = 1\r\nd = 9\r\n\r\n[c]\r\n"),
        TOMLChange(
            what: "a byte order mark", before: "\u{FEFF}[a]\n", path: ["b"], after: "\u{FEFF}b = 9\n\n[a]\n"),
        TOMLChange(what: "the first key of an empty file", before: "", path: ["a"], after: "a = 9\n"),
        TOMLChange(
            what: "the first table of an empty file", before: "", path: ["a", "b", "c"], after: "[a.b]\nc = 9\n"),
        TOMLChange(what: "a missing last line end", before: "a = 1", path: ["b"], after: "a = 1\nb = 9"),
        TOMLChange(
            what: "a missing last line end before a new table", before: "a = 1 # c", path: ["t", "b"],
            after: "a = 1 # c\n\n[t]\nb = 9"),
        TOMLChange(
            what: "before the blank lines that end a table", before: "[a]\nb = 1\n\n\n[c]\nd = 1\n", path: ["a", "e"],
            after: "[a]\nb = 1\ne = 9\n\n\n[c]\nd = 1\n"),
        TOMLChange(
            what: "above the comment of the next table", before: "[a]\nb = 1\n# Next.\n[c]\n", path: ["a", "e"],
            after: "[a]\nb = 1\ne = 9\n# Next.\n[c]\n"),
        TOMLChange(
            what: "behind comments of the table", before: "[a]\nb = 1\n# f = 2\n\n[c]\n", path: ["a", "e"],
            after: "[a]\nb = 1\n# f = 2\ne = 9\n\n[c]\n"),
        TOMLChange(
            what: "with the indentation of the table", before: "[a]\n  b = 1\n", path: ["a", "e"],
            after: "[a]\n  b = 1\n  e = 9\n"),
        TOMLChange(
            what: "a table without keys", before: "[a] # c\n\n[b]\n", path: ["a", "e"], after: "[a] # c\ne = 9\n\n[b]\n"
        ),
        TOMLChange(
            what: "a key above all tables", before: "# Settings.\n\n[a]\nb = 1\n", path: ["e"],
            after: "# Settings.\ne = 9\n\n[a]\nb = 1\n"),
        TOMLChange(
            what: "a key above the comment of the first table", before: "# About a.\n[a]\nb = 1\n", path: ["e"],
            after: "e = 9\n\n# About a.\n[a]\nb = 1\n"),
        TOMLChange(
            what: "a new table at the end", before: "[profile.home.s3]\nkey = 1\n\n# end\n",
            path: ["profile", "work", "bitrix24", "url"], value: .string("x"),
            after: "[profile.home.s3]\nkey = 1\n\n# end\n\n[profile.work.bitrix24]\nurl = \"x\"\n"),
        TOMLChange(
            what: "one blank line before a new table", before: "a = 1\n\n", path: ["t", "b"],
            after: "a = 1\n\n[t]\nb = 9\n"),
        TOMLChange(
            what: "a table that only its tables make", before: "[a.b]\nc = 1\n", path: ["a", "e"],
            after: "[a.b]\nc = 1\n\n[a]\ne = 9\n"),
        TOMLChange(
            what: "tables out of order", before: "[a.b]\nc = 1\n\n[x]\ny = 1\n\n[a]\nd = 1\n", path: ["a", "e"],
            after: "[a.b]\nc = 1\n\n[x]\ny = 1\n\n[a]\nd = 1\ne = 9\n"),
        TOMLChange(
            what: "keys with dots", before: "[t]\na.b = 1\na.c.d = 2\nz = 1\n", path: ["t", "a", "e"],
            after: "[t]\na.b = 1\na.c.d = 2\na.e = 9\nz = 1\n"),
        TOMLChange(
            what: "a table below keys with dots", before: "a.b = 1\n\n[t]\n", path: ["a", "c", "d"],
            after: "a.b = 1\na.c.d = 9\n\n[t]\n"),
        TOMLChange(
            what: "a table in braces", before: "a = { b = 1, c.d = 2 } # x\n", path: ["a", "c", "e"],
            after: "a = { b = 1, c.d = 2, c.e = 9 } # x\n"),
        TOMLChange(what: "empty braces", before: "a = {}\n", path: ["a", "b"], after: "a = { b = 9 }\n"),
        TOMLChange(
            what: "braces in braces", before: "a = { b = {c = 1} }\n", path: ["a", "b", "c"],
            after: "a = { b = {c = 9} }\n"),
        TOMLChange(
            what: "keys that need quotes", before: "[ \"a b\" . 'c' ]\nx = 1\n", path: ["a b", "c", "d.e"],
            after: "[ \"a b\" . 'c' ]\nx = 1\n\"d.e\" = 9\n"),
        TOMLChange(
            what: "a header with blanks", before: "  [  a  .  b  ]  # c\n", path: ["a", "b", "x"],
            after: "  [  a  .  b  ]  # c\n  x = 9\n"),
        TOMLChange(
            what: "lines in a text that look like TOML", before: "a = '''\n[b]\nc = 1\n'''\n[b]\nc = 2\n",
            path: ["b", "c"], after: "a = '''\n[b]\nc = 1\n'''\n[b]\nc = 9\n"),
        TOMLChange(
            what: "a table next to a list of tables", before: "[[a]]\nb = 1\n[[a]]\nb = 2\n", path: ["c"],
            value: .array([.integer(1), .table(TOMLTable([.init(key: "x", value: .boolean(true))]))]),
            after: "c = [1, { x = true }]\n\n[[a]]\nb = 1\n[[a]]\nb = 2\n"),
        TOMLChange(
            what: "numbers and dates as they are given", before: "a = 1\n", path: ["a"],
            value: .array([.float("1.50"), .float("-inf"), .dateTime("2026-07-28")]),
            after: "a = [1.50, -inf, 2026-07-28]\n"),
    ]

    @Test("What changes is", arguments: changes)
    func setting(change: TOMLChange) throws {
        let document = try TOMLDocument(text: change.before, name: "config.toml")
        let changed = try document.setting(change.value, at: change.path)
        #expect(changed.text == change.after)
        #expect(changed.value(at: change.path) == change.value)
    }

    @Test(
        "A text survives its way into the file, whatever it holds",
        arguments: ["", "\"\"\"", "'", "a\\b", "\u{0}\u{1F}\u{7F}\u{85}", "tab\t\r\n", "# no comment", "é🙂\u{2028}"])
    func texts(text: String) throws {
        let changed = try TOMLDocument(text: "a = 1 # c\n", name: "config.toml").setting(.string(text), at: ["a"])
        #expect(changed.value(at: ["a"]) == .string(text))
        #expect(changed.text.hasSuffix(" # c\n"))
    }

    @Test(
        "What is set and removed again leaves the file as it was",
        arguments: [
            "", "a = 1", "a = 1\n", "# x\n\n[t]\nb = 1\n\n[u]\nc = 1\n", "[t]\r\nb = 1\r\n", "t = { b = 1 }\n",
        ],
        [["n"], ["t", "n"], ["v", "w", "n"]])
    func undoing(text: String, path: [String]) throws {
        let document = try TOMLDocument(text: text, name: "config.toml")
        #expect(try document.setting(.integer(1), at: path).removing(path).text == text)
    }

    @Test(
        "What can't be done is refused, and says why",
        arguments: [
            ("[a]\nb = 1\n", ["a"], "is a table"), ("a = 1\n", ["a", "b"], "is a value"),
            ("[[a]]\nb = 1\n", ["a", "b"], "list of tables"), ("a.b = 1\n", ["a"], "is a table"),
            ("a = [1]\n", ["a", "0"], "is a value"), ("a = 1\n", [], "key"),
        ] as [(String, [String], String)])
    func refusals(text: String, path: [String], reason: String) throws {
        let document = try TOMLDocument(text: text, name: "/home/u/config.toml")
        let error = try #require(throws: LocalError.self) { try document.setting(.integer(1), at: path) }
        #expect(error.subject == "/home/u/config.toml")
        #expect(error.reason.contains(reason), "\(error.reason)")
    }

    @Test("A value that would break the file is refused", arguments: ["1\nb = 2", "1 # x", "", "abc", "1, 2"])
    func safetyNet(text: String) throws {
        let document = try TOMLDocument(text: "a = 1\n", name: "config.toml")
        #expect(throws: LocalError.self) { try document.setting(.float(text), at: ["a"]) }
        #expect(throws: LocalError.self) { try document.setting(.dateTime(text), at: ["c"]) }
    }
}
