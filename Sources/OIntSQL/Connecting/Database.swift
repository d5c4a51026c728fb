import OIntCore
import OIntDrivers

/// What all databases have methods for, done with a connection to one of them.
public struct Database<Session: SQLSession>: Sendable {
    /// The connection.
    public let connection: DriverConnection<Session>
    /// How the database writes SQL.
    public let dialect: SQLDialect
    /// What was done with the connection, once ``ConnectionLog/start(_:)`` was called.
    public let log = ConnectionLog()
    /// The database's name for people.
    public let service: String
    private let place: String
    private let context: CallContext
    private let hooks: DatabaseHooks
    /// Whether calls are only to be shown.
    public var isDryRun: Bool { context.isDryRun }
    /// Whether calls must change nothing.
    public var isReadOnly: Bool { context.isReadOnly }

    /// Prepares a connection.
    /// - Parameters:
    ///   - service: The database's name for people.
    ///   - place: The file, or host and port, for errors and previews; it holds no secret.
    ///   - dialect: How the database writes SQL.
    ///   - parts: Everything that makes a connection what it is, so that it can be kept for others who want just the
    ///     same; nil where it is not to be kept.
    ///   - context: How calls are made.
    ///   - hooks: What is done before a database is read or made.
    ///   - make: Opens the connection; what it is given stops a wait.
    public init(
        service: String, place: String, dialect: SQLDialect, parts: [String]?, context: CallContext,
        hooks: DatabaseHooks = DatabaseHooks(), make: @escaping @Sendable (Interruption) throws -> Session
    ) {
        self.service = service
        self.place = place
        self.dialect = dialect
        self.context = context
        self.hooks = hooks
        connection = DriverConnection(service: service, place: place, parts: parts, context: context, make: make)
    }

    /// Closes the connections to databases of this kind that are kept for later calls, and that no client uses.
    package func closeIdleConnections() { context.closeIdleConnections(to: service) }

    /// Runs any statement.
    /// - Parameters:
    ///   - text: The statement.
    ///   - parameters: The values of its parameters.
    ///   - wantsRows: Whether a statement without rows answers an empty list.
    ///   - creates: Whether the database itself may be made.
    /// - Returns: What it answers.
    /// - Throws: What the connection throws; a `Preview` in place of running it when the call is only to be shown.
    public func run(
        _ text: SQLText, _ parameters: SQLParameters, wantsRows: Bool = false, creates: Bool = false
    ) async throws -> SQLResult {
        let result = try await run(parameters.statement(text.text, in: dialect), creates: creates)
        if case .done = result, wantsRows { return .rows(Records(columns: []) { nil }) }
        return result
    }

    /// Runs a statement.
    /// - Parameters:
    ///   - statement: The statement.
    ///   - creates: Whether it makes something, for which the database itself may be made.
    /// - Returns: What it answers.
    /// - Throws: What the connection throws; a `Preview` in place of running it when the call is only to be shown.
    public func run(_ statement: SQLStatement, creates: Bool = false) async throws -> SQLResult {
        try announce(statement, creates: creates)
        return try await connection.open(statement)
    }

    /// Adds a column to a table.
    /// - Parameters:
    ///   - name: The column's name, as in SQL.
    ///   - type: Its type, with constraints if need be.
    ///   - table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name or the type can't be used; what ``run(_:creates:)`` throws.
    public func addColumn(_ name: String, type: String, to table: String) async throws -> SQLResult {
        try await run(SQLStatements(dialect).addColumn(name, type: type, to: table))
    }

    /// Removes a column of a table.
    /// - Parameters:
    ///   - name: The column's name, as in SQL.
    ///   - table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name can't be used; what ``run(_:creates:)`` throws.
    public func dropColumn(_ name: String, from table: String) async throws -> SQLResult {
        try await run(statements(table, naming: [name]).dropColumn(name, from: table))
    }

    /// Removes all rows of a table.
    /// - Parameter table: The table's name, as in SQL.
    /// - Returns: How many rows are gone.
    /// - Throws: `UsageError` when the name can't be used; what ``run(_:creates:)`` throws.
    public func clear(_ table: String) async throws -> SQLResult {
        try await run(SQLStatements(dialect).clear(table))
    }

