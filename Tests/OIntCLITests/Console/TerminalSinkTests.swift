import OIntCore
import Testing

@testable import OIntCLI

@Suite("What others wrote, on a terminal")
struct TerminalSinkTests {
    private func shown(_ pieces: [[UInt8]]) throws -> String {
        let memory = MemorySink()
        let sink = TerminalSink(memory)
        for piece in pieces { try piece.withUnsafeBytes { try sink.write($0) } }
        return memory.text
    }

    @Test(
        "Nothing steers the terminal",
        arguments: [
            ("a\u{1B}[31mb", "a\\u001B[31mb"), ("\u{1B}]0;title\u{07}", "\\u001B]0;title\\u0007"),
            ("a\u{9B}31m", "a\\u009B31m"), ("a\u{202E}b\u{2066}c\u{200F}", "a\\u202Eb\\u2066c\\u200F"),
            ("fake\rreal\n", "fake\\rreal\n"), ("a\u{7F}\u{08}b", "a\\u007F\\u0008b"), ("a\u{2028}b", "a\\u2028b"),
            ("tab\tline\nend\r\nand\n", "tab\tline\nend\nand\n"), ("Grüße, мир, 日本 👩‍👩‍👧", "Grüße, мир, 日本 👩‍👩‍👧"),
        ])
    func escapes(text: String, expected: String) throws {
        let bytes = Array(text.utf8)
        #expect(try shown([bytes]) == expected)
        // Whatever pieces it comes in.
        for cut in bytes.indices { #expect(try shown([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected) }
        #expect(try shown(bytes.map { [$0] }) == expected)
    }

    @Test("Bytes that are no text become U+FFFD")
    func noText() throws {
        #expect(try shown([[0x61, 0x9B, 0x33, 0x31, 0x6D, 0x0A]]) == "a\u{FFFD}31m\n")
        #expect(try shown([[0xE2, 0x80], [0x61, 0x0A]]) == "\u{FFFD}a\n")
    }

    @Test("JSON stays the same JSON")
    func json() throws {
        let value: JSON = ["a": "x\u{1B}[2J\u{202E}y\u{9B}", "b\u{7F}": 1]
        #expect(try JSON(parsing: shown([Array((value.text(.pretty) + "\n").utf8)])) == value)
    }
}
