import OIntConfiguration
import Testing

/// A change of a text: what it is, where, the value it sets unless it removes one, and what comes of it.
struct TOMLChange: CustomTestStringConvertible, Sendable {
    let what: String
    let before: String
    let path: [String]
    var value: TOMLValue?
    let after: String

    var testDescription: String { what }

    /// Reads a table: what the change is, the text before it, the keys of the value with slashes between, the text
    /// behind it.
    private static func rows(
        _ rows: [(what: String, before: String, path: String, after: String)], value: TOMLValue? = nil
    ) -> [TOMLChange] {
        rows.map { row in
            TOMLChange(
                what: row.what, before: row.before, path: row.path.split(separator: "/").map(String.init), value: value,
                after: row.after)
        }
    }
}

extension TOMLChange {
    /// Changes that set a value to 9.
    static let setting = rows(
        [
            ("a value over several lines", "a = [ 1, # one\n 2,\n] # end\nb = 1", "a", "a = 9 # end\nb = 1"),
            ("a date before a comment", "a = 1979-05-27   # c\n", "a", "a = 9   # c\n"),
            ("a value behind others than ASCII", "\"ключ\" = \"é🙂\" # c\n", "ключ", "\"ключ\" = 9 # c\n"),
            ("Windows line ends", "[a]\r\nb = 1\r\n\r\n[c]\r\n", "a/d", "[a]\r\nb = 1\r\nd = 9\r\n\r\n[c]\r\n"),
            ("a byte order mark", "\u{FEFF}[a]\n", "b", "\u{FEFF}b = 9\n\n[a]\n"),
            ("the first key of an empty file", "", "a", "a = 9\n"),
            ("the first table of an empty file", "", "a/b/c", "[a.b]\nc = 9\n"),
            ("a missing last line end", "a = 1", "b", "a = 1\nb = 9"),
            ("a missing last line end before a new table", "a = 1 # c", "t/b", "a = 1 # c\n\n[t]\nb = 9"),
            (
                "before the blank lines that end a table", "[a]\nb = 1\n\n\n[c]\nd = 1\n", "a/e",
                "[a]\nb = 1\ne = 9\n\n\n[c]\nd = 1\n"
            ),
            (
                "above the comment of the next table", "[a]\nb = 1\n# Next.\n[c]\n", "a/e",
                "[a]\nb = 1\ne = 9\n# Next.\n[c]\n"
            ),
            (
                "behind comments of the table", "[a]\nb = 1\n# f = 2\n\n[c]\n", "a/e",
                "[a]\nb = 1\n# f = 2\ne = 9\n\n[c]\n"
            ),
            ("with the indentation of the table", "[a]\n  b = 1\n", "a/e", "[a]\n  b = 1\n  e = 9\n"),
            ("a table without keys", "[a] # c\n\n[b]\n", "a/e", "[a] # c\ne = 9\n\n[b]\n"),
            ("a key above all tables", "# Settings.\n\n[a]\nb = 1\n", "e", "# Settings.\ne = 9\n\n[a]\nb = 1\n"),
            (
                "a key above the comment of the first table", "# About a.\n[a]\nb = 1\n", "e",
                "e = 9\n\n# About a.\n[a]\nb = 1\n"
            ),
            ("one blank line before a new table", "a = 1\n\n", "t/b", "a = 1\n\n[t]\nb = 9\n"),
            ("a table that only its tables make", "[a.b]\nc = 1\n", "a/e", "[a.b]\nc = 1\n\n[a]\ne = 9\n"),
            (
                "tables out of order", "[a.b]\nc = 1\n\n[x]\ny = 1\n\n[a]\nd = 1\n", "a/e",
                "[a.b]\nc = 1\n\n[x]\ny = 1\n\n[a]\nd = 1\ne = 9\n"
            ),
            (
                "keys with dots", "[t]\na.b = 1\na.c.d = 2\nz = 1\n", "t/a/e",
                "[t]\na.b = 1\na.c.d = 2\na.e = 9\nz = 1\n"
            ),
            ("a table below keys with dots", "a.b = 1\n\n[t]\n", "a/c/d", "a.b = 1\na.c.d = 9\n\n[t]\n"),
            ("a table in braces", "a = { b = 1, c.d = 2 } # x\n", "a/c/e", "a = { b = 1, c.d = 2, c.e = 9 } # x\n"),
            ("empty braces", "a = {}\n", "a/b", "a = { b = 9 }\n"),
            ("braces in braces", "a = { b = {c = 1} }\n", "a/b/c", "a = { b = {c = 9} }\n"),
            (
                "keys that need quotes", "[ \"a b\" . 'c' ]\nx = 1\n", "a b/c/d.e",
                "[ \"a b\" . 'c' ]\nx = 1\n\"d.e\" = 9\n"
            ),
            ("a header with blanks", "  [  a  .  b  ]  # c\n", "a/b/x", "  [  a  .  b  ]  # c\n  x = 9\n"),
            (
                "lines in a text that look like TOML", "a = '''\n[b]\nc = 1\n'''\n[b]\nc = 2\n", "b/c",
                "a = '''\n[b]\nc = 1\n'''\n[b]\nc = 9\n"
            ),
        ], value: .integer(9))

