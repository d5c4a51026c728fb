/// What a text needs to be MarkdownV2 by Telegram's rules.
///
/// Source: https://core.telegram.org/bots/api#markdownv2-style
struct MarkdownV2Escaping {
    /// Characters that Telegram wants escaped and that never begin markup.
    private static let reserved = Set("-+#={}.".utf8)

    private var rest: ArraySlice<UInt8>
    private var result: [UInt8] = []
    /// How many brackets are open that may turn out to hold the text of a link.
    private var openBrackets = 0

    /// The text with a backslash before each character that can only stand for itself and lacks one.
    ///
    /// Those are `-`, `+`, `#`, `=`, `{`, `}`, `.`, and `!` where no `[` follows. Markup stays, and so do code and the
    /// targets of links, in which other rules hold.
    /// - Parameter text: The text.
    /// - Returns: The text for Telegram.
    static func escaped(_ text: String) -> String {
        var escaping = MarkdownV2Escaping(rest: Array(text.utf8)[...])
        escaping.run()
        return String(decoding: escaping.result, as: UTF8.self)
    }

    private init(rest: ArraySlice<UInt8>) { self.rest = rest }

    private mutating func run() {
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "\\"): copyEscape()
            case UInt8(ascii: "`"): copyCode()
            case UInt8(ascii: "["):
                openBrackets += 1
                copy(1)
            case UInt8(ascii: "]"): closeBracket()
            case UInt8(ascii: "!") where rest.dropFirst().first == UInt8(ascii: "["): copy(1)
            case UInt8(ascii: "!"): escape()
            case _ where Self.reserved.contains(byte): escape()
            default: copy(1)
            }
        }
    }

    private mutating func copy(_ count: Int) {
        result += rest.prefix(count)
        rest = rest.dropFirst(count)
    }

    private mutating func escape() {
        result.append(UInt8(ascii: "\\"))
        copy(1)
    }

    /// A backslash escapes any character of ASCII, and stands for itself before every other.
    private mutating func copyEscape() {
        copy(rest.dropFirst().first.map { (1...126).contains($0) } ?? false ? 2 : 1)
    }

    /// Code between single backquotes, or a block of it between triple ones.
    private mutating func copyCode() {
        let fence = Array((rest.starts(with: "```".utf8) ? "```" : "`").utf8)
        copy(fence.count)
        copy(upTo: fence)
    }

    /// The end of a link's text, and the target behind it.
    private mutating func closeBracket() {
        copy(1)
        guard openBrackets > 0 else { return }
        openBrackets -= 1
        if rest.first == UInt8(ascii: "(") { copy(upTo: [UInt8(ascii: ")")]) }
    }

    /// Copies everything up to and with a mark that is not escaped; to the end where there is none.
    private mutating func copy(upTo end: [UInt8]) {
        while let byte = rest.first {
            if rest.starts(with: end) { return copy(end.count) }
            if byte == UInt8(ascii: "\\") { copyEscape() } else { copy(1) }
        }
    }
}
