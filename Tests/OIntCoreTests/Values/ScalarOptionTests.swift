import OIntCore
import Testing

@Suite("Values of plain options")
struct ScalarOptionTests {
    // MARK: Texts

    @Test(
        "a typed text has its escapes replaced, and nothing else",
        arguments: [
            (#"a\nb"#, "a\nb"), (#"\r\t\f\v"#, "\r\t\u{C}\u{B}"), (#"C:\\new"#, #"C:\new"#), (#"\\n"#, #"\n"#),
            (#"\\\n"#, "\\\n"), (#"\d+\."#, #"\d+\."#), (#"\"#, #"\"#), (#"end\"#, #"end\"#), (#"\я"#, #"\я"#),
            (#"привет\nмир 👋🏽"#, "привет\nмир 👋🏽"), (#"\u0041\0\x41\N"#, #"\u0041\0\x41\N"#), ("  kept  ", "  kept  "),
            ("/etc/passwd", "/etc/passwd"), ("https://example.com", "https://example.com"), ("[1]", "[1]"),
            ("-", "-"), ("true", "true"),
        ])
    func text(_ typed: String, _ expected: String) throws {
        #expect(try read(typed) as String == expected)
    }

    @Test("a text that was not typed is taken as it stands", arguments: allSources.dropFirst())
    func textFromElsewhere(_ source: OptionInput.Source) throws {
        #expect(try read(#" a\nb\\ "#, from: source) as String == #" a\nb\\ "#)
    }

    @Test("a plain option is given once")
    func repeated() {
        let error = OptionError("is given 2 times; give it once")
        #expect(throws: error) { try read("a", "b", as: String.self) }
        #expect(throws: error) { try read("true", "true", as: Bool.self) }
        #expect(throws: error) { try read("1", "2", as: Int.self) }
        #expect(throws: error) { try read("1", "2", as: JSONNumber.self) }
        #expect(throws: error) { try read("1", "2", as: ID.self) }
        #expect(throws: error) { try read("{}", "{}", as: JSON.self) }
        #expect(throws: error) { try read("{}", "{}", as: JSONObject.self) }
        #expect(throws: error) { try read("{}", "{}", as: FilesByName.self) }
        #expect(throws: error) { try read("a", "b", as: Secret.self) }
        #expect(throws: error) { try read("-", "-", as: FileInput.self) }
        #expect(throws: error) { try read("2026-01-31", "2026-01-31", as: DateTime.self) }
        #expect(throws: error) { try read("asc", "asc", as: Order.self) }
        #expect(throws: OptionError("is given 3 times; give it once")) { try read("a", "b", "c", as: ID.self) }
    }

    // MARK: Booleans

    @Test(
        "true and false are read in any case",
        arguments: [("true", true), ("TRUE", true), (" True\n", true), ("false", false), ("False", false)])
    func bool(_ text: String, _ expected: Bool) throws {
        #expect(try read(text) as Bool == expected)
    }

    @Test("nothing else is a Boolean", arguments: ["yes", "1", "0", "truе", "t", "on", "\"true\""])
    func noBool(_ text: String) {
        #expect(throws: OptionError("takes true or false, not '\(text)'")) { try read(text, as: Bool.self) }
    }

    // MARK: Numbers

    @Test(
        "whole numbers of 64 bits are read",
        arguments: [
            ("0", 0), ("-7", -7), ("+7", 7), (" 42\n", 42), ("007", 7), ("9223372036854775807", .max),
            ("-9223372036854775808", .min),
        ])
    func int(_ text: String, _ expected: Int) throws {
        #expect(try read(text) as Int == expected)
    }

    @Test(
        "other numbers and words are not",
        arguments: ["1.5", "1.0", "1e3", "1 000", "1_000", "0x10", "9223372036854775808", "five", "--5", "٣", "-"])
    func noInt(_ text: String) {
        #expect(throws: OptionError("takes a whole number, not '\(text)'")) { try read(text, as: Int.self) }
    }

    @Test(
        "a number keeps its digits, and its decimals may follow a comma",
        arguments: [
            ("1.50", "1.50"), ("1,50", "1.50"), ("-0,5", "-0.5"), (" 7 ", "7"), ("1e3", "1e3"),
            ("123456789012345678901234567890.123", "123456789012345678901234567890.123"),
        ])
    func number(_ text: String, _ expected: String) throws {
        #expect(try read(text, as: JSONNumber.self).text == expected)
    }

    @Test(
        "what JSON would not take for a number is refused",
        arguments: ["1.000,5", "1,000,000", "+1", ".5", "5.", "007", "NaN", "0x10", "1 000", "five"])
    func noNumber(_ text: String) {
        #expect(throws: OptionError("takes a number, not '\(text)'")) { try read(text, as: JSONNumber.self) }
    }

    // MARK: Choices

    enum Order: String, OptionChoice {
        case asc
        case newestFirst = "newest-First"
        case random = "СЛУЧАЙНО"

        /// The value has no role.
        static var optionRoles: OptionRoles { [] }
    }

    @Test(
        "a word of a few is read in any case",
        arguments: [("asc", Order.asc), (" ASC ", .asc), ("Newest-first", .newestFirst), ("Случайно", .random)])
    func choice(_ text: String, _ expected: Order) throws {
        #expect(try read(text) as Order == expected)
    }

    @Test(
        "another word is answered with those that are right, and the nearest of them",
        arguments: [
            ("as", ", did you mean asc?"), ("newestFirst", ", did you mean newest-First?"), ("asc,random", ""),
        ])
    func noChoice(_ text: String, _ nearest: String) {
        #expect(throws: OptionError("takes asc, newest-First, СЛУЧАЙНО, not '\(text)'\(nearest)")) {
            try read(text, as: Order.self)
        }
    }

    // MARK: Ids

    @Test(
        "an id is a text without white space around it",
        arguments: [
            ("42", "42"), (" chat42\n", "chat42"), ("a b", "a b"), ("-100123", "-100123"), (#"a\nb"#, #"a\nb"#),
        ])
    func id(_ text: String, _ expected: String) throws {
        let id = try read(text, as: ID.self)
        #expect(id.text == expected)
        #expect("\(id)" == expected)
        #expect(id.json == .string(expected))
    }

    @Test("an id has no control characters in it", arguments: ["1\n2", "1\u{0}", "a\tb", "\u{1B}[31m", "a\u{85}b"])
    func noID(_ text: String) {
        #expect(throws: OptionError("takes an id, and an id has no line breaks or control characters in it")) {
            try read(text, as: ID.self)
        }
    }

    @Test("an id is written in Swift as a text or a number")
    func idLiterals() {
        let ids: [ID] = ["chat42", 42]
        #expect(ids == [ID("chat42"), ID("42")])
    }

    // MARK: All of them

    @Test("a refused value is quoted short, with control characters made visible")
    func quoting() {
        #expect(throws: OptionError(#"takes a whole number, not 'a\n\r\t�b'"#)) {
            try read("a\n\r\t\u{7}b", as: Int.self)
        }
        let long = String(repeating: "я", count: 61)
        #expect(throws: OptionError("takes a whole number, not '\(long.dropLast())…'")) { try read(long, as: Int.self) }
        #expect(throws: OptionError("takes a whole number, not '\(long.dropLast())'")) {
            try read(String(long.dropLast()), as: Int.self)
        }
    }

