import OIntCore

/// A piece of SQL that a caller may write out, such as a column's type or an expression.
///
/// It is taken as it stands, once it is sure that it can't leave its place: no second statement, no comment, no bracket
/// or quote left open, and none of the words that begin another part of the statement.
public struct SQLFragment: Sendable, Hashable {
    /// The text.
    public let sql: String

    /// Places where a piece may stand.
    public enum Place: String, Sendable {
        /// Behind a column's name, where a comma would begin another column.
        case columnType = "column type"
        /// Where an expression is expected.
        case expression = "expression"
    }

    private static let statementWords: Set<String> = [
        "from", "where", "union", "intersect", "except", "into", "limit", "offset", "order", "group", "having",
        "returning", "window", "fetch",
    ]

    /// Checks a piece.
    /// - Parameters:
    ///   - text: The text.
    ///   - place: Where it is to stand.
    /// - Throws: `UsageError` that says what it must not hold.
    public init(_ text: String, at place: Place) throws(UsageError) {
        sql = text.trimmed
        func refuse(_ reason: String) -> UsageError {
            UsageError("the \(place.rawValue) \(Quote.short(text)) \(reason)")
        }
        guard !sql.isEmpty else { throw refuse("is empty") }
        var depth = 0
        for token in SQLTokens(sql) {
            switch token {
            case .open: depth += 1
            case .close: depth -= 1
            case .semicolon: throw refuse("holds a semicolon, which would end the statement")
            case .comment: throw refuse("holds a comment")
            case .unclosed: throw refuse("has a quotation mark that is not closed")
            case .null: throw refuse("holds a null character")
            case .comma where depth == 0: throw refuse("holds a comma outside of brackets")
            case .word(let word) where depth == 0 && place == .expression && Self.statementWords.contains(word):
                throw refuse("holds \(word.uppercased()), which begins another part of the statement")
            case .comma, .word, .other: break
            }
            if depth < 0 { break }
        }
        guard depth == 0 else { throw refuse("has brackets that do not match") }
    }
}

/// The tokens of a text in SQL, as far as they matter for where a piece of it ends.
struct SQLTokens: Sequence, IteratorProtocol {
    enum Token: Equatable {
        case open, close, comma, semicolon, comment, unclosed, null, other
        /// A word in small letters.
        case word(String)
    }

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func next() -> Token? {
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case "(": return .open
        case ")": return .close
        case ",": return .comma
        case ";": return .semicolon
        case "\0": return .null
        case "-" where rest.first == "-", "/" where rest.first == "*": return .comment
        case "'", "\"", "`":
            // A doubled mark inside begins another quoted piece at once, which ends up the same.
            guard let end = rest.firstIndex(of: first) else { return .unclosed }
            rest = rest[rest.index(after: end)...]
            return .other
        case "$":
            return dollarQuoted()
        default:
            guard first.isLetter || first == "_" else { return .other }
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest.dropFirst(word.count)
            return .word((String(first) + word).lowercased())
        }
    }

    /// A text between `$tag$` and `$tag$`, as PostgreSQL has them.
    private mutating func dollarQuoted() -> Token {
        let tag = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let behind = rest.dropFirst(tag.count)
        guard behind.first == "$", tag.first?.isNumber != true else { return .other }
        var content = behind.dropFirst()
        let mark = "$" + tag + "$"
        while !content.isEmpty {
            if content.hasPrefix(mark) {
                rest = content.dropFirst(mark.count)
                return .other
            }
            content.removeFirst()
        }
        return .unclosed
    }
}
