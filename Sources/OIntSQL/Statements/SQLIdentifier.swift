import OIntCore

/// The name of a table or column, perhaps with the names of what it is in: `public.orders`.
///
/// A name is read as in SQL: plain letters are folded as the database does it, and a name in double quotes stays as it
/// is. Anything else, such as a name with a space in it, stays as it is too. However it is written, it goes into a
/// statement quoted, so that it can't be anything but a name.
public struct SQLIdentifier: Sendable, Hashable {
    /// The names from the outermost to the one that is meant, folded and without quotes.
    public let parts: [String]
    private let quote: Character

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
        quote = dialect.quote
    }

    /// Takes a name as the database itself tells it.
    /// - Parameters:
    ///   - name: The name, without quotes and as it is.
    ///   - dialect: How the database treats names.
    init(exactly name: String, in dialect: SQLDialect) {
        parts = [name]
        quote = dialect.quote
    }

    /// The name that is meant, without what it is in.
    public var name: String { parts[parts.count - 1] }

    /// The name as it stands in a statement.
    public var sql: String {
        let mark = String(quote)
        return parts.map {
            mark + $0.split(separator: quote, omittingEmptySubsequences: false).joined(separator: mark + mark) + mark
        }
        .joined(separator: ".")
    }

    /// Whether a text is a name, rather than an expression.
    static func isName(_ text: String) -> Bool {
        var rest = text.trimmed[...]
        while true {
            if rest.first == "\"" {
                guard let name = quoted(&rest), !name.isEmpty else { return false }
            } else {
                let plain = rest.prefix { isPlain($0) }
                guard let first = plain.first, !first.isNumber else { return false }
                rest = rest.dropFirst(plain.count)
            }
            guard let separator = rest.popFirst() else { return true }
            guard separator == "." else { return false }
        }
    }

    /// Takes one name, up to the dot behind it.
    private static func part(
        of rest: inout Substring, _ what: String, _ text: String, _ dialect: SQLDialect
    ) throws(UsageError) -> String {
        let name: String
        if rest.first == "\"" {
            guard let content = quoted(&rest), rest.isEmpty || rest.first == "." else {
                throw UsageError(
                    "the \(what) \(Quote.short(text)) has a quotation mark that is not closed, or text behind it")
            }
            name = content
        } else {
            let plain = rest.prefix { $0 != "." }
            rest = rest.dropFirst(plain.count)
            let isFolded = dialect.folding == .lower && plain.allSatisfy(isPlain)
            name = isFolded ? plain.lowercased() : String(plain)
        }
        guard !name.isEmpty else { throw UsageError("the \(what) is empty: \(Quote.short(text))") }
        return name
    }

    /// Takes a name in double quotes, in which two of them stand for one.
    private static func quoted(_ rest: inout Substring) -> String? {
        var name = ""
        var text = rest.dropFirst()
        while let character = text.popFirst() {
            if character != "\"" {
                name.append(character)
            } else if text.first == "\"" {
                name.append(text.removeFirst())
            } else {
                rest = text
                return name
            }
        }
        return nil
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }
}
