import OIntCore

/// The name of a table or column, perhaps with the names of what it is in: `public.orders`.
///
/// A name is read as in SQL: plain letters are folded as the database does it, and a name in double quotes, or in those of
/// the database, stays as it is. Anything else, such as a name with a space in it, stays as it is too. However it is
/// written, it goes into a statement quoted, so that it can't be anything but a name.
public struct SQLIdentifier: Sendable, Hashable {
    /// The names from the outermost to the one that is meant, folded and without quotes.
    public let parts: [String]
    private let quotes: SQLDialect.Quotes

    /// Reads a name.
    /// - Parameters:
    ///   - text: The name as a person writes it.
    ///   - what: What it names, for the error.
    ///   - dialect: How the database treats names.
    /// - Throws: `UsageError` when it is empty, or a quote in it does not end.
    public init(_ text: String, _ what: String, in dialect: SQLDialect) throws(UsageError) {
        guard !text.contains("\0") else { throw UsageError("the \(what) holds a null character") }
        var parts: [String] = []
        var rest = text.trimmed[...]
        repeat {
            parts.append(try Self.part(of: &rest, what, text, dialect))
        } while rest.popFirst() != nil
        self.parts = parts
        quotes = dialect.quotes
    }

    /// Takes a name as the database itself tells it.
    /// - Parameters:
    ///   - name: The name, without quotes and as it is.
    ///   - dialect: How the database treats names.
    package init(exactly name: String, in dialect: SQLDialect) {
        parts = [name]
        quotes = dialect.quotes
    }

    /// The name that is meant, without what it is in.
    public var name: String { parts[parts.count - 1] }

    /// The name as it stands in a statement.
    public var sql: String { parts.map { quotes.quoted($0) }.joined(separator: ".") }

    /// Whether a text can only be read as one name that is not folded: it needs no look at what names there are.
    static func isPlainName(_ text: String) -> Bool {
        text.utf8.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }

    /// Takes one name, up to the dot behind it.
    private static func part(
        of rest: inout Substring, _ what: String, _ text: String, _ dialect: SQLDialect
    ) throws(UsageError) -> String {
        let name: String
        if let mark = rest.first, mark == "\"" || mark == dialect.quotes.open {
            let end = mark == dialect.quotes.open ? dialect.quotes.close : mark
            guard let content = quoted(&rest, by: end), rest.isEmpty || rest.first == "." else {
                throw UsageError(
                    "the \(what) \(Quote.short(text)) has a quotation mark that is not closed, or text behind it")
            }
            name = content
        } else {
            let plain = rest.prefix { $0 != "." }
            rest = rest.dropFirst(plain.count)
            let isFolded = dialect.folding == .lower && plain.allSatisfy(isPlain)
            name = isFolded ? folded(plain) : String(plain)
        }
        guard !name.isEmpty else { throw UsageError("the \(what) is empty: \(Quote.short(text))") }
        return name
    }

    /// Takes a name in quotes, in which two closing ones stand for one.
    private static func quoted(_ rest: inout Substring, by mark: Character) -> String? {
        var name = ""
        var text = rest.dropFirst()
        while let character = text.popFirst() {
            if character != mark {
                name.append(character)
            } else if text.first == mark {
                name.append(text.removeFirst())
            } else {
                rest = text
                return name
            }
        }
        return nil
    }

    /// The name in small letters, as far as databases fold them in UTF-8: those of ASCII.
    private static func folded(_ name: Substring) -> String {
        String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }
}
