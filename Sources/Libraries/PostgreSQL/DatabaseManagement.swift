import OIntCore
import OIntSQL

@Methods("Database management")
extension PostgreSQL {
    /// Creates a database.
    /// - Parameter base: Name of the database.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "СоздатьБазуДанных")
    public func createDatabase(base: String) async throws -> SQLResult {
        try await run("CREATE DATABASE \(Self.identifier(ofBase: base).sql)")
    }

    /// Deletes a database with everything in it.
    /// - Parameter base: Name of the database.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьБазуДанных")
    public func deleteDatabase(base: String) async throws -> SQLResult {
        try await run("DROP DATABASE \(Self.identifier(ofBase: base).sql)")
    }

    /// Ends all other sessions of a database.
    /// - Parameter base: Name of the database.
    /// - Returns: A row for each session, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"pg_terminate_backend": true}]}
    ///   ```
    @Method(.destroys, ru: "ОтключитьВсеСоединенияБазыДанных")
    public func disableAllDatabaseConnections(base: String) async throws -> SQLResult {
        try await database.run(
            SQLStatement(
                """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity \
                WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid()
                """, [SQLParameter(.string(Self.identifier(ofBase: base).name))]))
    }

    private func run(_ sql: String) async throws -> SQLResult {
        closeIdleConnections(before: sql)
        return try await database.run(SQLStatement(sql))
    }

    /// A statement about whole databases fails while any session is connected to them, be it for later calls.
    func closeIdleConnections(before sql: String) {
        if sql.lowercased().contains("database") { database.closeIdleConnections() }
    }

    private static func identifier(ofBase name: String) throws(UsageError) -> SQLIdentifier {
        let identifier = try SQLIdentifier(name, "database name", in: .postgreSQL)
        guard identifier.parts.count == 1 else {
            throw UsageError("the database name \(Quote.short(name)) holds a dot; write it in double quotes")
        }
        return identifier
    }
}
