import OIntCLI
import OIntCore
import Programs
import TestRandomness

extension OutputFormat {
    /// What standard output shows of a complete value.
    func text(
        _ value: JSON, payload: [String] = [], layout: TableLayout = TableLayout()
    ) -> String {
        String(decoding: render(value, payload: payload, layout: layout).bytes, as: UTF8.self)
    }

    /// What standard output shows of rows that arrive in batches, and the warnings.
    func streamed(_ batches: [[JSON]], layout: TableLayout = TableLayout()) -> (text: String, warnings: [String]) {
        var writer = makeRowWriter(layout: layout)
        var bytes: [UInt8] = []
        for batch in batches { writer.append(batch, to: &bytes) }
        writer.finish(to: &bytes)
        return (String(decoding: bytes, as: UTF8.self), writer.warnings)
    }
}

/// Lines with a line break after each.
func lines(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }

/// Values that formats stumble over.
enum Nasty {
    /// Texts that look like something else, or hold what has a meaning in some format.
    static let texts: [String] = [
        "", " ", "  ", "a", " a", "a ", "\ta", "a\t", "\t", "\n", "\n\n", " \n", "\n ", "\n a", "\na", "a\n", "a\n\n",
        "a\nb", "a\nb\n", "a\nb\n\n\n", " a\nb", "  a\n b\n", "\n\n  a\nb", "a\n\nb", "a\n  \nb", "a\n\t\nb", "a \nb",
        "a\n b\n  c", "a\n\tb", "\ta\nb", "a\r\nb", "a\rb", "a\n#b", "#a\nb", "a: b\nc: d\n", "- a\n- b", "---\na",
        "...\na", "... what\na", "a\n---\nb", "a\n...\n", "|\na", "%a\nb", "a\nb:", "\"a\nb\"",
        "null", "Null", "NULL", "nULL", "~", "true", "True", "TRUE", "false", "False", "yes", "Yes", "YES", "no", "No",
        "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N", "=", "<<", "==", "<", "nil", "undefined",
        "0", "1", "-1", "+1", "00", "007", "08", "0x1F", "0o17", "0b101", "1_000", "0.5", ".5", "5.", "1e3", "1E+3",
        "1.5e-3", "6.02e23", ".inf", "-.inf", "+.inf", ".Inf", ".INF", ".nan", ".NaN", "inf", "nan", "NaN", "Infinity",
        "1:30", "12:30:45", "190:20:30", "1:30.5", "2024-01-31", "2024-1-31", "2024-01-31T10:20:30Z",
        "2024-01-31 10:20:30", "2024-01-31t10:20:30.5 +03:00", "+79991234567", "1,5", "1 000", "1.2.3", "10.0.0.1",
        "-", "--", "---", "- ", "- a", "-a", "?", "? a", "?a", ":", ": a", ":a", "a:", "a: b", "a:b", "a :b", "a:\tb",
        "a::b", "http://example.com/?a=1&b=2#c", "C:\\temp\\new", ",", ", a", "[", "]", "[a]", "{", "}", "{a: 1}", "#",
        "# a", "#a", "a#b", "a #b", "a # b", "a\t#b", "&", "&a", "*", "*a", "!", "!a", "!!str a", "|", "|-", ">", ">-",
        "'", "'a'", "it's", "\"", "\"a\"", "say \"a\"", "%", "%YAML 1.2", "@", "@a", "`", "`a`", "...", "... what",
        "....",
        ".gitignore", "\\", "\\n", "a\\", "a,b", "a,\"b\"", "a;b", "a\"b", "=1+1", "@SUM(A1)", "+1+1", "ID",
        "\u{0}", "a\u{0}b", "\u{1}", "\u{7}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}[31mred", "\u{1F}", "\u{7F}", "\u{80}",
        "\u{85}", "a\u{85}b", "\u{9F}", "\u{A0}", "a\u{A0}", "\u{AD}", "\u{2028}", "a\u{2029}b", "\u{200B}", "\u{200D}",
        "\u{202E}abc", "\u{FEFF}", "\u{FEFF}a", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{1FFFE}", "\u{E000}",
        "\u{10FFFF}", "a\n\u{1B}b", "a\n\u{85}b", "a\n\u{FEFF}b",
        "Привет, мир", "да: нет", "日本語", "한국어", "العربية", "שלום", "ไทย", "e\u{301}", "é", "👨‍👩‍👧‍👦", "🇷🇺", "👍🏽", "❤️", "1️⃣",
        "\u{301}", "\u{301}a", String(repeating: "x", count: 127), String(repeating: "x", count: 128),
        String(repeating: "x", count: 129), String(repeating: "ключ ", count: 300),
        String(repeating: "a: #\n", count: 300),
    ]

    /// Numbers as services write them, beyond what binary floating point holds included.
    static let numbers: [JSON] = [
        "0", "-0", "1", "-1", "0.0", "1.0", "1.50", "-2.5", "1e3", "1E3", "1e+3", "1.5e-3", "-1.5E+30", "1e400",
        "1e-400",
        "9007199254740993", "18446744073709551616", "123456789012345678901234567890.123456789",
    ].compactMap { JSONNumber($0).map { .number($0) } }

    /// A random value, mostly of nasty parts.
    static func value(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &generator) {
        case 0: return [.null, true, false][Int.random(in: 0..<3, using: &generator)]
        case 1: return numbers.randomElement(using: &generator) ?? 0
        case 2...5: return .string(text(using: &generator))
        case 6...7:
            let count = Int.random(in: 0...4, using: &generator)
            return .array((0..<count).map { _ in value(depth: depth - 1, using: &generator) })
        default: return object(depth: depth - 1, using: &generator)
        }
    }

    /// A random object with different keys.
    static func object(depth: Int, using generator: inout SeededGenerator) -> JSON {
        var members: [JSONObject.Member] = []
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let key = text(using: &generator)
            if members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) { continue }
            members.append(.init(key: key, value: value(depth: depth, using: &generator)))
        }
        return .object(JSONObject(members: members))
    }

    /// A nasty text, or one put together at random.
    static func text(using generator: inout SeededGenerator) -> String {
        if Bool.random(using: &generator) { return texts.randomElement(using: &generator) ?? "" }
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
        return text
    }

    private static let pieces = [
        " ", "  ", "\n", "\n", "\t", "\r", "a", "b", "я", "日", "🙂", "0", "1", ".", "-", "+", ":", ": ", "#", " #", "'",
        "\"", "\\",
        ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "%", "@", "=", "<<", "?", "~", "null", "e", "x", "_", "T",
        "Z",
        "\u{0}", "\u{1B}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{301}", "\u{200D}",
    ]
}

/// Other programs' readers, to which what is printed must mean the same.
enum Python {
    /// Whether `python3` can run a line of code; false where it, or a module the line imports, is not installed.
    static func canRun(_ line: String) async -> Bool { (try? await run(line, input: "")) != nil }

    /// Runs a script with the given standard input.
    ///
    /// - Parameters:
    ///   - script: Python 3.
    ///   - input: What the script reads from standard input.
    /// - Throws: What it had to complain about, when it ends with another code than 0.
    static func run(_ script: String, input: String) async throws {
        _ = try await Program.run(Launch(["python3", "-X", "utf8", "-c", script], input: .text(input))).successful()
    }
}
