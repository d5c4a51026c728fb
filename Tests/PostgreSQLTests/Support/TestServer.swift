import OIntCore
import OIntPostgreSQL
import OIntSQL
import RunningServers
import Testing

/// The server that Scripts/servers/postgresql.sh has started.
enum TestServer {
    /// A part of where the server is.
    enum Variable: String {
        case host = "HOST"
        case port = "PORT"
        case user = "USER"
        case securedUser = "SECURED_USER"
        case password = "PASSWORD"
        case database = "DATABASE"
        case sockets = "SOCKETS"
        case authority = "CA"
        case otherAuthority = "OTHER_CA"
    }

    /// A part of where the server is; a test that needs it fails when it is not known.
    static func value(_ variable: Variable) throws -> String {
        try RunningServer("postgresql").value(variable.rawValue)
    }

    /// A connection string.
    /// - Parameters:
    ///   - host: The host; nil for the usual one.
    ///   - user: The user; nil for the usual one.
    ///   - password: The password; nil for the right one.
    ///   - base: The database; nil for the usual one.
    static func string(
        host: String? = nil, user: String? = nil, password: String? = nil, base: String? = nil
    ) throws -> ConnectionString {
        try ConnectionString(text(host: host, user: user, password: password, base: base))
    }

    /// A connection string as one would type it.
    static func text(
        host: String? = nil, user: String? = nil, password: String? = nil, base: String? = nil
    ) throws -> String {
        PostgreSQL.generateConnectionString(
            addr: try host ?? value(.host), db: try base ?? value(.database), login: try user ?? value(.user),
            pass: Secret(try password ?? value(.password)), port: try value(.port))
    }

    /// A client of the server.
    static func client(_ context: CallContext = .shared) throws -> PostgreSQL {
        try PostgreSQL(dbc: string(), context: context)
    }

    /// A client, and a table of its own that is gone when the client is.
    static func client(withTable columns: String, _ context: CallContext = .shared) async throws -> PostgreSQL {
        let client = try client(context)
        try await client.run("CREATE TEMPORARY TABLE t (\(columns))")
        return client
    }
}

extension PostgreSQL {
    /// Runs a statement, and gives all rows.
    @discardableResult
    func run(_ sql: SQLText, _ params: [JSON] = []) async throws -> [JSONObject] {
        try await executeSQLQuery(sql: sql, params: SQLParameters(params.map { SQLParameter($0) })).collected()
    }

    @discardableResult
    func run(_ sql: String, _ params: [JSON] = []) async throws -> [JSONObject] { try await run(SQLText(sql), params) }

    /// The one value that a statement gives.
    func value(_ sql: String, _ params: [JSON] = []) async throws -> JSON {
        let rows = try await run(sql, params)
        let row = try #require(rows.first)
        try #require(rows.count == 1 && row.count == 1)
        return row[0].value
    }

    /// The refusal of a statement.
    func refusal(_ sql: String, _ params: [JSON] = []) async throws -> ServiceError {
        try #require(await #expect(throws: ServiceError.self) { try await run(sql, params) })
    }
}
