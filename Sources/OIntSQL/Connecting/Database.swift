import OIntCore

/// What all databases have methods for, done with a connection to one of them.
public struct Database<Session: SQLSession>: Sendable {
    /// The connection.
    public let connection: SQLConnection<Session>
    /// How the database writes SQL.
    public let dialect: SQLDialect
    /// What was done with the connection, once ``SQLLog/start(_:)`` was called.
    public let log = SQLLog()
    private let service: String
    private let place: String
    private let context: CallContext
    /// Whether calls are only to be shown.
    public var isDryRun: Bool { context.isDryRun }
    private var statements: SQLStatements { SQLStatements(dialect) }

    /// Prepares a connection.
    /// - Parameters:
    ///   - service: The database's name for people.
    ///   - place: The file, or host and port, for errors and previews; it holds no secret.
    ///   - dialect: How the database writes SQL.
    ///   - parts: Everything that makes a connection what it is, so that it can be kept for others who want just the
    ///     same; nil where it is not to be kept.
    ///   - context: How calls are made.
    ///   - make: Opens the connection; what it is given stops a wait.
    package init(
        service: String, place: String, dialect: SQLDialect, parts: [String]?, context: CallContext,
        make: @escaping @Sendable (SQLInterruption) throws -> Session
    ) {
        self.service = service
        self.place = place
        self.dialect = dialect
        self.context = context
        connection = SQLConnection(
            place: place, key: parts.map { ConnectionPool.Key(service: service, parts: $0) }, context: context,
            make: make)
    }

    /// Closes the connections to databases of this kind that are kept for later calls, and that nobody uses.
    package func closeIdleConnections() { context.connections?.closeIdle(to: service) }

    /// Runs a statement.
    /// - Parameters:
    ///   - statement: The statement.
    ///   - wantsRows: Whether a statement without rows answers an empty list.
    /// - Returns: What it answers.
    /// - Throws: What the connection throws; a `Preview` in place of running it when the call is only to be shown.
    public func run(_ statement: SQLStatement, wantsRows: Bool = false) async throws -> SQLResult {
        try announce(statement)
        let result = try await connection.open(statement)
        if case .done = result, wantsRows { return .rows(Records(columns: []) { nil }) }
        return result
    }

    /// Adds a column to a table.
    /// - Parameters:
    ///   - name: The column's name, as in SQL.
    ///   - type: Its type, with constraints if need be.
    ///   - table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name or the type can't be used; what ``run(_:wantsRows:)`` throws.
    public func addColumn(_ name: String, type: String, to table: String) async throws -> SQLResult {
        try await run(statements.addColumn(name, type: type, to: table))
    }

    /// Removes a column of a table.
    /// - Parameters:
    ///   - name: The column's name, as in SQL.
    ///   - table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name can't be used; what ``run(_:wantsRows:)`` throws.
    public func dropColumn(_ name: String, from table: String) async throws -> SQLResult {
        try await run(statements.dropColumn(name, from: table))
    }

    /// Removes all rows of a table.
    /// - Parameter table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when the name can't be used; what ``run(_:wantsRows:)`` throws.
    public func clear(_ table: String) async throws -> SQLResult { try await run(statements.clear(table)) }

    /// Removes a table.
    /// - Parameter table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when the name can't be used; what ``run(_:wantsRows:)`` throws.
    public func drop(_ table: String) async throws -> SQLResult { try await run(statements.drop(table)) }

    /// Creates a table.
    /// - Parameters:
    ///   - table: The table's name, as in SQL.
    ///   - columns: The types of the columns by their names.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name or type can't be used; what ``run(_:wantsRows:)`` throws.
    public func create(_ table: String, columns: JSONObject) async throws -> SQLResult {
        try await run(statements.create(table, columns: columns))
    }

    /// Describes the columns of a table.
    /// - Parameter table: The table's name, as in SQL.
    /// - Returns: A row for each column, as the dialect's statement gives it.
    /// - Throws: `UsageError` when the name can't be used; what ``run(_:wantsRows:)`` throws.
    public func describe(_ table: String) async throws -> SQLResult {
        try await run(dialect.describe(statements.table(table)).statement)
    }

    /// Reads rows of a table.
    /// - Parameters:
    ///   - fields: Columns or expressions; empty or `*` for all columns.
    ///   - table: The table's name, as in SQL.
    ///   - filters: Which rows to read; empty for all.
    ///   - order: What to sort by: ASC or DESC by column.
    ///   - limit: How many rows to read at most; nil or 0 for all.
    /// - Returns: The rows.
    /// - Throws: `UsageError` when a name, expression or direction can't be used; what ``run(_:wantsRows:)`` throws.
    public func select(
        _ fields: [String], from table: String, where filters: [SQLFilter], order: JSONObject, limit: Int?
    ) async throws -> SQLResult {
        try await run(statements.select(fields, from: table, where: filters, order: order, limit: limit))
    }

