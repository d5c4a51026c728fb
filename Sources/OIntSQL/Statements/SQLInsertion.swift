import OIntCore
import OIntDrivers

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
    /// The table's columns, as the database tells them.
    public let columns: [SQLColumn]

    /// The statement for rows of the given columns.
    /// - Parameter columns: The columns.
    /// - Returns: The statement, with a placeholder for each column.
    /// - Throws: `UsageError` when a name is none.
    public func statement(for columns: [String]) throws(UsageError) -> String {
        try SQLStatements(dialect, columns: self.columns.map(\.name)).insert(
            into: table, columns: columns, conflict: conflict)
    }

    /// The name of a column as it stands in a statement.
    /// - Parameter key: The key of a row's member.
    /// - Throws: `UsageError` when it is no name.
    package func name(_ key: String) throws(UsageError) -> SQLIdentifier {
        try SQLStatements(dialect, columns: columns.map(\.name)).column(key)
    }

    /// The column that a member of a row is for; nil where the database has told none of that name.
    /// - Parameter key: The member's key.
    public func column(for key: String) -> SQLColumn? {
        if let column = columns.first(where: { $0.name.isByteEqual(to: key) }) { return column }
        guard let name = try? SQLIdentifier(key, "column name", in: dialect).name else { return nil }
        return columns.first { $0.name.isByteEqual(to: name) }
            ?? (dialect.folding == .none ? columns.first { $0.name.lowercased() == name.lowercased() } : nil)
    }

    /// How storing the rows went.
    public struct Outcome: Sendable {
        /// How many rows were stored, new ones and changed ones.
        public var stored = 0
        /// How many of them are new; nil where the database does not tell.
        public var added: Int? = 0
        /// How many of them have new values; nil where none can have, or the database does not tell.
        public var changed: Int?
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
        /// - Parameter conflict: What is done with a row whose key is there already.
        public init(_ conflict: Conflict = .fail) { if case .update = conflict { changed = 0 } }

        /// Counts what became of a row.
        /// - Parameter changes: What its statement has touched; nil where the database does not tell.
        public mutating func count(_ changes: SQLChanges?) {
            let changes = changes ?? SQLChanges(changed == nil ? .added : .touched, 1)
            stored += changes.count
            switch changes.kind {
            case .added: added = added.map { $0 + changes.count }
            case .changed: changed = changed.map { $0 + changes.count }
            case .deleted: break
            case .touched:
                guard changes.count > 0 else { break }
                added = nil
                changed = nil
            }
        }
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
        var outcome = Outcome(conflict)
        guard isTransactional else {
            try store(&outcome)
            return outcome
        }
        let transaction = try SQLTransaction(session, dialect)
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
        outcome.added = outcome.added.map { _ in 0 }
        outcome.changed = outcome.changed.map { _ in 0 }
        return outcome
    }

    private func statement(
        _ text: String, _ row: JSONObject, in session: some SQLSession
    ) -> SQLStatement {
        SQLStatement(
            text,
            row.map { member in
                rows.areTexts
                    ? SQLParameter(cell: member.value) : session.parameter(member.value, for: column(for: member.key))
            })
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
                if text.isEmpty || !object.elementsEqual(columns, by: { $0.key.isByteEqual(to: $1) }) {
                    columns = object.keys
                    text = try statement(for: columns)
                }
                outcome.count(try session.execute(statement(text, object, in: session)))
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
    package init(_ session: Session, _ dialect: SQLDialect) throws {
        self.session = session
        try session.execute(SQLStatement(dialect.begin))
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
    package func rollBack() { _ = try? session.execute(SQLStatement("ROLLBACK")) }
}

extension String {
    /// Whether another text has the same bytes; in Swift texts are equal that only look the same.
    package func isByteEqual(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension [String] {
    /// Whether the texts have the same bytes as others, one by one.
    package func isByteEqual(to others: [String]) -> Bool { elementsEqual(others) { $0.isByteEqual(to: $1) } }
}