    /// Removes a table.
    /// - Parameter table: The table's name, as in SQL.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when the name can't be used; what ``run(_:creates:)`` throws.
    public func drop(_ table: String) async throws -> SQLResult { try await run(SQLStatements(dialect).drop(table)) }

    /// Creates a table.
    /// - Parameters:
    ///   - table: The table's name, as in SQL.
    ///   - columns: The types of the columns by their names.
    /// - Returns: That it was done.
    /// - Throws: `UsageError` when a name or type can't be used; what ``run(_:creates:)`` throws.
    public func create(_ table: String, columns: JSONObject) async throws -> SQLResult {
        try await run(SQLStatements(dialect).create(table, columns: columns), creates: true)
    }

    /// Describes the columns of a table.
    /// - Parameter table: The table's name, as in SQL.
    /// - Returns: A row for each column, as the dialect's statement gives it.
    /// - Throws: `UsageError` when the name can't be used; `ServiceError` when there is no such table; what
    ///   ``run(_:creates:)`` throws.
    public func describe(_ table: String) async throws -> SQLResult {
        let description = dialect.describe(try SQLStatements(dialect).table(table))
        try announce(description.statement)
        let rows = try await connection.perform { try $0.rows(description.statement) }
        guard let first = rows.first else {
            throw ServiceError.sql(service, message: "there is no table \(Quote.short(table)), or it has no columns")
        }
        var batch = RecordBatch(columnCount: first.count)
        for row in rows { for member in row { batch.append(member.value) } }
        let rest = OneBatch(batch)
        return .rows(Records(columns: first.keys) { rest.take() })
    }

    /// Reads rows of a table.
    /// - Parameters:
    ///   - fields: Columns; empty or `*` for all columns.
    ///   - expressions: Expressions besides, as SQL.
    ///   - table: The table's name, as in SQL.
    ///   - filters: Which rows to read; empty for all.
    ///   - order: What to sort by: ASC or DESC by column.
    ///   - limit: How many rows to read at most; nil or 0 for all.
    /// - Returns: The rows.
    /// - Throws: `UsageError` when a name, expression or direction can't be used; what ``run(_:creates:)`` throws.
    public func select(
        _ fields: [String], expressions: [String] = [], from table: String, where filters: [SQLFilter],
        order: JSONObject, limit: Int?
    ) async throws -> SQLResult {
        guard !isReadOnly || expressions.isEmpty && !filters.contains(where: \.isRaw) else {
            throw UsageError(
                "expressions and filters with raw are not allowed where nothing may be changed: a function in them may do anything"
            )
        }
        let statements = try await statements(table, naming: fields + order.keys + filters.map(\.field))
        let selection = SQLSelection(fields: fields, expressions: expressions)
        return try await run(statements.select(selection, from: table, where: filters, order: order, limit: limit))
    }

    /// Changes rows of a table.
    /// - Parameters:
    ///   - table: The table's name, as in SQL.
    ///   - values: The new values by column.
    ///   - scope: Which rows to change.
    /// - Returns: How many rows have new values.
    /// - Throws: `UsageError` when a name can't be used; what ``run(_:creates:)`` throws.
    public func update(_ table: String, set values: JSONObject, _ scope: SQLScope) async throws -> SQLResult {
        let statements = try await statements(table, naming: values.keys + scope.filters.map(\.field))
        return try await run(statements.update(table, set: values, where: scope.filters))
    }

    /// Removes rows of a table.
    /// - Parameters:
    ///   - table: The table's name, as in SQL.
    ///   - scope: Which rows to remove.
    /// - Returns: How many rows are gone.
    /// - Throws: `UsageError` when a name can't be used; what ``run(_:creates:)`` throws.
    public func delete(from table: String, _ scope: SQLScope) async throws -> SQLResult {
        let statements = try await statements(table, naming: scope.filters.map(\.field))
        return try await run(statements.delete(from: table, where: scope.filters))
    }

