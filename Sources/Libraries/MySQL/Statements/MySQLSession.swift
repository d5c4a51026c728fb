import CMariaDB
import OIntCore
import OIntDrivers
import OIntSQL

/// An open connection to a server, and the statement it is at; clients open it by themselves.
public final class MySQLSession: SQLSession {
    let connection: ServerConnection
    /// Whether the session's zone is UTC.
    private(set) var isInUTC = true
    private let plan: ConnectionPlan
    private let isReadOnly: Bool
    private let notice: (@Sendable (String) -> Void)?
    /// The rows that somebody may still read.
    private weak var cursor: ResultCursor?
    /// The statements run last, kept since rows are stored with the same again and again; the last one at the end.
    private var kept: [PreparedStatement] = []
    /// Whether another database was chosen.
    private var hasMoved = false

    /// Stops a wait of the session.
    public var interruption: Interruption { connection.interruption }

    /// Opens a connection.
    /// - Parameters:
    ///   - plan: Where to, and how.
    ///   - interruption: Stops a wait.
    ///   - context: How calls are made.
    /// - Throws: What ``ServerConnection/init(_:interruption:addresses:)`` throws.
    init(_ plan: ConnectionPlan, interruption: Interruption, context: CallContext) throws {
        self.plan = plan
        isReadOnly = context.isReadOnly
        notice = context.notice ?? context.debug
        connection = try ServerConnection(plan, interruption: interruption, addresses: context.addresses)
        do {
            try adjust()
        } catch {
            connection.close()
            throw error
        }
    }

    /// A server that has no place left has not looked at the connection yet.
    public static func isPassing(_ failure: any Error) -> Bool {
        (failure as? ServiceError)?.code.map { ["1040", "1203"].contains($0) } ?? false
    }

    /// Sets what every session has: time stamps come in the session's zone.
    private func adjust() throws {
        try connection.control("SET SESSION time_zone = '+00:00'")
        isInUTC = true
        guard isReadOnly else { return }
        try connection.control("SET SESSION TRANSACTION READ ONLY")
        // What is read of statements here counts on it that a backslash escapes.
        try connection.control("SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')")
        let version = connection.handle.flatMap { connection.f.mysql_get_server_info($0) }.map { String(cString: $0) }
        let isMariaDB = version?.contains("MariaDB") ?? false
        try connection.control(
            isMariaDB ? "SET SESSION max_statement_time = 120" : "SET SESSION max_execution_time = 120000")
    }

    /// Ends the session; rows that are still to come are not waited for.
    public func close() {
        connection.close()
        kept = []
    }

    /// Whether another client may get the session.
    public func isReusable() -> Bool { (cursor?.hasAll ?? true) && !connection.isLost && !hasMoved }

    /// Whether a session is put back to its first state before another client gets it.
    public static var isResetBetweenClients: Bool { true }

    /// Forgets settings, temporary tables, prepared statements and locks; an open transaction is undone.
    ///
    /// Source: https://dev.mysql.com/doc/c-api/8.4/en/mysql-reset-connection.html
    public func reset() throws {
        kept = []
        try connection.reset()
        try adjust()
    }

    /// Whether the session still leads to what it was opened for.
    public func isCurrent() -> Bool { connection.isUntouched }

    /// Runs a statement.
    public func open(_ statement: SQLStatement) throws -> SQLAnswer {
        try settle()
        if let kept = kept.last(where: { $0.text == statement.text }) { return try run(kept, statement.parameters) }
        let statements = StatementScript(statement.text).statements
        guard let last = statements.last else { throw UsageError("--sql holds no statement") }
        guard statements.count > 1 else { return try start(last, statement.parameters) }
        guard statement.parameters.isEmpty else {
            throw UsageError("--params goes with a single statement, and --sql holds several: run them one by one")
        }
        return try runScript(statements)
    }

    /// Runs several statements; the rows are those of the last one that gives any.
    private func runScript(_ statements: [String]) throws -> SQLAnswer {
        var rows: StoredCursor?
        for (index, text) in statements.enumerated() {
            do {
                guard case .rows(let cursor) = try start(text, []) else { continue }
                if index == statements.count - 1 { return .rows(cursor) }
                defer { cursor.close() }
                var batches: [RecordBatch] = []
                while let batch = try cursor.next() { batches.append(batch) }
                rows = StoredCursor(cursor.columns, batches)
            } catch let error as ServiceError {
                throw error.ofStatement(index + 1, of: statements.count)
            }
        }
        return rows.map { .rows($0) } ?? .done(nil)
    }

