import OIntCore
import OIntSQL

/// Which statements go to the server where nothing may be changed.
///
/// The server refuses changes to tables by itself, since every transaction is read-only. What is refused here is what no
/// transaction keeps a statement from: setting the session up anew, files of the server, whatever procedures do.
///
/// Source: https://dev.mysql.com/doc/refman/8.4/en/set-transaction.html
enum ReadOnlyRule {
    /// The first words of statements that read.
    static let reading: Set<String> = [
        "select", "with", "show", "describe", "desc", "explain", "table", "values", "help",
    ]
    /// Words that reach for files of the server.
    private static let files: Set<String> = ["outfile", "dumpfile", "load_file"]

    /// - Throws: `UsageError` when a statement may do more than read.
    static func check(_ text: String) throws(UsageError) {
        let lexer = SQLLexer(text, SQLDialect.mySQL.lexis)
        var isFirst = true
        for token in lexer {
            let word = lexer.text(of: token).lowercased()
            switch token.kind {
            case .comment:
                guard !word.hasPrefix("/*!"), !word.hasPrefix("/*m!") else {
                    throw UsageError("comments that the server runs are not allowed where nothing may be changed")
                }
            case .open: break
            case .word:
                if isFirst, !reading.contains(word) {
                    throw UsageError(
                        "\(word.uppercased()) is not allowed where nothing may be changed: SELECT, WITH, TABLE, VALUES, SHOW, DESCRIBE and EXPLAIN are"
                    )
                }
                isFirst = false
                guard !files.contains(word) else {
                    throw UsageError("\(word.uppercased()) is not allowed where nothing may be changed")
                }
            case .name:
                guard !files.contains(String(word.dropFirst().dropLast())) else {
                    throw UsageError("\(word) is not allowed where nothing may be changed")
                }
            default: if isFirst { throw UsageError("the statement has to begin with a word such as SELECT") }
            }
        }
    }
}
