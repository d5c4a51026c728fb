import OIntCore

/// A text for a POSIX shell, in which variables stand for what is not to be shown.
///
/// Source: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02
struct ShellText: Sendable, Hashable {
    /// A part of a text.
    enum Piece: Sendable, Hashable {
        /// Written out.
        case text(String)
        /// The value of a variable.
        case variable(String)
    }

    /// The parts in their order.
    private(set) var pieces: [Piece] = []

    /// Creates a text that is written out.
    init(_ text: String = "") { append(text) }

    /// Creates a text out of parts; texts side by side become one.
    init(_ pieces: [Piece]) {
        for piece in pieces {
            switch piece {
            case .text(let text): append(text)
            case .variable: self.pieces.append(piece)
            }
        }
    }

    /// Adds a text.
    mutating func append(_ text: String) {
        guard !text.isEmpty else { return }
        if case .text(let before) = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(.text(text))
        }
    }

    /// Adds another text behind this one.
    static func + (left: ShellText, right: ShellText) -> ShellText { ShellText(left.pieces + right.pieces) }

    /// Adds another text behind this one.
    static func + (left: String, right: ShellText) -> ShellText { ShellText(left) + right }

    /// Whether variables stand in it.
    var hasVariables: Bool { pieces.contains { if case .variable = $0 { true } else { false } } }

    /// Whether it can be one argument of a command, and be read as such by a person: nothing in it controls a terminal,
    /// ends the argument, or is too long for one.
    var isPlain: Bool {
        let texts = pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
        return texts.reduce(0) { $0 + $1.utf8.count } <= Self.longestArgument
            && texts.allSatisfy { text in
                text.unicodeScalars.allSatisfy { Self.isShown($0) || $0 == "\n" || $0 == "\t" }
            }
    }

    /// What Linux takes as one argument is 128 KiB; a part of it is left for what variables hold.
    private static let longestArgument = 96 << 10

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control && scalar.value != 0x2028 && scalar.value != 0x2029
    }

    /// The text as one word of a command.
    var word: String {
        guard !pieces.isEmpty else { return "''" }
        return pieces.map { piece in
            switch piece {
            case .text(let text): Self.quoted(text)
            case .variable(let name): "\"$\(name)\""
            }
        }.joined()
    }

    private static let bare = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=@%+,".utf8)

    private static func quoted(_ text: String) -> String {
        if text.utf8.allSatisfy(bare.contains) { return text }
        // A shell takes line breaks away from the end of what a command prints.
        if ShellText(text).isPlain || text.utf8.last == UInt8(ascii: "\n") {
            return "'" + text.replacing("'", with: #"'\''"#) + "'"
        }
        return "\"$(\(ShellText(text).printf))\""
    }

    /// The command that prints the text, and nothing else.
    var printf: String {
        var format = ""
        var arguments = ""
        for piece in pieces {
            switch piece {
            case .text(let text): format += Self.printfFormat(Array(text.utf8))
            case .variable(let name):
                format += "%s"
                arguments += " \"$\(name)\""
            }
        }
        return Self.command(format) + arguments
    }

    /// The command that prints bytes, and nothing else.
    static func printf(_ bytes: [UInt8]) -> String { command(printfFormat(bytes)) }

    private static func command(_ format: String) -> String {
        // What begins with a hyphen would be taken for an option.
        "printf '" + (format.utf8.first == UInt8(ascii: "-") ? octal(UInt8(ascii: "-")) + format.dropFirst() : format)
            + "'"
    }

    /// Bytes as a format of `printf` that stands in single quotes.
    private static func printfFormat(_ bytes: [UInt8]) -> String {
        // Letters outside ASCII stand for themselves where they are any.
        if let text = String(validating: bytes, as: UTF8.self) {
            return text.unicodeScalars.map { scalar in
                scalar.value < 0x80
                    ? printfFormat(ascii: UInt8(scalar.value))
                    : isShown(scalar) ? String(scalar) : String(scalar).utf8.map { octal($0) }.joined()
            }.joined()
        }
        return bytes.map { $0 < 0x80 ? printfFormat(ascii: $0) : octal($0) }.joined()
    }

    private static func printfFormat(ascii byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "%"): "%%"
        case UInt8(ascii: "\\"): #"\\"#
        case UInt8(ascii: "'"): #"'\''"#
        case UInt8(ascii: "\n"): #"\n"#
        case UInt8(ascii: "\r"): #"\r"#
        case UInt8(ascii: "\t"): #"\t"#
        case 0..<0x20, 0x7F: octal(byte)
        default: String(UnicodeScalar(byte))
        }
    }

    private static func octal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return #"\"# + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
