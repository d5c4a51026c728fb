import OIntCore
import Testing

@Suite("Errors of reading JSON")
struct JSONParsingErrorTests {
    private func error(_ text: String, options: JSONParsingOptions = .init()) throws -> JSONParsingError {
        try #require(#expect(throws: JSONParsingError.self) { try JSON(parsing: text, options: options) })
    }

    @Test(
        "the message names place, reason and what was found",
        arguments: [
            (#"{"a":1x}"#, "line 1, column 7: a comma or } is expected here, found 'x'"),
            ("[1", "line 1, column 3: a comma or ] is expected here, found the end of the input"),
            ("[1,]", "line 1, column 4: another item is expected after the comma, found ']'"),
            ("{'a':1}", "line 1, column 2: a key in quotes is expected here, found '''"),
            ("{\"a\"=1}", "line 1, column 5: a colon is expected after the key, found '='"),
            ("", "line 1, column 1: the input is empty, a JSON value is expected"),
            ("[1] я", "line 1, column 5: the value is complete, nothing may follow it, found 'я'"),
            ("<html>", "line 1, column 1: a value is expected here, found '<'"),
            ("-x", "line 1, column 2: a digit is expected here, found 'x'"),
            ("[“a”]", "line 1, column 2: a text must stand in quotes; only true, false and null are words, found '“'"),
            ("[007]", "line 1, column 2: a number must not begin with 0 and another digit, found '0'"),
            ("\"\\q\"", #"line 1, column 3: only " \ / b f n r t u may follow a backslash, found 'q'"#),
            ("\"\\u00zz\"", #"line 1, column 6: four hexadecimal digits are expected after \u, found 'z'"#),
            ("[\"abc", "line 1, column 2: the text that begins here has no closing quote"),
        ])
    func describes(_ text: String, _ message: String) throws {
        #expect(try "\(error(text))" == message)
    }

    @Test("what could not be seen or could drive a terminal is named by its number")
    func namesInvisibleCharacters() throws {
        #expect(try "\(error("\"a\u{1B}[31m\""))".hasSuffix("must be escaped, found U+001B"))
        #expect(try "\(error("[\u{A0}]"))".hasSuffix("found U+00A0"))
        #expect(try "\(error("[1 \u{202E}]"))".hasSuffix("found U+202E"))
        #expect(try "\(error("[😀]"))".hasSuffix("found U+1F600"))
        let bytes = #expect(throws: JSONParsingError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(bytes?.description == "line 1, column 2: this is no UTF-8, found byte 0xFF")
    }

    @Test(
        "lines and columns are counted as editors count",
        arguments: [
            ("x", 1, 1), ("  x", 1, 3), ("\n x", 2, 2), ("[1,\n2,\n  x]", 3, 3), ("[1,\r\n x]", 2, 2),
            ("[1,\r x]", 2, 2),
            ("\n\r\n\r\n\nx", 5, 1), ("[\"Имя\", x]", 1, 9), ("[\"😀\", x]", 1, 7), ("[\"é\u{301}\", x]", 1, 8),
            ("[\"а\",\n\"б\", x]", 2, 6), ("\u{FEFF}[x", 1, 2), ("\u{FEFF}", 1, 1), ("\t\tx", 1, 3),
        ])
    func countsPlaces(_ text: String, _ line: Int, _ column: Int) throws {
        let error = try error(text)
        #expect(error.line == line)
        #expect(error.column == column)
    }

    @Test("at most one character of the input is quoted")
    func keepsSecrets() throws {
        let secret = "hunter2-correct-horse"
        let documents = [
            "{\"password\":\(secret)}", "{\"password\":\"\(secret)\" \(secret)}", "\(secret)", "[\"\(secret)",
            "{\(secret):1}", "{\"\(secret)\"}", "[\"\(secret)\\x\"]", "[1]\(secret)", "\"\\u\(secret)\"",
            "{\"\(secret)\":1,\"\(secret)\":2}",
        ]
        for document in documents {
            let error = try error(document, options: .init(duplicateKeys: .reject))
            for length in 2...4 {
                #expect(!"\(error)".contains("found '\(secret.prefix(length))"))
            }
            #expect(!"\(error)".contains("hunter") && !String(reflecting: error).contains("hunter"))
        }
    }

    @Test("the limit that was passed is named")
    func namesLimit() throws {
        let error = try error("[[[]]]", options: .init(maximumDepth: 2))
        #expect("\(error)" == "line 1, column 3: too many lists and objects lie in one another, the limit is 2")
    }
}