    private func start(_ text: String, _ parameters: [SQLParameter]) throws -> SQLAnswer {
        if isReadOnly { try ReadOnlyRule.check(text) }
        let verb = SQLVerb(text, in: .mySQL)
        if verb.firstWord == "use" { hasMoved = true }
        if verb.firstWord == "set", text.lowercased().contains("time_zone") { isInUTC = false }
        do {
            let statement = try PreparedStatement(text, connection)
            let answer = try run(statement, parameters)
            if case .done = answer, verb.kind != nil { keep(statement) }
            return answer
        } catch is PreparedStatement.OnlyText {
            guard parameters.isEmpty else {
                throw UsageError("the server takes no values for this statement: write them into it")
            }
            return try runAsText(text)
        }
    }

    private func run(_ statement: PreparedStatement, _ parameters: [SQLParameter]) throws -> SQLAnswer {
        try run(statement, BoundValues(parameters.map { try EncodedValue($0) }))
    }

    private func run(_ statement: PreparedStatement, _ values: BoundValues) throws -> SQLAnswer {
        let verb = SQLVerb(statement.text, in: .mySQL)
        try statement.execute(values, mayHaveChanged: !ReadOnlyRule.reading.contains(verb.firstWord))
        if verb.firstWord == "call" { return try collectAnswers(of: statement) }
        guard let columns = statement.columns else {
            let changes = changes(by: verb, statement)
            try tellWarnings()
            return .done(changes)
        }
        let cursor = try ResultCursor(statement, columns, self)
        self.cursor = cursor
        return .rows(cursor)
    }

    private func keep(_ statement: PreparedStatement) {
        if kept.count == 4 { kept.removeFirst() }
        kept.append(statement)
    }

    /// Runs a statement that stores rows.
    /// - Returns: How many of them are new or changed.
    func run(_ text: String, _ values: [EncodedValue]) throws -> BatchChanges {
        let statement: PreparedStatement
        if let known = kept.last(where: { $0.text == text }) {
            statement = known
        } else {
            statement = try PreparedStatement(text, connection)
            keep(statement)
        }
        try statement.execute(BoundValues(values), mayHaveChanged: true)
        let affected = Int(exactly: connection.f.mysql_stmt_affected_rows(statement.handle)) ?? 0
        let info = StatementInfo(connection)
        try tellWarnings()
        return BatchChanges(affected: affected, records: info.first, duplicates: info.second)
    }

    /// Reads all answers of a procedure; its rows are those of the last one that has some.
    private func collectAnswers(of statement: PreparedStatement) throws -> SQLAnswer {
        var rows: StoredCursor?
        var count = 0
        while true {
            if let columns = statement.columns {
                let cursor = try ResultCursor(statement, columns, self, endsStatement: false)
                var batches: [RecordBatch] = []
                while let batch = try cursor.next() { batches.append(batch) }
                rows = StoredCursor(cursor.columns, batches)
                count += 1
                _ = connection.f.mysql_stmt_free_result(statement.handle)
            }
            let code = connection.f.mysql_stmt_next_result(statement.handle)
            if code == Self.noMoreAnswers { break }
            guard code == 0 else { throw statement.failure(mayHaveChanged: true) }
        }
        if count > 1 { notice?("the procedure gives \(count) answers; these are the rows of the last one") }
        guard let rows else {
            try tellWarnings()
            return .done(nil)
        }
        return .rows(rows)
    }

    private static let noMoreAnswers: Int32 = -1

