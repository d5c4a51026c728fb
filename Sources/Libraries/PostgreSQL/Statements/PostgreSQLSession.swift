import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

/// An open connection to a server, and the statement it is at; clients open it by themselves.
public final class PostgreSQLSession: SQLSession {
    let connection: ServerConnection
    var catalog = TypeCatalog()
    /// The rows that somebody may still read.
    private weak var cursor: ResultCursor?
    /// The statement whose rows have not all come; nil when the server waits for the next one.
    private var busy: StatementText?

    /// The line of a script that the statement at hand begins in; nil where it is no part of one.
    var scriptLine: Int?
    /// What a refusal of a statement of a script leaves behind, for people.
    var scriptState: String?

    /// Stops a wait of the session.
    public var interruption: Interruption { connection.interruption }

    /// Whether each statement has a transaction of its own that changes nothing.
    let isReadOnly: Bool
    /// The transaction that was begun for the statement at hand.
    var ownTransaction: OwnTransaction?

    /// Opens a connection.
    /// - Parameters:
    ///   - plan: What libpq is told.
    ///   - interruption: Stops a wait.
    ///   - context: How calls are made.
    /// - Throws: What ``ServerConnection/init(_:interruption:addresses:notice:)`` throws.
    init(_ plan: ConnectionPlan, interruption: Interruption, context: CallContext) throws {
        isReadOnly = context.isReadOnly
        connection = try ServerConnection(
            plan, interruption: interruption, addresses: context.addresses, notice: context.notice ?? context.debug)
        do {
            if isReadOnly { try refusePowers() }
            try adjust()
        } catch {
            connection.close()
            throw error
        }
    }

    /// A server that has no place left, or is starting, has not looked at the connection yet; nor has one that this
    /// machine had no port left for.
    public static func isPassing(_ failure: any Error) -> Bool {
        switch failure {
        case let refusal as ServiceError: ["53300", "57P03"].contains(refusal.code)
        case let failure as ConnectionError: failure.reason.contains("Cannot assign requested address")
        default: false
        }
    }

    /// Makes the server write dates in the form that is read here, where it is set to another.
    ///
    /// A session that a pooler lends to others too keeps its settings; what is in another form is shown as a text there.
    private func adjust() throws {
        guard !hasISODates, !isReadOnly else { return }
        let pid = try rows(SQLStatement("SELECT pg_catalog.pg_backend_pid() AS pid")).first?["pid"]?.int
        guard pid == Int(connection.pq.f.PQbackendPID(connection.handle)) else { return }
        try execute(SQLStatement("SET DateStyle TO ISO"))
    }

    private var hasISODates: Bool { connection.parameter("DateStyle")?.hasPrefix("ISO") ?? true }

    /// Ends the session.
    public func close() {
        // What changes something is not stopped half-way because nobody wants to see its rows.
        if let busy, !mayLeave(busy) { try? reading { try skipAnswers() } }
        busy = nil
        connection.close()
    }

    /// Whether nothing is lost when a statement is stopped because nobody wants its rows: not where a script waits for
    /// its end.
    func mayLeave(_ statement: StatementText) -> Bool { statement.onlyReads && ownTransaction != .script }

    /// Whether another client may get the session.
    public func isReusable() -> Bool { busy == nil && !connection.isLost }

    /// Whether a session is put back to its first state before another client gets it.
    public static var isResetBetweenClients: Bool { true }

    /// Forgets settings, temporary tables, prepared statements, locks and the like; a transaction that was left open is
    /// refused, and with it the connection.
    ///
    /// Source: https://www.postgresql.org/docs/current/sql-discard.html
    public func reset() throws {
        try execute(SQLStatement("DISCARD ALL"))
        catalog = TypeCatalog()
        try adjust()
    }

    /// Whether the session still leads to what it was opened for.
    public func isCurrent() -> Bool { connection.isUntouched }

    /// Runs a statement.
    public func open(_ statement: SQLStatement) throws -> SQLAnswer {
        try settle()
        return try reading {
            let text = StatementText(statement.text)
            if isReadOnly { return try openReadOnly(statement, text) }
            guard text.mayBeScript, let script = try script(statement) else {
                return try start(statement.text, encode(statement, isDescribed: text.mayGiveRows))
            }
            return try run(script)
        }
    }

    /// Does something with the connection, and has the server stop when the call is given up.
    func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as CancellationError {
            connection.stop()
            busy = nil
            throw error
        }
    }

    /// How the columns of an answer are read.
    func forms(of result: borrowing QueryResult) -> [ValueForm] {
        let hasISODates = hasISODates
        return result.columnTypes.map { type in
            let form = catalog.form(of: type)
            return !hasISODates && [.timestamp, .timestampWithZone].contains(form) ? .text : form
        }
    }
}

extension PostgreSQLSession {
    /// Makes the connection ready for the next statement.
    func settle() throws {
        guard !connection.isLost else { throw connection.lost }
        guard let busy else { return }
        if let cursor {
            try reading { try cursor.readAhead() }
        } else {
            // What changes something is not stopped half-way because nobody wants to see its rows.
            if mayLeave(busy) { connection.cancelOnServer() }
            try reading { try skipAnswers() }
        }
        self.busy = nil
    }

    /// Notes that all rows have come.
    func rowsAreRead() throws {
        busy = nil
        try endOwnTransaction()
    }

    /// Takes all answers to a statement that are still to come, and leaves them aside.
    func skipAnswers() throws {
        while let answer = try connection.nextResult() { _ = answer.status }
        busy = nil
        try endOwnTransaction()
    }

    /// Gets rid of the rows that are still to come.
    func dropRows() {
        cursor = nil
        try? settle()
    }

    func start(_ text: String, _ parameters: EncodedParameters) throws -> SQLAnswer {
        let pq = connection.pq
        try connection.send { handle in
            parameters.withPointers { values, lengths, formats in
                pq.f.PQsendQueryParams(handle, text, parameters.count, parameters.types, values, lengths, formats, 0)
            }
        }
        _ = pq.f.PQsetSingleRowMode(connection.handle)
        guard let first = try connection.nextResult() else { return .done(nil) }
        if first.status == PGRES_SINGLE_TUPLE {
            let cursor = ResultCursor(first, statement: text, session: self)
            self.cursor = cursor
            busy = StatementText(text)
            return .rows(cursor)
        }
        let failure = try ending(first, of: text)
        try skipAnswers()
        if let failure { throw failure }
        guard first.status == PGRES_TUPLES_OK else { return .done(first.changes) }
        return .rows(ResultCursor(first, statement: text, session: self))
    }

    /// Looks at an answer that ends a statement.
    /// - Returns: What went wrong.
    func ending(_ result: borrowing QueryResult, of text: String) throws -> (any Error)? {
        let pq = connection.pq
        switch result.status {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
            return Refusal.error(result, statement: text, line: scriptLine, remedy: scriptState)
        case PGRES_EMPTY_QUERY: return UsageError("--sql holds no statement")
        case PGRES_COPY_IN:
            try connection.send { pq.f.PQputCopyEnd($0, "not supported") }
            return UsageError(
                "COPY … FROM STDIN has no rows behind it: they follow in the next line, up to a line with \\.; or let AddRecords store them"
            )
        case PGRES_COPY_OUT, PGRES_COPY_BOTH:
            try connection.skipCopy()
            return UsageError("COPY … TO STDOUT gives no rows: read them by SELECT, with --format csv if need be")
        default: return nil
        }
    }
}
