import Programs
import Testing

@testable import OIntHTTP

@Suite("Texts for a shell")
struct ShellTextTests {
    /// What a shell makes of a script.
    private static func output(_ script: String, _ variables: [String: String] = [:]) async throws -> [UInt8] {
        let environment = variables.merging(["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]) { $1 }
        return try await Program.run(Launch(["sh", "-c", script], environment: environment)).successful().bytes
    }

    @Test(
        "A word is what it stands for",
        arguments: [
            "", "plain-1.2/x:y=z@,%+", "two words", "it's", "'", "''", "\"$HOME\" `id` $(id) \\", "a\nb\n", "\n", "#x",
            "~",
            "*?[]{}", "!history", "-n", "é Ж 漢 🎉 e\u{301}", "tab\there", "bell\u{7}\u{1B}[31mred", "line\r\nend",
            "%s %% \\n",
            "\u{85}\u{2028}", "a;b|c&d<e>f", "\\", "\r", "ends\r\n",
        ])
    func words(text: String) async throws {
        #expect(try await Self.output("printf '%s' \(ShellText(text).word)") == Array(text.utf8))
        #expect(try await Self.output(ShellText(text).printf) == Array(text.utf8))
    }

    @Test func `Random texts come through`() async throws {
        var generator = SystemRandomNumberGenerator()
        let letters: [Character] = [
            "'", "\"", "$", "\\", "`", "\n", "%", " ", "a", "1", "é", "\t", "\u{1}", "-", "!", "\r",
        ]
        var script = ""
        var expected: [UInt8] = []
        for _ in 0..<300 {
            // Line breaks at the end of what has other control characters are tested above.
            let text = String((0..<8).compactMap { _ in letters.randomElement(using: &generator) }) + "."
            script += "printf '%s' \(ShellText(text).word)\n\(ShellText(text).printf)\n"
            expected += Array(text.utf8) + Array(text.utf8)
        }
        #expect(try await Self.output(script) == expected)
    }

    @Test func `Variables stand between texts, and are not read again`() async throws {
        let text = ShellText("it's ") + ShellText([.variable("A")]) + ShellText(" and $A")
        let value = "$(id) 'x' \"y\" *  %s"
        let expected = Array("it's \(value) and $A".utf8)
        #expect(try await Self.output("printf '%s' \(text.word)", ["A": value]) == expected)
        #expect(try await Self.output(text.printf, ["A": value]) == expected)
    }

    @Test func `Any bytes can be printed`() async throws {
        let bytes = (UInt8.min...UInt8.max).map { $0 } + Array("0123 é".utf8)
        #expect(try await Self.output(ShellText.printf(bytes)) == bytes)
    }

    @Test func `Nothing in a word controls a terminal`() {
        for text in ["a\u{1B}[31mb", "a\u{7}", "a\u{9B}31m", "\u{85}"] {
            #expect(!ShellText(text).word.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
    }
}
