import OIntCore
import OIntSQL
import OIntSQLite
import Testing

/// Rows of tables.
@Suite struct RecordTests {
    private let database = SQLite()

    init() async throws {
        _ = try await database.createTable(
            table: "people", cols: ["id": "INTEGER PRIMARY KEY", "name": "TEXT", "age": "INTEGER", "photo": "BLOB"])
    }

    private func fill() async throws {
        let rows: [JSON] = [
            ["id": 1, "name": "Ann", "age": 30], ["id": 2, "name": "Bob", "age": 40],
            ["id": 3, "name": .null, "age": 50, "photo": ["BLOB": "SGVsbG8="]],
        ]
        _ = try await database.addRecords(table: "people", rows: JSONRows(rows))
    }

    private func ids(
        _ filters: [SQLFilter] = [], order: JSONObject = ["id": "ASC"], limit: Int? = nil
    ) async throws -> [Int] {
        let rows = try await database.getRecords(
            table: "people", fields: ["id"], filter: filters, order: order, limit: limit)
        return try await rows.collected().compactMap { $0["id"]?.int }
    }

    @Test func rowsAreStoredInOneTransaction() async throws {
        let result = try await database.addRecords(table: "people", rows: [["id": 1], ["name": "x", "id": 2]])
        #expect(
            try await shown(result.output) == [
                "result": true, "rows": 2, "added": 2, "errors": [], "commit": ["result": true],
            ])
        #expect(try await ids() == [1, 2])
    }

    @Test func aBadRowUndoesAllAndIsNamed() async throws {
        let error = await #expect(throws: ServiceError.self) {
            try await database.addRecords(table: "people", rows: [["id": 1], ["id": 1], ["id": 2]])
        }
        #expect(error?.message?.hasPrefix("row 2: UNIQUE constraint failed") == true)
        #expect(
            error?.reply
                == .json([
                    "result": false, "rows": 0, "added": 0,
                    "errors": [["row": 2, "error": "UNIQUE constraint failed: people.id"]],
                    "rollback": ["result": true],
                ]))
        #expect(try await ids() == [])
    }

    @Test func withoutATransactionGoodRowsStay() async throws {
        let error = await #expect(throws: ServiceError.self) {
            try await database.addRecords(
                table: "people", rows: [["id": 1], "no object", ["id": 1], ["id": 2]], transactional: false)
        }
        guard case .json(let reply)? = error?.reply else { return }
        #expect(reply["rows"] == 2 && reply["errors"]?.array?.compactMap { $0["row"]?.int } == [2, 3])
        #expect(try await ids() == [1, 2])
    }

    @Test func aHundredThousandRowsAreStored() async throws {
        let rows = (1...100_000).map { number -> JSON in
            [
                "id": .number(JSONNumber(number)), "name": .string("name \(number)"),
                "age": .number(JSONNumber(number % 90)),
            ]
        }
        let result = try await database.addRecords(table: "people", rows: JSONRows(rows))
        #expect(result.stored == 100_000)
        #expect(
            try await database.rows("SELECT count(*) n, max(name) m FROM people") == [#"{"n":100000,"m":"name 99999"}"#]
        )
    }

    @Test func rowsAreChangedWhereTheirKeyIsThere() async throws {
        try await fill()
        let result = try await database.ensureRecords(
            table: "people", rows: [["id": 2, "name": "Bill"], ["id": 9, "name": "New"]], unique: ["id"])
        #expect(result.stored == 2)
        #expect(
            try await database.rows("SELECT id, name, age FROM people WHERE id IN (2, 9)") == [
                #"{"id":2,"name":"Bill","age":40}"#, #"{"id":9,"name":"New","age":null}"#,
            ])
        _ = try await database.ensureRecords(table: "people", rows: [["id": 9, "age": 1]])
        #expect(try await database.rows("SELECT age FROM people WHERE id = 9") == [#"{"age":1}"#])
    }

    @Test func filtersChooseRows() async throws {
        try await fill()
        #expect(try await ids([SQLFilter(field: "age", comparison: ">=", value: 40)]) == [2, 3])
        #expect(try await ids([SQLFilter(field: "name", value: .null)]) == [3])
        #expect(try await ids([SQLFilter(field: "name", comparison: "IS NOT NULL", value: nil)]) == [1, 2])
        #expect(try await ids([SQLFilter(field: "id", comparison: "in", value: [1, 3])]) == [1, 3])
        #expect(try await ids([SQLFilter(field: "age", comparison: "between", value: [35, 45])]) == [2])
        #expect(try await ids([SQLFilter(field: "age", comparison: "=", value: "id * 20", isRaw: true)]) == [2])
        #expect(try await ids([SQLFilter(field: "age", comparison: "=", value: "id * 20")]) == [])
        #expect(
            try await ids([
                SQLFilter(field: "id", value: 1, union: .or), SQLFilter(field: "name", comparison: "LIKE", value: "b%"),
            ]) == [1, 2])
        await #expect(throws: UsageError.self) { try await ids([SQLFilter(field: "id", comparison: "IN", value: [])]) }
    }

    @Test func rowsAreSortedAndLimited() async throws {
        try await fill()
        #expect(try await ids(order: ["age": "desc"]) == [3, 2, 1])
        #expect(try await ids(order: ["name": "ASC NULLS LAST", "id": "DESC"], limit: 2) == [1, 2])
        #expect(try await ids(limit: 0) == [1, 2, 3])
        await #expect(throws: UsageError.self) { try await ids(limit: -1) }
    }

    @Test func aFieldMayBeAnExpression() async throws {
        try await fill()
        let rows = try await database.getRecords(table: "people", expressions: ["count(*) AS n", "max(age)"])
            .collected()
        #expect(rows.map(\.description) == [#"{"n":3,"max(age)":50}"#])
        // In double quotes, SQLite would take the name of a missing column for a text.
        let error = await #expect(throws: ServiceError.self) {
            try await database.getRecords(table: "people", fields: ["nmae"])
        }
        #expect(error?.message == "no such column: nmae")
    }

    @Test(arguments: [
        "id; DROP TABLE people", "id FROM people --", "1 UNION SELECT sql FROM sqlite_schema", "id, name",
    ])
    func aFieldCanNotLeaveItsPlace(_ field: String) async throws {
        await #expect(throws: UsageError.self) {
            try await database.getRecords(table: "people", expressions: [field])
        }
        // As a name it is none of the table's.
        await #expect(throws: ServiceError.self) { try await database.getRecords(table: "people", fields: [field]) }
    }

    @Test(arguments: ["ASC; DROP TABLE people", "DESC LIMIT 1", "", "up"])
    func anOrderCanNotLeaveItsPlace(_ direction: String) async throws {
        await #expect(throws: UsageError.self) { try await ids(order: ["id": .string(direction)]) }
        let error = await #expect(throws: ServiceError.self) { try await ids(order: ["id; DROP TABLE people": "ASC"]) }
        #expect(error?.message?.hasPrefix("no such column") == true)
    }

    @Test func rowsAreChangedAndDeleted() async throws {
        try await fill()
        _ = try await database.updateRecords(
            table: "people", values: ["name": "Zed", "photo": ["BLOB": "AAEC"]],
            filter: [SQLFilter(field: "id", value: 1)])
        #expect(
            try await database.rows("SELECT name, hex(photo) h FROM people WHERE id = 1") == [
                #"{"name":"Zed","h":"000102"}"#
            ])
        _ = try await database.deleteRecords(
            table: "people", filter: [SQLFilter(field: "age", comparison: ">", value: 30)])
        #expect(try await ids() == [1])
        await #expect(throws: UsageError.self) { try await database.deleteRecords(table: "people") }
        #expect(try await shown(database.deleteRecords(table: "people", allRows: true).output)["deleted"] == 1)
        #expect(try await ids() == [])
    }

    @Test func rowsComeFromAFileOneByOne() async throws {
        let file = try TemporaryDatabase()
        try file.write("{\"id\": 1}\n{\"id\": 2, \"name\": \"b\"}\n", to: "rows.ndjson")
        try file.write("[{\"id\": 3}, {\"id\": 4}, {\"id\" 5}]", to: "broken.json")
        func rows(_ name: String) throws -> JSONRows {
            try JSONRows(option: [OptionInput(file.path(of: name), source: .commandLine)])
        }
        #expect(try await database.addRecords(table: "people", rows: rows("rows.ndjson")).stored == 2)
        for transactional in [true, false] {
            let error = await #expect(throws: UsageError.self) {
                try await database.addRecords(
                    table: "people", rows: try rows("broken.json"), transactional: transactional)
            }
            #expect(error?.description.contains("row 3 is not readable JSON") == true)
            #expect(try await ids() == [1, 2])
        }
    }

    @Test func aDryRunShowsTheStatementAndDoesNothing() async throws {
        let file = try TemporaryDatabase()
        let preview = await #expect(throws: Preview.self) {
            try await file.client(CallContext(isDryRun: true)).deleteRecords(
                table: "people", filter: [SQLFilter(field: "id", value: 1)])
        }
        #expect(preview?.content["sql"] == "DELETE FROM `people` WHERE `id` = ?1")
        #expect(preview?.content["parameters"] == [1])
    }
}
