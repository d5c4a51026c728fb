import OIntCore

/// How a text is written in YAML so that every reader takes it for that text.
enum YAMLText {
    /// The text on one line: as it is where that is safe, otherwise in double quotes.
    static func inline(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// Whether the text has several lines that a literal block can hold.
    ///
    /// Blocks know no escapes, and lines of blanks only would get lost among the indentation.
    static func fitsBlock(_ text: String) -> Bool {
        guard text.utf8.contains(.lineFeed) else { return false }
        guard text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || !$0.needsEscape }) else { return false }
        let lines = text.utf8.split(separator: .lineFeed)
        return !lines.isEmpty
            && lines.allSatisfy { line in !line.allSatisfy { $0 == .space || $0 == UInt8(ascii: "\t") } }
    }

    /// Whether a block with the text has to tell its indentation, because the text begins with blanks of its own.
    static func needsIndentation(_ text: String) -> Bool {
        text.utf8.first.map { " \n\t".utf8.contains($0) } ?? false
    }

    /// Whether the text can stand without quotes.
    ///
    /// Rather too few than too many: quotes do no harm.
    static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !indicators.contains(first) else { return false }
        if text.utf8.count <= 5, words.contains(text.lowercased()) { return false }
        if text.hasPrefix("...") || looksLikeNumber(text) { return false }
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar.needsEscape { return false }
            // A comment, or the end of a key.
            if scalar == "#", previous == " " { return false }
            if scalar == " ", previous == ":" { return false }
            previous = scalar
        }
        return first != " " && previous != " " && previous != ":"
    }

    /// What begins something else than a text (YAML 1.2.2, 5.3).
    private static let indicators: Set<Unicode.Scalar> = [
        "-", "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`",
    ]

    /// What is a null, a Boolean, or a special key in version 1.1 or 1.2, in lower case.
    private static let words: Set<String> = [
        "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<",
        ".inf", "+.inf", ".nan",
    ]

    /// Whether the text might be a number, time or date in one of the versions: it begins like one and has none but
    /// the letters and signs that occur in them.
    private static func looksLikeNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, "0123456789+.".utf8.contains(first) else { return false }
        return text.utf8.allSatisfy { "0123456789abcdefABCDEFxXoOtTzZ_.,:+- ".utf8.contains($0) }
    }

    private static func quoted(_ text: String) -> String { text.doubleQuoted.escaping(\.needsEscape) }
}

extension Unicode.Scalar {
    /// Whether YAML can't hold the code point as it is, or takes it for a line break or a byte order mark.
    fileprivate var needsEscape: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0xFEFF, 0xFFFE...0xFFFF: true
        default: false
        }
    }
}
