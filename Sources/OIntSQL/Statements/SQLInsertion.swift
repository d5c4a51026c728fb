import OIntCore

/// Rows to be stored in a table.
public struct SQLInsertion: Sendable {
    /// What to do with a row whose key is there already.
    public enum Conflict: Sendable, Hashable {
        /// It is a mistake.
        case fail
        /// The row that is there gets the new values. The columns are those of the key; without any, every key counts.
        case update(keys: [String])
    }

    /// The table.
    public let table: SQLIdentifier
    /// The rows: objects with a value for each column.
    public let rows: JSONRows
    /// What to do with a row whose key is there already.
    public let conflict: Conflict
    /// Whether all rows are stored, or none; otherwise as many as possible.
    public let isTransactional: Bool
    /// How the database writes SQL.
    public let dialect: SQLDialect

    /// The statement for rows of the given columns.
    /// - Parameter columns: The columns.
    /// - Returns: The statement, with a placeholder for each column.
    /// - Throws: `UsageError` when a name is none.
    public func statement(for columns: [String]) throws(UsageError) -> String {
        try SQLStatements(dialect).insert(into: table, columns: columns, conflict: conflict)
    }

    /// How storing the rows went.
    public struct Outcome: Sendable {
        /// How many rows were stored.
        public var stored = 0
        /// What was wrong with rows, by their number from 1.
        public var errors: [(row: Int, error: any Error)] = []
        /// How the transaction ended; nil where there was none.
        public var end: End?

        /// How a transaction ended.
        public enum End: String, Sendable {
            /// Everything was kept.
            case commit
            /// Nothing was kept.
            case rollback
        }

        /// Creates the outcome of nothing.
        public init() {}
    }
}

extension SQLInsertion {
    /// Stores the rows one by one, in a transaction if asked for.
    /// - Parameters:
    ///   - session: The connection.
    /// - Returns: How it went.
    /// - Throws: What beginning or ending the transaction throws; `CancellationError` when the call was given up.
    public func run(in session: some SQLSession) throws -> Outcome {
        try run(in: session) { try store(in: session, &$0) }
    }

    /// Stores the rows in whatever way, in a transaction if asked for.
    /// - Parameters:
    ///   - session: The connection.
    ///   - store: Stores the rows, and notes what it stored and what was wrong; in a transaction it ends with the first
    ///     mistake.
    /// - Returns: How it went.
    /// - Throws: What beginning or ending the transaction throws, and what `store` throws.
    package func run(in session: some SQLSession, store: (inout Outcome) throws -> Void) throws -> Outcome {
        var outcome = Outcome()
        guard isTransactional else {
            try store(&outcome)
            return outcome
        }
        let transaction = try SQLTransaction(session)
        do {
            try store(&outcome)
            if outcome.errors.isEmpty {
                try transaction.commit()
                outcome.end = .commit
                return outcome
            }
        } catch {
            transaction.rollBack()
            throw error
        }
        transaction.rollBack()
        outcome.end = .rollback
        outcome.stored = 0
        return outcome
    }

    private func store(in session: some SQLSession, _ outcome: inout Outcome) throws {
        var columns: [String] = []
        var text = ""
        var number = 0
        var rows = rows.makeIterator()
        // A row that is no JSON ends everything: whoever has more than one transaction has looked at them before.
        while let row = try rows.next() {
            number += 1
            if number % 1024 == 0 { try session.interruption.check() }
            do {
                guard let object = row.object else {
                    throw UsageError("\(Quote.short(row.text(.compact))) is no object with a value for each column")
                }
                if text.isEmpty || !object.elementsEqual(columns, by: { $0.key == $1 }) {
                    columns = object.keys
                    text = try statement(for: columns)
                }
                try session.execute(SQLStatement(text, object.map { SQLParameter($0.value) }))
                outcome.stored += 1
            } catch {
                try session.interruption.check()
                outcome.errors.append((number, error))
                if isTransactional { return }
            }
        }
    }
}

/// A transaction that is begun, and ends one way or the other.
package struct SQLTransaction<Session: SQLSession> {
    private let session: Session

    /// Begins it.
    package init(_ session: Session) throws {
        self.session = session
        try session.execute(SQLStatement("BEGIN"))
    }

    /// Keeps everything.
    package func commit() throws {
        do {
            try session.execute(SQLStatement("COMMIT"))
        } catch {
            rollBack()
            throw error
        }
    }

    /// Undoes everything.
    ///
    /// A database that can't even do that has undone it already, or does so when the connection ends.
    package func rollBack() { try? session.execute(SQLStatement("ROLLBACK")) }
}
