import OIntConfiguration
import OIntCore
import Testing

@Suite("Changing and removing values of TOML")
struct TOMLChangingTests {
    @Test("What changes is", arguments: TOMLChange.setting + TOMLChange.settingOthers)
    func setting(change: TOMLChange) throws { try check(change) }

    @Test("What goes is", arguments: TOMLChange.removing)
    func removing(change: TOMLChange) throws { try check(change) }

    private func check(_ change: TOMLChange) throws {
        let document = try TOMLDocument(text: change.before, name: "config.toml")
        let changed =
            if let value = change.value {
                try document.setting(value, at: change.path)
            } else {
                try document.removing(change.path)
            }
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
