import OIntCore
import OIntDrivers
import OIntPostgreSQL
import OIntSQL
import Testing

/// Databases and tables, by a real server.
@Suite struct ManagementTests {
    @Test func `A table is created, described, changed and deleted`() async throws {
        let client = try TestServer.client()
        try await client.run("CREATE SCHEMA IF NOT EXISTS managed; DROP TABLE IF EXISTS managed.\"Orders\"")
        let table = "managed.\"Orders\""
        _ = try await client.createTable(
            table: table, cols: ["id": "bigint PRIMARY KEY", "Full Name": "varchar(20) NOT NULL DEFAULT 'a, b'"])
        _ = try await client.addTableColumn(table: table, name: "total", type: "numeric(10, 2)")
        let described = try await client.getTableInformation(table: table).collected()
        #expect(described.map { $0["column_name"] } == ["id", "Full Name", "total"])
        #expect(described[1]["character_maximum_length"] == 20)
        #expect(described[1]["is_nullable"] == "NO")
        _ = try await client.deleteTableColumn(table: table, name: "total")
        #expect(try await client.getTableInformation(table: table).collected().count == 2)
        _ = try await client.deleteTable(table: table)
        await #expect(throws: ServiceError.self) { try await client.getTableInformation(table: table) }
    }

    @Test func `Only the table that the name means is described`() async throws {
        let client = try TestServer.client()
        try await client.run(
            "CREATE SCHEMA IF NOT EXISTS other; DROP TABLE IF EXISTS other.twins; CREATE TABLE other.twins (wrong int)")
        try await client.run("CREATE TEMPORARY TABLE twins (b int, a int)")
        #expect(
            try await client.getTableInformation(table: "twins").collected().map { $0["column_name"] } == ["b", "a"])
        #expect(
            try await client.getTableInformation(table: "other.twins").collected().map { $0["column_name"] } == [
                "wrong"
            ])
    }

    @Test func `A table gets the columns it should have, or stays as it is`() async throws {
        let client = try TestServer.client()
        try await client.run("DROP TABLE IF EXISTS ensured")
        let answer: JSON = ["result": true, "commit": ["result": true]]
        #expect(try await client.ensureTable(table: "ensured", cols: ["Id": "int", "old": "text"]) == answer)
        try await client.run("INSERT INTO ensured VALUES (1, 'x')")
        // The name in capital letters means the same column, which keeps its values.
        #expect(try await client.ensureTable(table: "Ensured", cols: ["ID": "int", "\"New\"": "text"]) == answer)
        #expect(try await client.run("SELECT * FROM ensured") == [["id": 1, "New": .null]])
        await #expect(throws: ServiceError.self) {
            try await client.ensureTable(table: "ensured", cols: ["another": "int", "bad": "no_such_type"])
        }
        #expect(try await client.run("SELECT * FROM ensured") == [["id": 1, "New": .null]])
        try await client.run("DROP TABLE ensured")
    }

    @Test func `A database is created, its sessions ended, and it is deleted`() async throws {
        let client = try TestServer.client()
        let name = "Odd \"name'\\ base"
        try await client.run("DROP DATABASE IF EXISTS \"Odd \"\"name'\\ base\"")
        let written = "\"Odd \"\"name'\\ base\""
        _ = try await client.createDatabase(base: written)
        let guest = try PostgreSQL(dbc: TestServer.string(base: name))
        #expect(try await guest.value("SELECT current_database()") == .string(name))
        let busy = try #require(
            await #expect(throws: ServiceError.self) { try await client.deleteDatabase(base: written) })
        #expect(busy.code == "55006")
        let ended = try await client.disableAllDatabaseConnections(base: written).collected()
        #expect(ended == [["pg_terminate_backend": true]])
        try await deleted(written, by: client)
        #expect(try await client.value("SELECT count(*) FROM pg_database WHERE datname = $1", [.string(name)]) == 0)
    }

    /// Deletes a database whose last session may need a moment to go.
    private func deleted(_ base: String, by client: PostgreSQL) async throws {
        while true {
            do {
                _ = try await client.deleteDatabase(base: base)
                return
            } catch let error as ServiceError where error.code == "55006" {
                continue
            }
        }
    }
}
