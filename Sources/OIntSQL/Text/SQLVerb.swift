/// What a statement does to rows, as far as its words tell.
package struct SQLVerb: Sendable, Hashable {
    /// What it does to rows; nil where it is no statement that touches some.
    package private(set) var kind: SQLChanges.Kind?
    /// Whether it changes a row that is there in place of storing one.
    package private(set) var isUpsert = false
    /// The table that rows are stored in, without what it is in; nil where it is none that stores some.
    package private(set) var table: String?
    /// The first word, in small letters.
    package private(set) var firstWord = ""
    /// Whether the statement may give the rows it has touched.
    package private(set) var isReturning = false

    /// Looks at a statement.
    /// - Parameters:
    ///   - text: The statement.
    ///   - dialect: How the database writes SQL.
    package init(_ text: String, in dialect: SQLDialect) {
        var lexer = SQLLexer(text, dialect.lexis)
        var depth = 0
        // Whether the name of the table, or the rest of it behind a dot, comes next.
        var isAtTable = false
        var wasTable = false
        while let token = lexer.next() {
            if token.kind == .comment { continue }
            let wasAtTable = isAtTable
            isAtTable = false
            switch token.kind {
            case .open: depth += 1
            case .close: depth -= 1
            case .name where wasAtTable: table = Self.unquoted(lexer.text(of: token), dialect.quotes)
            case .word where wasAtTable: table = lexer.text(of: token)
            case .word where depth == 0 || firstWord.isEmpty:
                isAtTable = takesTable(behind: lexer.text(of: token).lowercased())
            case .symbol: isAtTable = wasTable && lexer.text(of: token) == "."
            default: break
            }
            wasTable = wasAtTable
        }
    }

    /// Takes a word that is no name.
    /// - Returns: Whether the name of the table comes next.
    private mutating func takesTable(behind word: String) -> Bool {
        let isFirst = firstWord.isEmpty
        if isFirst { firstWord = word }
        switch word {
        case "into": return (kind == .added || kind == .touched) && table == nil
        case "returning" where kind != nil: isReturning = true
        case "conflict" where kind == .added && table != nil, "duplicate" where kind == .added && table != nil:
            kind = .touched
            isUpsert = true
        case "replace" where kind == .added && table == nil: kind = .touched
        default: if kind == nil, isFirst || firstWord == "with" { kind = Self.kinds[word] }
        }
        return false
    }

    private static let kinds: [String: SQLChanges.Kind] = [
        "insert": .added, "replace": .touched, "update": .changed, "delete": .deleted, "merge": .touched,
    ]

    private static func unquoted(_ text: String, _ quotes: SQLDialect.Quotes) -> String {
        let close = text.last.map(String.init) ?? ""
        return text.dropFirst().dropLast().split(separator: close + close, omittingEmptySubsequences: false)
            .joined(separator: close)
    }
}
