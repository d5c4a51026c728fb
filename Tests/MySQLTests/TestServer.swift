import OIntCore
import OIntMySQL
import OIntSQL
import RunningServers
import Testing

/// The server that Scripts/servers/mariadb.sh has started.
enum TestServer {
    /// A part of where the server is.
    static func value(_ name: String) throws -> String { try RunningServer("mariadb").value(name) }

    /// A connection string.
    static func string(
        user: String? = nil, password: String? = nil, host: String? = nil, settings: String = ""
    ) throws -> ConnectionString {
        let text = MySQL.generateConnectionString(
            addr: try host ?? value("HOST"), db: try value("DATABASE"), login: try user ?? value("USER"),
            pass: Secret(try password ?? value("PASSWORD")), port: try value("PORT"))
        return try ConnectionString(text + settings)
    }

    /// A client of the server.
    static func client(_ context: CallContext = .shared) throws -> MySQL { try MySQL(dbc: string(), context: context) }

    /// A client, and a table of its own that is gone when the client is.
    static func client(withTable columns: String, _ context: CallContext = .shared) async throws -> MySQL {
        let client = try client(context)
        try await client.run("CREATE TEMPORARY TABLE t (\(columns)) ENGINE=InnoDB")
        return client
    }
}

extension MySQL {
    /// Runs a statement, and gives all rows.
    @discardableResult
    func run(_ sql: String, _ params: [JSON] = []) async throws -> [JSONObject] {
        try await executeSQLQuery(sql: SQLText(sql), params: SQLParameters(params.map { SQLParameter($0) }))
            .collected()
    }

    /// The answer of a statement without rows.
    func answer(_ sql: String, _ params: [JSON] = []) async throws -> JSON {
        try await executeSQLQuery(sql: SQLText(sql), params: SQLParameters(params.map { SQLParameter($0) })).output.json
    }

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

extension Output {
    /// The JSON; null where it is something else.
    var json: JSON { if case .json(let json) = self { json } else { .null } }
}