    /// Changes that set other values.
    static let settingOthers = [
        TOMLChange(
            what: "only the value's own bytes", before: "# x\n\n a  =  'old'   # why\nb = 1\n", path: ["a"],
            value: .string("n\"e\\w\n"), after: "# x\n\n a  =  \"n\\\"e\\\\w\\n\"   # why\nb = 1\n"),
        TOMLChange(
            what: "a new table at the end", before: "[profile.home.s3]\nkey = 1\n\n# end\n",
            path: ["profile", "work", "bitrix24", "url"], value: .string("x"),
            after: "[profile.home.s3]\nkey = 1\n\n# end\n\n[profile.work.bitrix24]\nurl = \"x\"\n"),
        TOMLChange(
            what: "a table next to a list of tables", before: "[[a]]\nb = 1\n[[a]]\nb = 2\n", path: ["c"],
            value: .array([.integer(1), .table(TOMLTable([.init(key: "x", value: .boolean(true))]))]),
            after: "c = [1, { x = true }]\n\n[[a]]\nb = 1\n[[a]]\nb = 2\n"),
        TOMLChange(
            what: "numbers and dates as they are given", before: "a = 1\n", path: ["a"],
            value: .array([.float("1.50"), .float("-inf"), .dateTime("2026-07-28")]),
            after: "a = [1.50, -inf, 2026-07-28]\n"),
    ]

    /// Changes that remove a value.
    static let removing = rows([
        ("a key with its line", "# x\na = 1 # why\n\nb = 2\n", "a", "# x\n\nb = 2\n"),
        ("a value over several lines", "a = [\n  1,\n]\nb = \"\"\"\nx\n\"\"\"\n", "a", "b = \"\"\"\nx\n\"\"\"\n"),
        ("the only key", "a = 1\n", "a", ""),
        ("the last line of a file without its end", "a = 1\nb = 2", "b", "a = 1"),
        ("Windows line ends", "a = 1\r\nb = 2\r\nc = 3\r\n", "b", "a = 1\r\nc = 3\r\n"),
        ("the last key of a table with its header", "[a]\nb = 1\n\n[c]\nd = 1\n", "a/b", "[c]\nd = 1\n"),
        ("the last table of a file", "[a]\nb = 1\n\n[c]\nd = 1\n", "c/d", "[a]\nb = 1\n"),
        ("a header stays above a comment", "[a]\nb = 1\n# c\n", "a/b", "[a]\n# c\n"),
        ("a header stays with its comment", "[a] # c\nb = 1\n", "a/b", "[a] # c\n"),
        ("a header goes though its tables stay", "[a]\nb = 1\n\n[a.c]\nd = 1\n", "a/b", "[a.c]\nd = 1\n"),
        ("the comment of the next table stays", "[a]\nb = 1\n# About c.\n[c]\n", "a", "# About c.\n[c]\n"),
        (
            "a table with all its parts",
            "[a.x]\nb = 1\n\n[c]\nd = 1\n\n# About a.y.\n[a.y] # z\nb = 1 # e\n\n[[a.l]]\nm = 1\n", "a",
            "[c]\nd = 1\n\n# About a.y.\n"
        ),
        ("keys with dots", "[t]\na.b = 1\na.c = 2\nz = 1\n", "t/a", "[t]\nz = 1\n"),
        ("a list of tables", "x = 1\n\n[[a]]\nb = 1\n\n[[a]]\nb = 2\n", "a", "x = 1\n"),
        ("the first pair in braces", "a = { b = 1 , c = 2 }\n", "a/b", "a = { c = 2 }\n"),
        ("the last pair in braces", "a = { b = 1, c = 2 } # x\n", "a/c", "a = { b = 1 } # x\n"),
        ("the only pair in braces", "a = { b = 1 }\n", "a/b", "a = {}\n"),
        ("keys with dots in braces", "a = { b.c = 1, d = 1, b.e = 2 }\n", "a/b", "a = { d = 1 }\n"),
        ("all keys with dots in braces", "a = { b.c = 1, b.e = 2 }\n", "a/b", "a = {}\n"),
        ("a table in braces as a whole", "a = { b = 1 }\nc = 1\n", "a", "c = 1\n"),
        ("nothing where nothing stands", "a = 1", "b/c", "a = 1"),
    ])
}
