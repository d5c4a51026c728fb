import OIntCore

/// What can be told of a statement by its first words.
struct StatementText {
    private let firstWord: String
    private let text: String

    init(_ text: String) {
        self.text = text
        let start = text.drop { $0.isWhitespace || $0 == "(" }
        firstWord = start.prefix { $0.isLetter }.lowercased()
    }

    /// Whether the statement may give rows of types that the server has to be asked about before.
    var mayGiveRows: Bool {
        if Self.changing.contains(firstWord) { return text.lowercased().contains("returning") }
        return !Self.utilities.contains(firstWord)
    }

    /// Whether there may be a command behind the first one, or something else than SQL.
    var mayBeScript: Bool {
        guard let end = text.utf8.firstIndex(of: UInt8(ascii: ";")) else {
            return text.utf8.first == UInt8(ascii: "\\")
        }
        return text[end...].contains { $0 != ";" && !$0.isWhitespace }
    }

    /// Whether rows come from it in any case, be they none.
    var surelyGivesRows: Bool {
        ["select", "table", "values", "show"].contains(firstWord) && !text.lowercased().contains("into")
    }

    /// Whether nothing is lost when the statement is stopped, because nobody wants its rows.
    var onlyReads: Bool {
        guard firstWord == "with" else { return Self.reading.contains(firstWord) }
        let words = text.lowercased()
        return !Self.changing.contains { words.contains($0) }
    }

    private static let changing: Set<String> = ["insert", "update", "delete", "merge"]
    private static let reading: Set<String> = ["select", "table", "values", "show", "explain", "fetch"]
    private static let utilities: Set<String> = [
        "abort", "alter", "analyze", "begin", "checkpoint", "close", "cluster", "comment", "commit", "copy", "create",
        "deallocate", "declare", "discard", "do", "drop", "end", "explain", "grant", "import", "listen", "lock",
        "notify",
        "prepare", "reassign", "refresh", "reindex", "release", "reset", "revoke", "rollback", "savepoint", "security",
        "set", "show", "start", "truncate", "unlisten", "vacuum",
    ]
}
