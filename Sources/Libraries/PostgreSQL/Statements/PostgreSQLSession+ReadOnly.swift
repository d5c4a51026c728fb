import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

extension PostgreSQLSession {
    /// How long a statement may take that must change nothing, and wait for a lock.
    private static let limits = "SET LOCAL statement_timeout TO '120s'; SET LOCAL lock_timeout TO '5s'"
    /// Names roles that may be used although they could do more than read.
    static let powersVariable = "OINT_READ_ONLY_SUPERUSERS"

    /// Runs one statement in a transaction that changes nothing, and is undone in the end.
    ///
    /// Only one statement goes by this way of the protocol, so that none can end the transaction and begin another.
    /// Source: https://www.postgresql.org/docs/current/sql-set-transaction.html
    func openReadOnly(_ statement: SQLStatement, _ text: StatementText) throws -> SQLAnswer {
        try control("BEGIN TRANSACTION READ ONLY; " + Self.limits)
        ownTransaction = .reads
        do {
            let answer = try start(statement.text, encode(statement, isDescribed: text.mayGiveRows))
            if case .done = answer { try endOwnTransaction() }
            return answer
        } catch let error as CancellationError {
            throw error
        } catch {
            try endOwnTransaction()
            throw error
        }
    }

    /// A transaction that was begun here, and ends with the answers to a statement.
    enum OwnTransaction {
        /// It changes nothing, and is undone.
        case reads
        /// It is that of a script: all of it happens, or nothing.
        case script
    }

    /// Ends the transaction of a statement whose answers have all come.
    func endOwnTransaction() throws {
        let status = connection.pq.f.PQtransactionStatus(connection.handle)
        guard let ownTransaction, !connection.isLost, status != PQTRANS_ACTIVE else { return }
        self.ownTransaction = nil
        try control(ownTransaction == .script && status == PQTRANS_INTRANS ? "COMMIT" : "ROLLBACK")
    }

    /// Runs statements of our own that give no rows.
    func control(_ text: String) throws {
        let pq = connection.pq
        try connection.send { pq.f.PQsendQuery($0, text) }
        var refusal: (any Error)?
        while let result = try connection.nextResult() {
            if result.status == PGRES_FATAL_ERROR { refusal = refusal ?? Refusal.error(result, statement: nil) }
        }
        if let refusal { throw refusal }
    }

    /// Refuses a role that could reach files and programs of the server, which no transaction keeps it from.
    func refusePowers() throws {
        let role = connection.pq.f.PQuser(connection.handle).map { String(cString: $0) } ?? ""
        let allowed =
            ProcessEnvironment.variables[Self.powersVariable]?.split(separator: ",").map { String($0).trimmed } ?? []
        guard !allowed.contains(role) else { return }
        let text = """
            SELECT bool_or(r.rolsuper OR EXISTS (SELECT FROM pg_catalog.pg_roles p WHERE p.rolname IN \
            ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files') \
            AND pg_catalog.pg_has_role(r.oid, p.oid, 'MEMBER'))) AS powerful FROM pg_catalog.pg_roles r \
            WHERE r.rolname IN (session_user, current_user)
            """
        guard try rows(SQLStatement(text)).first?["powerful"]?.bool != false else { return }
        throw UsageError(
            "the role \(Quote.short(role)) may do more on the server than read, whatever the transaction: connect as one without such rights, or name it in \(Self.powersVariable)"
        )
    }
}
