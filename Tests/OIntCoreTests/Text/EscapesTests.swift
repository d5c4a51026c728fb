import OIntCore
import Testing

@Suite("Escapes in texts")
struct EscapesTests {
    @Test(
        "A text in quotes is on one line, and reads back",
        arguments: ["", "plain", "\"\\", "\n\r\t", "\u{0}\u{8}\u{C}\u{1F}\u{7F}\u{85}", "é🙂\u{2028}"])
    func quoted(text: String) throws {
        let quoted = text.doubleQuoted
        #expect(try JSON(parsing: Array(quoted.utf8)) == .string(text))
        #expect(quoted == "\"\(text.escapedForQuotes)\"")
        #expect(!quoted.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }

    @Test("What is asked for is escaped, and nothing else")
    func escaping() {
        let text = "a\\\n\r\t\u{1}\u{2028}\u{FEFF}🙂"
        #expect(
            text.escaping { $0.value < 0x20 || [0x2028, 0xFEFF].contains($0.value) }
                == "a\\\\n\\r\\t\\u0001\\u2028\\uFEFF🙂")
        #expect(text.escaping { _ in false } == text)
    }

    @Test("HTML reads an escaped text as that text")
    func html() {
        #expect(#"<a href="x">&'é"#.htmlEscaped == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;é")
    }
}
