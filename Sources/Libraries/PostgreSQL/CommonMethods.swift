import OIntCore
import OIntDrivers
import OIntSQL

@Methods("Common methods")
extension PostgreSQL {
    /// Runs any SQL, and gives the rows where there are any.
    ///
    /// Several commands run one after the other, in one transaction; the rows are those of the last one that gives any.
    /// Rows come as they are read, so that a large result needs little memory with --format ndjson or csv.
    /// - Parameters:
    ///   - sql: The statement, or the path of a file that ends with .sql; placeholders are $1, $2, or :name.
    ///   - params: Values for the placeholders in a list, or by name; as they are or with a type, as in {"NUMERIC": "0.1"}.
    ///   - force: Answer with an empty list where the statement gives no rows.
    /// - Returns: `result`, and the rows under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"id": 1, "name": "Ann", "total": "120.50"},
    ///   {"id": 2, "name": "Bob", "total": null}]}
    ///   ```
    /// - Throws: `ServiceError` when the server refuses.
    @Method(.destroys, ru: "ВыполнитьЗапросSQL")
    public func executeSQLQuery(
        sql: SQLText, params: SQLParameters = [], force: Bool = false
    ) async throws -> SQLResult {
        closeIdleConnections(before: sql.text)
        return try await database.run(sql, params, wantsRows: force)
    }

    /// Gives the connection string of a database.
    /// - Parameters:
    ///   - addr: Name or address of the server, or the folder of its socket.
    ///   - db: Name of the database.
    ///   - login: Name of the user.
    ///   - pass: Password of the user.
    ///   - port: Port of the server.
    /// - Returns: The connection string, with everything percent-encoded that has to be.
    ///
    ///   ```text
    ///   postgresql://ann@db.example.com:5432/shop
    ///   ```
    @Method(.reads, ru: "СформироватьСтрокуПодключения")
    public static func generateConnectionString(
        addr: String, db: String, login: String, pass: Secret? = nil, port: String = "5432"
    ) -> String {
        let password = pass.map { ":" + PercentEncoding.encoded($0.exposed) } ?? ""
        let host = addr.contains(":") && !addr.hasPrefix("[") ? "[\(addr)]" : addr
        let encodedHost = host.hasPrefix("[") ? host : PercentEncoding.encoded(host)
        let portPart = port.trimmed.isEmpty ? "" : ":" + PercentEncoding.encoded(port.trimmed)
        return
            "postgresql://\(PercentEncoding.encoded(login))\(password)@\(encodedHost)\(portPart)/\(PercentEncoding.encoded(db))"
    }

    /// Opens a connection and closes it again, which tells whether it can be opened.
    /// - Parameters:
    ///   - string: Connection string, postgresql://login:password@host:port/base; without one PGHOST and its like count.
    ///   - tls: How the connection is secured, as GetTlsSettings gives it.
    ///   - log: Settings of a log, as GetLoggingSettings gives them.
    ///   - context: How calls are made.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    /// - Throws: `ConnectionError` when the server can't be reached; `ServiceError` when it refuses.
    @Method(.reads, ru: "ОткрытьСоединение")
    public static func createConnection(
        string: ConnectionString? = nil, tls: TLSSettings? = nil, log: JSONObject = [:], context: CallContext = .shared
    ) async throws -> JSON {
        var context = context
        // One that is open already would tell nothing.
        context.connections = nil
        let client = try PostgreSQL(dbc: string, tls: tls, context: context)
        if !log.isEmpty { try client.log.start(log) }
        _ = try await client.database.run(SQLStatement("SELECT 1")).collected()
        await client.close()
        return ["result": true]
    }
}