    /// Changes rows of a table.
    /// - Parameters:
    ///   - table: The table's name, as in SQL.
    ///   - values: The new values by column.
    ///   - filters: Which rows to change; empty for all.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name can't be used; what ``run(_:wantsRows:)`` throws.
    public func update(_ table: String, set values: JSONObject, where filters: [SQLFilter]) async throws -> SQLResult {
        try await run(statements.update(table, set: values, where: filters))
    }

    /// Removes rows of a table.
    /// - Parameters:
    ///   - table: The table's name, as in SQL.
    ///   - filters: Which rows to remove; empty for all.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name can't be used; what ``run(_:wantsRows:)`` throws.
    public func delete(from table: String, where filters: [SQLFilter]) async throws -> SQLResult {
        try await run(statements.delete(from: table, where: filters))
    }

    /// Stores rows in a table.
    /// - Parameters:
    ///   - rows: Objects with a value for each column.
    ///   - table: The table's name, as in SQL.
    ///   - conflict: What to do with a row whose key is there already.
    ///   - isTransactional: Whether all rows are stored, or none; otherwise as many as possible.
    /// - Returns: How many rows were stored.
    /// - Throws: `ServiceError` that names the first row that could not be stored; `UsageError` when a name can't be used.
    public func insert(
        _ rows: JSONRows, into table: String, conflict: SQLInsertion.Conflict = .fail, isTransactional: Bool
    ) async throws -> SQLInsertionResult {
        let insertion = SQLInsertion(
            table: try statements.table(table),
            // Without a transaction nothing is stored either before every row was looked at.
            rows: isTransactional ? rows : JSONRows(try rows.collected()), conflict: conflict,
            isTransactional: isTransactional,
            dialect: dialect)
        let first = try rows.first(1).first?.object ?? [:]
        let sample = SQLStatement(
            try insertion.statement(for: first.keys), first.map { SQLParameter($0.value) })
        try announce(sample, rows: context.isDryRun ? rows.collected().count : nil)
        let outcome = try await connection.perform { try $0.insert(insertion) }
        return try SQLInsertionResult(outcome, service: service)
    }

    /// Creates a table, or gives an existing one the columns it should have.
    ///
    /// New columns are added before those that are not wanted any more are dropped; the types of existing ones stay.
    /// Everything is one transaction. Names are compared as the database compares them.
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The types of the columns by their names.
    /// - Returns: That it was done.
    /// - Throws: `ServiceError` when the database refuses a step; nothing is changed then.
    public func ensure(_ table: String, columns: JSONObject) async throws -> JSON {
        let creation = try statements.create(table, columns: columns)
        let (description, nameColumn) = dialect.describe(try statements.table(table))
        let statements = statements
        try announce(creation)
        try await connection.perform { session in
            let transaction = try SQLTransaction(session)
            do {
                let existing = try session.rows(description).compactMap { $0[nameColumn]?.string }
                let changes = try existing.isEmpty ? [creation] : statements.changes(table, from: existing, to: columns)
                for change in changes { try session.execute(change) }
            } catch {
                transaction.rollBack()
                throw (error as? ServiceError).map(Self.withRollback) ?? error
            }
            try transaction.commit()
        }
        return ["result": true, "commit": ["result": true]]
    }

    private static func withRollback(_ error: ServiceError) -> any Error {
        guard case .json(let reply) = error.reply, var object = reply.object else { return error }
        object.append("rollback", ["result": true])
        return ServiceError(
            service: error.service, code: error.code, message: error.message,
            remedy: error.remedy ?? "Nothing was changed", reply: .json(.object(object)))
    }

    /// Tells what is about to be run; or throws it, when it is only to be shown.
    private func announce(_ statement: SQLStatement, rows: Int? = nil) throws {
        let line = "\(place): \(statement.text) [\(statement.parameters.count) parameters]"
        context.debug?(line)
        log.append(line)
        guard context.isDryRun else { return }
        var object: JSONObject = ["database": .string(place), "sql": .string(statement.text)]
        if !statement.parameters.isEmpty { object.append("parameters", .array(statement.parameters.map(\.json))) }
        if let rows { object.append("rows", .number(JSONNumber(rows))) }
        throw Preview(.object(object))
    }
}

extension SQLStatements {
    /// The steps from the columns a table has to those it should have.
    func changes(
        _ table: String, from existing: [String], to columns: JSONObject
    ) throws(UsageError) -> [SQLStatement] {
        // Names without quotes mean the same in small and capital letters wherever they are folded or ignored.
        func key(_ name: String) -> String { dialect.folding == .none ? name.lowercased() : name }
        let present = Set(existing.map(key))
        var steps: [SQLStatement] = []
        var wanted: Set<String> = []
        for member in columns {
            let name = key(try column(member.key).name)
            wanted.insert(name)
            if !present.contains(name) {
                steps.append(try addColumn(member.key, type: member.value.string ?? "", to: table))
            }
        }
        for name in existing where !wanted.contains(key(name)) {
            steps.append(drop(SQLIdentifier(exactly: name, in: dialect), from: try self.table(table)))
        }
        return steps
    }
}
