import OIntConfiguration
import OIntCore
import Testing

@Suite("Removing values of TOML")
struct TOMLRemovingTests {
    private static let changes = [
        TOMLChange(
            what: "a key with its line", before: "# x\na = 1 # why\n\nb = 2\n", path: ["a"], after: "# x\n\nb = 2\n"),
        TOMLChange(
            what: "a value over several lines", before: "a = [\n  1,\n]\nb = \"\"\"\nx\n\"\"\"\n", path: ["a"],
            after: "b = \"\"\"\nx\n\"\"\"\n"),
        TOMLChange(what: "the only key", before: "a = 1\n", path: ["a"], after: ""),
        TOMLChange(
            what: "the last line of a file without its end", before: "a = 1\nb = 2", path: ["b"], after: "a = 1"),
        TOMLChange(
            what: "Windows line ends", before: "a = 1\r\nb = 2\r\nc = 3\r\n", path: ["b"],
            after: "a = 1\r\nc = 3\r\n"),
        TOMLChange(
            what: "the last key of a table with its header", before: "[a]\nb = 1\n\n[c]\nd = 1\n", path: ["a", "b"],
            after: "[c]\nd = 1\n"),
        TOMLChange(
            what: "the last table of a file", before: "[a]\nb = 1\n\n[c]\nd = 1\n", path: ["c", "d"],
            after: "[a]\nb = 1\n"),
        TOMLChange(
            what: "a header stays above a comment", before: "[a]\nb = 1\n# c\n", path: ["a", "b"], after: "[a]\n# c\n"),
        TOMLChange(
            what: "a header stays with its comment", before: "[a] # c\nb = 1\n", path: ["a", "b"], after: "[a] # c\n"),
        TOMLChange(
            what: "a header goes though its tables stay", before: "[a]\nb = 1\n\n[a.c]\nd = 1\n", path: ["a", "b"],
            after: "[a.c]\nd = 1\n"),
        TOMLChange(
            what: "the comment of the next table stays", before: "[a]\nb = 1\n# About c.\n[c]\n", path: ["a"],
            after: "# About c.\n[c]\n"),
        TOMLChange(
            what: "a table with all its parts",
            before: "[a.x]\nb = 1\n\n[c]\nd = 1\n\n# About a.y.\n[a.y] # z\nb = 1 # e\n\n[[a.l]]\nm = 1\n", path: ["a"],
            after: "[c]\nd = 1\n\n# About a.y.\n"),
        TOMLChange(
            what: "keys with dots", before: "[t]\na.b = 1\na.c = 2\nz = 1\n", path: ["t", "a"], after: "[t]\nz = 1\n"),
        TOMLChange(
            what: "a list of tables", before: "x = 1\n\n[[a]]\nb = 1\n\n[[a]]\nb = 2\n", path: ["a"], after: "x = 1\n"),
        TOMLChange(
            what: "the first pair in braces", before: "a = { b = 1 , c = 2 }\n", path: ["a", "b"],
            after: "a = { c = 2 }\n"),
        TOMLChange(
            what: "the last pair in braces", before: "a = { b = 1, c = 2 } # x\n", path: ["a", "c"],
            after: "a = { b = 1 } # x\n"),
        TOMLChange(what: "the only pair in braces", before: "a = { b = 1 }\n", path: ["a", "b"], after: "a = {}\n"),
        TOMLChange(
            what: "keys with dots in braces", before: "a = { b.c = 1, d = 1, b.e = 2 }\n", path: ["a", "b"],
            after: "a = { d = 1 }\n"),
        TOMLChange(
            what: "all keys with dots in braces", before: "a = { b.c = 1, b.e = 2 }\n", path: ["a", "b"],
            after: "a = {}\n"),
        TOMLChange(
            what: "a table in braces as a whole", before: "a = { b = 1 }\nc = 1\n", path: ["a"], after: "c = 1\n"),
        TOMLChange(what: "nothing where nothing stands", before: "a = 1", path: ["b", "c"], after: "a = 1"),
    ]

    @Test("What goes is", arguments: changes)
    func removing(change: TOMLChange) throws {
        let document = try TOMLDocument(text: change.before, name: "config.toml")
        let changed = try document.removing(change.path)
        #expect(changed.text == change.after)
        #expect(changed.value(at: change.path) == nil)
    }
}