    @Test("a value as text is read back as the same")
    func texts() throws {
        #expect("a b".optionText == "a b")
        #expect(true.optionText == "true" && false.optionText == "false")
        #expect((-5).optionText == "-5")
        #expect(JSONNumber("1.50")?.optionText == "1.50")
        #expect(ID("chat42").optionText == "chat42")
        #expect(Order.newestFirst.optionText == "newest-First")
        #expect(JSON.array([1, "a"]).optionText == #"[1,"a"]"#)
        #expect((["a": 1] as JSONObject).optionText == #"{"a":1}"#)
    }

    @Test("each type tells help what it takes")
    func kinds() {
        let kinds: [(OptionKind, OptionKind, String)] = [
            (String.optionKind, .text, "TEXT"), (ID.optionKind, .text, "TEXT"),
            (Bool.optionKind, .boolean, "true|false"),
            (Int.optionKind, .integer, "NUMBER"), (JSONNumber.optionKind, .number, "NUMBER"),
            (DateTime.optionKind, .date, "DATE"), (Secret.optionKind, .secret, "SECRET"),
            (FileInput.optionKind, .file, "FILE"), (JSON.optionKind, .json, "JSON"),
            (JSONObject.optionKind, .object, "JSON"), (FilesByName.optionKind, .object, "JSON"),
            ([ID].optionKind, .list(of: .text), "LIST"), ([JSON].optionKind, .list(of: .json), "JSON"),
            ([[JSONObject]].optionKind, .list(of: .list(of: .object)), "JSON"),
            (Order.optionKind, .choice(["asc", "newest-First", "СЛУЧАЙНО"]), "asc|newest-First|СЛУЧАЙНО"),
        ]
        for (kind, expected, placeholder) in kinds {
            #expect(kind == expected)
            #expect(kind.placeholder == placeholder)
            #expect(kind.isJSON == (placeholder == "JSON"))
        }
        #expect(OptionKind.choice(["a", "b", "c", "d", "e", "f"]).placeholder == "WORD")
    }
}