    /// Runs a statement that the server does not prepare.
    private func runAsText(_ text: String) throws -> SQLAnswer {
        let handle = try connection.usable()
        let f = connection.f
        guard f.mysql_real_query(handle, text, UInt(text.utf8.count)) == 0 else {
            throw connection.failure(mayHaveChanged: true)
        }
        guard let result = f.mysql_store_result(handle) else {
            guard f.mysql_errno(handle) == 0 else { throw connection.failure(mayHaveChanged: true) }
            try tellWarnings()
            return .done(nil)
        }
        defer { f.mysql_free_result(result) }
        let columns = ColumnDescription.list(of: result, f)
        var batch = RecordBatch(columnCount: columns.count)
        while let row = f.mysql_fetch_row(result), let lengths = f.mysql_fetch_lengths(result) {
            for (index, column) in columns.enumerated() {
                guard let cell = row[index] else {
                    batch.appendNull()
                    continue
                }
                batch.append(text: UnsafeRawBufferPointer(start: cell, count: Int(lengths[index])), as: column.form)
            }
        }
        return .rows(StoredCursor(columns.map(\.name), [batch]))
    }

    /// Makes the connection ready for the next statement.
    func settle() throws {
        _ = try connection.usable()
        try cursor?.readAhead()
        cursor = nil
    }

    /// Notes that all rows of a statement have come, or are not wanted.
    func rowsAreRead(_ reader: ResultCursor) { if cursor === reader { cursor = nil } }

    /// How many rows a statement has touched.
    ///
    /// Source: https://dev.mysql.com/doc/c-api/8.4/en/mysql-info.html
    private func changes(by verb: SQLVerb, _ statement: PreparedStatement) -> SQLChanges? {
        guard let kind = verb.kind, let count = Int(exactly: connection.f.mysql_stmt_affected_rows(statement.handle))
        else { return nil }
        let info = StatementInfo(connection)
        switch kind {
        // The server counts rows whose values are new; those it has found are what others count.
        case .changed: return SQLChanges(.changed, info.first ?? count)
        case .touched where verb.isUpsert:
            if let records = info.first { return SQLChanges(.touched, records) }
            return SQLChanges(count == 1 ? .added : count == 2 ? .changed : .touched, min(count, 1))
        default: return SQLChanges(kind, count)
        }
    }

    /// Shows what the server warns of: values that were cut or changed, for example.
    func tellWarnings() throws {
        guard let notice, let handle = connection.handle, connection.f.mysql_warning_count(handle) > 0,
            case .rows(let cursor) = try runAsText("SHOW WARNINGS LIMIT 10")
        else { return }
        while let batch = try cursor.next() {
            for index in 0..<batch.rowCount {
                let row = batch.row(index, columns: cursor.columns)
                // VALUES() in an upsert is the only form that all servers know.
                guard row["Code"]?.int != 1287, row["Level"]?.string != "Note" else { continue }
                notice("\(MySQL.service): \(row["Message"]?.string ?? "")")
            }
        }
    }

    /// What a value means depends on the column: a time with an offset, the bits of a number, a document.
    public func parameter(_ value: JSON, for column: SQLColumn?) -> SQLParameter {
        guard let column else { return SQLParameter(value) }
        let type = column.type.lowercased()
        if let text = value.string {
            if type.hasPrefix("timestamp") || type.hasPrefix("datetime") {
                return SQLParameter(.string(TimeText.withoutZone(text)))
            }
            if type.hasPrefix("bit("), UInt64(text) != nil { return SQLParameter(value, type: "UINT") }
        }
        let parameter = SQLParameter(value)
        if type == "json", value.object != nil, !["JSON", "TEXT", "BYTES"].contains(parameter.possibleType ?? "") {
            return SQLParameter(value, type: "JSON")
        }
        return parameter
    }
}

/// What the server says about how many rows a statement concerned: `Records: 3  Duplicates: 1  Warnings: 0`, or
/// `Rows matched: 3  Changed: 2  Warnings: 0`.
struct StatementInfo {
    /// How many rows there were in all.
    private(set) var first: Int?
    /// How many of them were there already, or have new values.
    private(set) var second: Int?

    init(_ connection: ServerConnection) {
        guard let handle = connection.handle, let text = connection.f.mysql_info(handle) else { return }
        let numbers = String(cString: text).split { !$0.isNumber }.compactMap { Int($0) }
        first = numbers.first
        second = numbers.dropFirst().first
    }
}

extension ServiceError {
    /// The refusal of one of several statements.
    fileprivate func ofStatement(_ number: Int, of count: Int) -> ServiceError {
        let text = "statement \(number) of \(count): \(message ?? "")"
        return ServiceError.sql(
            service, code: code, message: text,
            remedy: remedy ?? (number > 1 ? "The statements before it were carried out" : nil))
    }
}
