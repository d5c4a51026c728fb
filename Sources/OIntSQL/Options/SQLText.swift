import OIntCore

/// The text of a statement: written out, or in a file whose name ends with `.sql`.
///
/// A backslash in it is a backslash; `\n` and its like mean nothing.
public struct SQLText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The statement.
    public let text: String

    /// Takes a statement.
    /// - Parameter text: The statement.
    public init(_ text: String) { self.text = Self.withoutMark(text) }

    /// The text without a byte order mark at its beginning, as editors put it there.
    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// Takes a statement.
    public init(stringLiteral value: String) { self.init(value) }
}

extension SQLText: OptionValue {
    /// Any text.
    public static var optionKind: OptionKind { .text }

    /// A statement is code; in a database it may reach files and programs.
    public static var optionRoles: OptionRoles { .runsCode }

    /// Statements may stand in files.
    public static var takesPath: Bool { true }

    /// Takes the text, or the content of the file it names: it must end with `.sql`, hold no space, and be there.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let input = try inputs.single()
        let path = input.text.trimmed
        guard input.source == .commandLine, path.lowercased().hasSuffix(".sql"), !path.contains(where: \.isWhitespace)
        else {
            self.init(input.text)
            return
        }
        let content: [UInt8]
        do throws(LocalError) {
            content = try LocalFile.read(path)
        } catch {
            throw OptionError("names the file \(Quote.short(path)), but \(error.reason)")
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw OptionError("names the file \(Quote.short(path)), but it is not UTF-8 text")
        }
        self.init(text)
    }

    /// The statement.
    public var optionText: String { text }
}
