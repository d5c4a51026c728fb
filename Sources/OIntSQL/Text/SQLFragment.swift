import OIntCore

/// A piece of SQL that a caller may write out, such as a column's type or an expression.
///
/// It is taken as it stands, once it is sure that it can't leave its place: no second statement, no comment, no bracket
/// or quote left open, no text with a backslash, whose end would depend on a setting, and none of the words that begin
/// another part of the statement.
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
        "returning", "window", "fetch", "settings", "format", "option", "for",
    ]

    /// Checks a piece.
    /// - Parameters:
    ///   - text: The text.
    ///   - place: Where it is to stand.
    ///   - dialect: How the database writes SQL.
    /// - Throws: `UsageError` that says what it must not hold.
    public init(_ text: String, at place: Place, in dialect: SQLDialect) throws(UsageError) {
        sql = text.trimmed
        func refuse(_ reason: String) -> UsageError {
            UsageError("the \(place.rawValue) \(Quote.short(text)) \(reason)")
        }
        guard !sql.isEmpty else { throw refuse("is empty") }
        var depth = 0
        let lexer = SQLLexer(sql, dialect.lexis)
        for token in lexer {
            switch token.kind {
            case .open: depth += 1
            case .close: depth -= 1
            case .semicolon: throw refuse("holds a semicolon, which would end the statement")
            case .comment: throw refuse("holds a comment")
            case .unclosed: throw refuse("has a quotation mark that is not closed")
            case .null: throw refuse("holds a null character")
            case .placeholder: throw refuse("holds \(lexer.text(of: token)), which stands for a value")
            case .comma where depth == 0: throw refuse("holds a comma outside of brackets")
            case .text where token.hasBackslash && dialect.lexis.escapes != .none:
                throw refuse("holds a text with a backslash; give such a text as a value")
            case .word where depth == 0 && place == .expression:
                let word = lexer.text(of: token)
                guard !Self.statementWords.contains(word.lowercased()) else {
                    throw refuse("holds \(word.uppercased()), which begins another part of the statement")
                }
            case .comma, .word, .name, .text, .number, .symbol: break
            }
            if depth < 0 { break }
        }
        guard depth == 0 else { throw refuse("has brackets that do not match") }
    }
}