    /// Stores rows in a table.
    /// - Parameters:
    ///   - rows: Objects with a value for each column.
    ///   - table: The table's name, as in SQL.
    ///   - conflict: What to do with a row whose key is there already.
    ///   - isTransactional: Whether all rows are stored, or none; otherwise as many as possible.
    ///   - creates: Whether the table is made where there is none, with types guessed from the rows.
    /// - Returns: How many rows were stored.
    /// - Throws: `ServiceError` that names the first row that could not be stored; `UsageError` when a name can't be used.
    public func insert(
        _ rows: JSONRows, into table: String, conflict: SQLInsertion.Conflict = .fail, isTransactional: Bool,
        creates: Bool = false
    ) async throws -> SQLInsertionResult {
        let dialect = dialect
        try refuseChanges()
        let identifier = try SQLStatements(dialect).table(table)
        let first = try rows.first(1).first?.object ?? [:]
        let isKeyed = if case .update(let keys) = conflict { !keys.isEmpty } else { true }
        if isDryRun {
            // The keys of a table are not asked for.
            let shown = isKeyed || dialect.upsertsByAnyKey ? conflict : .update(keys: first.keys.prefix(1).map(\.self))
            let text = try SQLStatements(dialect).insert(into: identifier, columns: first.keys, conflict: shown)
            try announce(SQLStatement(text, first.map { SQLParameter($0.value) }), rows: rows.collected().count)
        }
        // Without a transaction nothing is stored either before every row was looked at.
        let rows = isTransactional ? rows : JSONRows(try rows.collected())
        let creation = creates ? try GuessedTable(rows, dialect).creation(of: table) : nil
        try announce(
            SQLStatement(
                try SQLStatements(dialect).insert(into: identifier, columns: first.keys, conflict: .fail),
                first.map { SQLParameter($0.value) }), creates: creates)
        let outcome = try await connection.perform { session in
            let description = dialect.describe(identifier)
            func columns() throws -> [SQLColumn] {
                try session.rows(description.statement).compactMap { row in
                    row[description.nameColumn]?.string.map {
                        SQLColumn(name: $0, type: row[description.typeColumn]?.string ?? "")
                    }
                }
            }
            var known = try columns()
            if known.isEmpty, let creation {
                try session.execute(creation)
                known = try columns()
            }
            var conflict = conflict
            if !isKeyed, !dialect.upsertsByAnyKey, let key = dialect.primaryKey {
                let names = try session.rows(key(identifier)).compactMap { $0.first?.value.string }
                conflict = .update(keys: names.map { SQLDialect.Quotes("\"").quoted($0) })
            }
            return try session.insert(
                SQLInsertion(
                    table: identifier, rows: rows, conflict: conflict, isTransactional: isTransactional,
                    dialect: dialect, columns: known))
        }
        return try SQLInsertionResult(outcome, service: service)
    }

    /// Creates a table, or gives an existing one the columns it should have.
    ///
    /// New columns are added before those that are not wanted any more are dropped; the types of existing ones stay.
    /// Everything is one transaction, where the database can undo what defines tables. Names are compared as the database
    /// compares them.
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The types of the columns by their names.
    /// - Returns: That it was done.
    /// - Throws: `ServiceError` when the database refuses a step; it says what was done before.
    public func ensure(_ table: String, columns: JSONObject) async throws -> JSON {
        try refuseChanges()
        let creation = try SQLStatements(dialect).create(table, columns: columns)
        let description = dialect.describe(try SQLStatements(dialect).table(table))
        let dialect = dialect
        try announce(creation, creates: true)
        return try await connection.perform { session in
            let transaction = dialect.undoesDefinitions ? try SQLTransaction(session, dialect) : nil
            var done: [String] = []
            do {
                let existing = try session.rows(description.statement)
                    .compactMap { $0[description.nameColumn]?.string }
                let changes =
                    try existing.isEmpty
                    ? [creation] : SQLStatements(dialect, columns: existing).changes(table, to: columns)
                for change in changes {
                    try session.execute(change)
                    done.append(change.text)
                }
            } catch {
                transaction?.rollBack()
                guard let refusal = error as? ServiceError else { throw error }
                throw refusal.afterSteps(done, isUndone: transaction != nil)
            }
            guard let transaction else { return ["result": true] }
            try transaction.commit()
            return ["result": true, "commit": ["result": true]]
        }
    }

