import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

extension PostgreSQLSession {
    /// The script that a statement is; nil for a single command.
    func script(_ statement: SQLStatement) throws -> SQLScript? {
        let script = try SQLScript(statement.text, SQLDialect.postgreSQL.lexis, readsRows: true)
        guard script.statements.count > 1 || script.statements.contains(where: { $0.rows != nil }) else { return nil }
        guard statement.parameters.isEmpty else {
            throw UsageError("--params goes with a single command, and --sql holds several: run them one by one")
        }
        return script
    }

    /// Runs several commands; the rows are those of the last one that gives any.
    ///
    /// They are one transaction, unless they hold transactions of their own, or a command that none may hold: then each
    /// is done for itself, as psql does it.
    func run(_ script: SQLScript) throws -> SQLAnswer {
        let isOutside = connection.pq.f.PQtransactionStatus(connection.handle) == PQTRANS_IDLE
        let isOne = isOutside && !script.statements.contains { $0.isTransactionOfItsOwn }
        defer { (scriptLine, scriptState) = (nil, nil) }
        if isOne {
            try control("BEGIN")
            ownTransaction = .script
        }
        do {
            return try run(script, isOne: isOne)
        } catch let error as CancellationError {
            throw error
        } catch {
            // A transaction that the script began and left is not for the next call to find.
            if isOutside, !connection.isLost {
                ownTransaction = nil
                if connection.pq.f.PQtransactionStatus(connection.handle) != PQTRANS_IDLE { try control("ROLLBACK") }
            }
            throw error
        }
    }

    private func run(_ script: SQLScript, isOne: Bool) throws -> SQLAnswer {
        guard let last = script.statements.last else { return .done(nil) }
        let lastText = StatementText(script.text(last.range))
        let isStreamed = last.rows == nil && lastText.mayGiveRows
        let isKept = !lastText.surelyGivesRows
        let commands = isStreamed ? script.statements.dropLast() : script.statements[...]
        var rows: QueryResult?
        var group = Group()
        for (index, command) in commands.enumerated() {
            // What is one transaction goes to the server many commands at a time.
            if isOne, command.rows == nil, group.take(command) { continue }
            if let range = group.range {
                note(line: group.line, isOne, done: 0)
                try send(script.text(range), keeping: &rows, isKept)
                group = Group()
            }
            if isOne, command.rows == nil, group.take(command) { continue }
            note(line: command.line, isOne, done: index)
            try send(
                script.text(command.range), keeping: &rows, isKept, copying: command.rows.map { script.bytes[$0] })
        }
        if let range = group.range {
            note(line: group.line, isOne, done: 0)
            try send(script.text(range), keeping: &rows, isKept)
        }
        if isStreamed {
            let text = script.text(last.range)
            note(line: last.line, isOne, done: script.statements.count - 1)
            let answer = try start(text, encode(SQLStatement(text), isDescribed: true))
            if case .rows = answer { return answer }
        }
        guard let rows else {
            try endOwnTransaction()
            return .done(nil)
        }
        try learn(rows.columnTypes)
        let cursor = StoredCursor(rows, forms: forms(of: rows))
        try endOwnTransaction()
        return .rows(cursor)
    }

    /// Commands that go to the server at once.
    private struct Group {
        var range: Range<Int>?
        var line = 1
        /// How many bytes may go at once; a larger command goes by itself.
        private static let limit = 1 << 18

        /// Adds a command.
        /// - Returns: Whether there was place for it.
        mutating func take(_ statement: SQLScript.Statement) -> Bool {
            guard let range else {
                (self.range, line) = (statement.range, statement.line)
                return true
            }
            guard statement.range.upperBound - range.lowerBound <= Self.limit else { return false }
            self.range = range.lowerBound..<statement.range.upperBound
            return true
        }
    }

    /// Notes what is to be said of a refusal.
    private func note(line: Int, _ isOne: Bool, done: Int) {
        scriptLine = line
        scriptState =
            isOne
            ? "Nothing was changed: mend it, and run the script again"
            : done == 0 ? nil : "The \(done) commands before it are done: go on behind them, not from the beginning"
    }

    /// Runs commands to their end.
    /// - Parameters:
    ///   - text: The commands.
    ///   - rows: The last rows that any of them gave.
    ///   - isKept: Whether they are wanted.
    ///   - content: What a COPY reads.
    private func send(
        _ text: String, keeping rows: inout QueryResult?, _ isKept: Bool, copying content: ArraySlice<UInt8>? = nil
    ) throws {
        let pq = connection.pq
        var failure: (any Error)?
        try reading {
            try connection.send { pq.f.PQsendQuery($0, text) }
            if !isKept { _ = pq.f.PQsetSingleRowMode(connection.handle) }
            while let result = try connection.nextResult() {
                if result.status == PGRES_COPY_IN, let content {
                    try copy(content)
                } else if let problem = try ending(result, of: text) {
                    failure = failure ?? problem
                }
                if isKept, result.status == PGRES_TUPLES_OK { rows = consume result }
            }
        }
        if let failure { throw failure }
    }

    /// Sends the rows of a COPY as they stand in the script.
    private func copy(_ content: ArraySlice<UInt8>) throws {
        let pq = connection.pq
        var rest = content
        while !rest.isEmpty {
            let piece = rest.prefix(Self.copyPiece)
            try piece.withUnsafeBytes { bytes in
                try connection.send { handle in
                    pq.f.PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
                }
            }
            rest = rest.dropFirst(piece.count)
        }
        try connection.send { pq.f.PQputCopyEnd($0, nil) }
    }

    /// How many bytes of a COPY go at a time.
    private static let copyPiece = 1 << 16
}

extension SQLScript.Statement {
    /// Whether the server refuses the command inside a transaction, or it begins or ends one.
    ///
    /// Source: https://www.postgresql.org/docs/current/sql-commands.html
    var isTransactionOfItsOwn: Bool {
        switch (words.first ?? "", words.dropFirst().first ?? "") {
        case ("BEGIN", _), ("START", _), ("COMMIT", _), ("END", _), ("ROLLBACK", _), ("ABORT", _),
            ("PREPARE", "TRANSACTION"),
            ("VACUUM", _), ("CLUSTER", _), ("DISCARD", "ALL"), ("ALTER", "SYSTEM"),
            ("CREATE", "DATABASE"), ("DROP", "DATABASE"), ("CREATE", "TABLESPACE"), ("DROP", "TABLESPACE"),
            ("CREATE", "SUBSCRIPTION"), ("ALTER", "SUBSCRIPTION"), ("DROP", "SUBSCRIPTION"), ("REINDEX", "DATABASE"),
            ("REINDEX", "SYSTEM"), ("REINDEX", "SCHEMA"):
            true
        case ("CREATE", "INDEX"), ("CREATE", "UNIQUE"), ("DROP", "INDEX"), ("REINDEX", _), ("ALTER", "TABLE"),
            ("REFRESH", _):
            words.contains("CONCURRENTLY")
        default: false
        }
    }
}
