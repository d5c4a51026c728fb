import Foundation
import OIntCLI
import OIntCore
import TestRandomness
import Testing

@Suite("YAML")
struct YAMLTests {
    private func yaml(_ value: JSON) -> String { OutputFormat.yaml.text(value) }

    @Test("Objects and lists are indented by two blanks")
    func blocks() {
        let value: JSON = [
            "result": ["tasks": [["id": "1", "tags": ["a", "b"], "empty": [], "none": [:]], [1, [2, 3], []]]],
            "total": 2, "next": .null, "more": false,
        ]
        #expect(
            yaml(value)
                == """
                result:
                  tasks:
                    - id: "1"
                      tags:
                        - a
                        - b
                      empty: []
                      none: {}
                    - - 1
                      - - 2
                        - 3
                      - []
                total: 2
                next: null
                more: false

                """)
    }

    @Test("Values without parts stand on one line")
    func leaves() {
        #expect(yaml([]) == "[]\n")
        #expect(yaml([:]) == "{}\n")
        #expect(yaml(.null) == "null\n")
        #expect(yaml("a") == "a\n")
        #expect(OutputFormat.yaml.streamed([]).text == "[]\n")
        #expect(OutputFormat.yaml.streamed([[], []]).text == "[]\n")
    }

    @Test("Numbers stay as they were written")
    func numbers() throws {
        let text = "[-0,1.50,1E+3,123456789012345678901234567890.10]"
        #expect(
            yaml(try JSON(parsing: text)) == lines("- -0", "- 1.50", "- 1E+3", "- 123456789012345678901234567890.10"))
    }

    @Test(
        "Texts that any version takes for something else are quoted",
        arguments: [
            "", " ", "a ", " a", "null", "Null", "~", "true", "FALSE", "yes", "No", "on", "OFF", "y", "N", "=", "<<",
            "1",
            "-1", "+7", "0x1F", "0o7", "1e3", ".5", ".inf", "-.INF", ".NaN", "1_000", "12:30", "2024-01-31",
            "2024-01-31T10:20:30+03:00", "- a", "-", "? a", "a: b", "a:", "a #b", "#a", "[a]", "{a}", "&a", "*a", "!a",
            "|",
            ">", "'a'", "%a", "@a", "`a`", ", a", "---", "...", "... what",
        ])
    func quoted(text: String) {
        #expect(yaml([.string(text)]) == "- \"\(text)\"\n")
        #expect(yaml([text: 1]) == "\"\(text)\": 1\n")
    }

    @Test(
        "Other texts are not",
        arguments: [
            "a", "a b", "it's", "a:b", "a#b", "a, b", "a [b]", "https://example.com/?a=1#b", "C:\\new", "3 apples",
            "no way",
            "nullable", ".gitignore", "/tmp", "Привет, мир", "日本語", "👍🏽", "a \"b\"", "$1", "(a)", "=1+1", "a-b", "a = b",
        ])
    func plain(text: String) {
        #expect(yaml([.string(text)]) == "- \(text)\n")
        #expect(yaml([text: 1]) == "\(text): 1\n")
    }

    @Test("What YAML can't hold or hides is escaped")
    func escapes() {
        #expect(
            yaml(["\u{0}\u{1B}[31m\u{7F}\u{85}\u{2028}\u{FEFF}\u{FFFF}\t\r\"\\"]) == #"""
                - "\u0000\u001B[31m\u007F\u0085\u2028\uFEFF\uFFFF\t\r\"\\"

                """#)
    }

    @Test("Texts of several lines are blocks")
    func literalBlocks() {
        let value: JSON = [
            "none": "a\nb", "one": "a\n\n  b\n", "more": "a\n\n", "blank": " a\nb\n", "empty": "\na",
            "list": ["a\nb", ["k": "\ta\nb"]],
        ]
        #expect(
            yaml(value)
                == lines(
                    "none: |-", "  a", "  b",
                    "one: |", "  a", "", "    b",
                    "more: |+", "  a", "",
                    "blank: |2", "   a", "  b",
                    "empty: |2-", "", "  a",
                    "list:", "  - |-", "    a", "    b", "  - k: |2-", "      \ta", "      b"))
        #expect(yaml("a\nb") == lines("|-", "  a", "  b"))
    }

    @Test(
        "Texts of several lines that no block can hold are quoted", arguments: ["\n", "a\r\nb", "a\n \nb", "a\n\u{1B}"])
    func unfitForBlocks(text: String) {
        #expect(yaml([.string(text)]).hasPrefix("- \""))
    }

    @Test("Long keys and keys of several lines")
    func keys() {
        let long = String(repeating: "k", count: 129)
        #expect(yaml([long: [1], "b": 2]) == lines("? \(long)", ":", "  - 1", "b: 2"))
        #expect(yaml([[long: "a\nb"]]) == lines("- ? \(long)", "  : |-", "    a", "    b"))
        #expect(yaml(["a\nb": 1]) == lines(#""a\nb": 1"#))
    }

    @Test("Of equal keys the last is printed, since YAML demands keys to differ")
    func equalKeys() {
        #expect(yaml(["a": 1, "b": 2, "a": 3]) == lines("b: 2", "a: 3"))
        // Equal by canonical equivalence only.
        #expect(yaml(["e\u{301}": 1, "\u{E9}": 2]) == lines("e\u{301}: 1", "\u{E9}: 2"))
    }

    @Test("Deep nesting")
    func depth() throws {
        let deep = try JSON(
            parsing: String(repeating: #"[{"a":"#, count: 250) + "1" + String(repeating: "}]", count: 250))
        #expect(yaml(deep).hasSuffix(" a: 1\n"))
    }

    @Test(
        "PyYAML reads the values that were written",
        .enabled("python3 with PyYAML is not installed", { await Python.canRun("import yaml") }))
    func pyYAML() async throws {
        var generator = SeededGenerator(seed: 2)
        var values: [JSON] = Nasty.texts.flatMap { text in
            let value = JSON.string(text)
            return [value, [value], [text: 1], ["a": value, "b": [value, value]], [[text: value, "z": [[value]]]]]
                as [JSON]
        }
        values += Nasty.numbers
        values += (0..<1500).map { _ in Nasty.value(depth: 4, using: &generator) }
        let documents = JSON.array(values.map { ["value": $0, "yaml": .string(yaml($0))] })
        try await Python.run(
            """
            import json, sys, yaml

            class Number(str): pass

            def same(read, meant):
                if isinstance(meant, Number):
                    # Version 1.1 takes 1e3 for a text.
                    return read == str(meant) if isinstance(read, str) else float(read) == float(meant)
                if type(read) is not type(meant): return False
                if isinstance(meant, list):
                    return len(read) == len(meant) and all(map(same, read, meant))
                if isinstance(meant, dict):
                    return list(read) == list(meant) and all(same(read[key], meant[key]) for key in meant)
                return read == meant

            documents = json.load(sys.stdin, parse_int=Number, parse_float=Number)
            loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
            wrong = 0
            for document in documents:
                for loader in loaders:
                    try: read = yaml.load(document["yaml"], loader)
                    except yaml.YAMLError as error: read = error
                    if not same(read, document["value"]):
                        wrong += 1
                        if wrong < 10: print(loader.__name__, repr(document), repr(read))
            sys.exit(wrong > 0)
            """, input: documents.text(.compact))
    }
}