    /// Makes statements for a table with some names: where one of them may mean different things, the database is asked
    /// what columns there are.
    private func statements(_ table: String, naming names: [String]) async throws -> SQLStatements {
        let isPlain = names.allSatisfy { $0 == "*" || SQLIdentifier.isPlainName($0) }
        guard !isPlain, !isDryRun else { return SQLStatements(dialect) }
        let description = dialect.describe(try SQLStatements(dialect).table(table))
        try hooks.beforeReading()
        let rows = try await connection.perform { try $0.rows(description.statement) }
        return SQLStatements(dialect, columns: rows.compactMap { $0[description.nameColumn]?.string })
    }

    /// Refuses what takes more than one statement where nothing may be changed; single ones the database itself refuses.
    private func refuseChanges() throws(UsageError) {
        guard !isReadOnly else { throw UsageError("nothing may be changed here") }
    }

    /// Tells what is about to be run; or throws it, when it is only to be shown.
    private func announce(_ statement: SQLStatement, rows: Int? = nil, creates: Bool = false) throws {
        try statement.check(for: dialect)
        let line = "\(place): \(statement.text) [\(statement.parameters.count) parameters]"
        context.debug?(line)
        log.append(line)
        guard context.isDryRun else { return creates ? try hooks.beforeMaking() : try hooks.beforeReading() }
        var object: JSONObject = ["database": .string(place), "sql": .string(statement.text)]
        if !statement.parameters.isEmpty { object.append("parameters", .array(statement.parameters.map(\.json))) }
        if let rows { object.append("rows", .number(JSONNumber(rows))) }
        throw Preview(.object(object))
    }
}

/// What is done before a database is used, where opening a connection would do too much or too little.
public struct DatabaseHooks: Sendable {
    /// Is called before anything is done with a database that has to be there.
    public var beforeReading: @Sendable () throws -> Void
    /// Is called before something is made in a database that may have to be made first.
    public var beforeMaking: @Sendable () throws -> Void

    /// Creates hooks.
    /// - Parameters:
    ///   - beforeReading: Is called before anything is done with a database that has to be there.
    ///   - beforeMaking: Is called before something is made in a database that may have to be made first.
    public init(
        beforeReading: @escaping @Sendable () throws -> Void = {},
        beforeMaking: @escaping @Sendable () throws -> Void = {}
    ) {
        self.beforeReading = beforeReading
        self.beforeMaking = beforeMaking
    }
}

extension ServiceError {
    /// The refusal of a step, with what was done before it.
    fileprivate func afterSteps(_ done: [String], isUndone: Bool) -> ServiceError {
        guard case .json(let reply) = reply, var object = reply.object else { return self }
        if isUndone {
            object.append("rollback", ["result": true])
        } else {
            object.append("done", .array(done.map { .string($0) }))
        }
        let state =
            isUndone || done.isEmpty ? "Nothing was changed" : "Done before that: \(done.joined(separator: "; "))"
        return ServiceError(
            service: service, code: code, message: message, remedy: remedy ?? state, reply: .json(.object(object)))
    }
}

extension SQLStatements {
    /// The steps from the columns a table has to those it should have.
    func changes(_ table: String, to wanted: JSONObject) throws(UsageError) -> [SQLStatement] {
        let existing = columns ?? []
        // Names without quotes mean the same in small and capital letters wherever they are folded or ignored.
        func key(_ name: String) -> [UInt8] { Array((dialect.folding == .none ? name.lowercased() : name).utf8) }
        let present = Set(existing.map(key))
        var steps: [SQLStatement] = []
        var kept: Set<[UInt8]> = []
        for member in wanted {
            let name = key(try column(member.key).name)
            kept.insert(name)
            if !present.contains(name) {
                steps.append(try addColumn(member.key, type: member.value.string ?? "", to: table))
            }
        }
        for name in existing where !kept.contains(key(name)) {
            steps.append(drop(SQLIdentifier(exactly: name, in: dialect), from: try self.table(table)))
        }
        return steps
    }
}
