import OIntCore
import OIntSQL
import OIntSQLite
import Testing

/// Tables and their columns.
@Suite struct TableTests {
    private let database: SQLite
    private let file: TemporaryDatabase

    init() throws {
        file = try TemporaryDatabase()
        database = file.client()
    }

    private func columns() async throws -> [String] {
        try await database.getTableInformation(table: "t").collected().map { row in
            "\(row["name"]?.string ?? "") \(row["type"]?.string ?? "")"
        }
    }

    @Test func aTableIsMadeChangedAndDeleted() async throws {
        _ = try await database.createTable(
            table: "t", cols: ["id": "INTEGER PRIMARY KEY", "full name": "TEXT NOT NULL"])
        _ = try await database.addTableColumn(table: "t", name: "order", type: "NUMERIC(10, 2) DEFAULT 5")
        #expect(try await columns() == ["id INTEGER", "full name TEXT", "order NUMERIC(10, 2)"])
        _ = try await database.deleteTableColumn(table: "t", name: "order")
        #expect(try await columns() == ["id INTEGER", "full name TEXT"])
        _ = try await database.addRecords(table: "t", rows: [["id": 1, "full name": "Ann"]])
        _ = try await database.clearTable(table: "t")
        #expect(try await database.getRecords(table: "t").collected().isEmpty)
        _ = try await database.deleteTable(table: "t")
        await #expect(throws: ServiceError.self) { try await columns() }
    }

    @Test func theDescriptionHasThePublishedColumns() async throws {
        _ = try await database.createTable(
            table: "t", cols: ["id": "INTEGER PRIMARY KEY", "n": "TEXT NOT NULL DEFAULT 'x'"])
        #expect(
            try await database.getTableInformation(table: "t").collected().map(\.description) == [
                #"{"cid":0,"name":"id","type":"INTEGER","notnull":0,"dflt_value":null,"pk":1,"hidden":0}"#,
                #"{"cid":1,"name":"n","type":"TEXT","notnull":1,"dflt_value":"'x'","pk":0,"hidden":0}"#,
            ])
    }

    @Test func ensuringATableMakesItThenAlignsItsColumns() async throws {
        let wanted: JSONObject = ["id": "INTEGER", "name": "TEXT"]
        #expect(
            try await database.ensureTable(table: "t", cols: wanted) == ["result": true, "commit": ["result": true]])
        _ = try await database.addRecords(table: "t", rows: [["id": 1, "name": "Ann"]])
        _ = try await database.ensureTable(table: "t", cols: ["ID": "TEXT", "age": "INTEGER"])
        #expect(try await columns() == ["id INTEGER", "age INTEGER"])
        #expect(try await database.getRecords(table: "t").collected().map(\.description) == [#"{"id":1,"age":null}"#])
    }

    @Test func ensuringATableChangesNothingWhenAStepFails() async throws {
        _ = try await database.createTable(table: "t", cols: ["id": "INTEGER PRIMARY KEY", "name": "TEXT"])
        let error = await #expect(throws: ServiceError.self) {
            // The column of the primary key can't be dropped.
            try await database.ensureTable(table: "t", cols: ["name": "TEXT", "age": "INTEGER"])
        }
        guard case .json(let reply)? = error?.reply else { return }
        #expect(reply["result"] == false && reply["rollback"] == ["result": true])
        #expect(try await columns() == ["id INTEGER", "name TEXT"])
    }

    @Test(arguments: [
        ("t; DROP TABLE t", "id", "INTEGER"), ("t", "x INTEGER); DROP TABLE t; --", "INTEGER"),
        ("t", "x", "INTEGER; DROP TABLE t"), ("t", "x", "INTEGER --"), ("t", "x", "INTEGER, y INTEGER"),
    ])
    func nothingButAColumnIsAdded(_ table: String, _ name: String, _ type: String) async throws {
        _ = try await database.createTable(table: "t", cols: ["id": "INTEGER"])
        _ = try? await database.addTableColumn(table: table, name: name, type: type)
        let names = try await columns()
        #expect(names.first == "id INTEGER" && names.count <= 2)
        #expect(try await database.rows("SELECT count(*) n FROM sqlite_schema") == [#"{"n":1}"#])
    }

    @Test func lookingIntoAFileThatIsNotThereMakesNone() async throws {
        let missing = SQLite(db: file.path(of: "typo.db"))
        let error = await #expect(throws: LocalError.self) { try await missing.getRecords(table: "t") }
        #expect(error?.description.contains("typo.db") == true)
        await #expect(throws: LocalError.self) { try await missing.getTableInformation(table: "t") }
        await #expect(throws: LocalError.self) { try await SQLite(db: "/nowhere/at/all.db").rows("SELECT 1") }
    }
}
