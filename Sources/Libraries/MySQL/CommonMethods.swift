import OIntCore
import OIntDrivers
import OIntSQL

@Methods("Common methods")
extension MySQL {
    /// Runs any SQL, and gives the rows where there are any.
    ///
    /// Several statements run one after the other up to the first that fails, each for itself; DELIMITER is understood. The
    /// rows are those of the last one that gives any, and of a procedure those of its last answer. An UPDATE tells how many
    /// rows it found, whether their values were new or not.
    /// Rows come as they are read, so that a large result needs little memory with --format ndjson or csv.
    /// - Parameters:
    ///   - sql: The statement, or the path of a file that ends with .sql; placeholders are ? or :name.
    ///   - params: Values for the placeholders in a list, or by name; as they are or with a type, as in {"DECIMAL": "0.1"}.
    ///   - force: Answer with an empty list where the statement gives no rows.
    /// - Returns: `result`, and the rows under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"id": 1, "name": "Ann", "total": "120.50"},
    ///   {"id": 2, "name": "Bob", "total": null}]}
    ///   ```
    /// - Throws: `ServiceError` when the server refuses.
    @Method(.general, ru: "ВыполнитьЗапросSQL")
    public func executeSQLQuery(
        sql: SQLText, params: SQLParameters = [], force: Bool = false
    ) async throws -> SQLResult {
        try await database.run(sql, params, wantsRows: force)
    }

    /// Gives the connection string of a database.
    /// - Parameters:
    ///   - addr: Name or address of the server.
    ///   - db: Name of the database; without one none is chosen.
    ///   - login: Name of the user.
    ///   - pass: Password of the user.
    ///   - port: Port of the server.
    /// - Returns: The connection string, with everything percent-encoded that has to be.
    ///
    ///   ```text
    ///   mysql://ann@db.example.com:3306/shop
    ///   ```
    @Method(.reads, ru: "СформироватьСтрокуПодключения", roles: ["addr": .destination, "port": .destination])
    public static func generateConnectionString(
        addr: String, db: String? = nil, login: String? = nil, pass: Secret? = nil, port: String = "3306"
    ) -> String {
        let password = pass.map { ":" + PercentEncoding.encoded($0.exposed) } ?? ""
        let host = addr.contains(":") && !addr.hasPrefix("[") ? "[\(addr)]" : addr
        let encodedHost = host.hasPrefix("[") ? host : PercentEncoding.encoded(host)
        let portPart = port.trimmed.isEmpty ? "" : ":" + PercentEncoding.encoded(port.trimmed)
        let user = PercentEncoding.encoded(login ?? "")
        return "mysql://\(user)\(password)@\(encodedHost)\(portPart)/\(PercentEncoding.encoded(db ?? ""))"
    }

    /// Opens a connection, and keeps it open for later calls where there is a place for it.
    ///
    /// As a command it tells whether the server can be reached.
    /// - Parameters:
    ///   - string: Connection string, mysql://login:password@host:port/base; without one the server on this machine.
    ///   - tls: How the connection is secured, as GetTlsSettings gives it.
    ///   - log: Settings of a log, as GetLoggingSettings gives them.
    ///   - context: How calls are made.
    /// - Returns: The connection; its handle where it is kept.
    ///
    ///   ```json
    ///   "{oint-3f9a1c}"
    ///   ```
    /// - Throws: `ConnectionError` when the server can't be reached; `ServiceError` when it refuses.
    @Method(.reads, ru: "ОткрытьСоединение", roles: ["log": .writesFiles])
    public static func createConnection(
        string: ConnectionString? = nil, tls: TLSOption? = nil, log: JSONObject = [:], context: CallContext = .shared
    ) async throws -> MySQL {
        var context = context
        // It belongs to the caller alone, and one that is open already would tell nothing.
        context.connections = nil
        let client = try MySQL(dbc: string, tls: tls, context: context)
        if !log.isEmpty { try client.log.start(log) }
        _ = try await client.database.run(SQLStatement("SELECT 1")).collected()
        return client
    }

    /// Closes a connection.
    /// - Parameter dbc: The connection, as CreateConnection gives it.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ЗакрытьСоединение", in: .session)
    public static func closeConnection(dbc: Kept<MySQL>) async -> JSON {
        await dbc.object.close()
        return ["result": true]
    }

    /// Gives what the log of a connection holds in memory.
    /// - Parameters:
    ///   - conn: The connection, as CreateConnection gives it.
    ///   - str: Give one text, a line each, in place of the list.
    ///   - count: How many of the last lines; 0 for all.
    /// - Returns: The lines under `logs`, with how many there have been and how many are given.
    ///
    ///   ```json
    ///   {"result": true, "logs": ["[2026-01-31T10:00:00Z] db.example.com:3306: SELECT 1 [0 parameters]"], "total": 1,
    ///   "returned": 1}
    ///   ```
    /// - Throws: `UsageError` when the connection was opened without a log in memory.
    @Method(.reads, ru: "ПолучитьЛог", in: .session)
    public static func getLog(conn: Kept<MySQL>, str: Bool = false, count: Int = 100) throws
        -> ConnectionLog.Content
    {
        try conn.object.log.content(last: count, isJoined: str)
    }

    /// Tells whether a value is an open connection to a MySQL server.
    /// - Parameter value: Any value.
    /// - Returns: Whether it is.
    ///
    ///   ```json
    ///   true
    ///   ```
    @Method(.reads, ru: "ЭтоКоннектор", in: .session)
    public static func isConnector(value: KeptOrValue) -> Bool { value.isOpen(MySQL.self) }
}
