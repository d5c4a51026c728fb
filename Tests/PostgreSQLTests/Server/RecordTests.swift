import Foundation
import OIntCore
import OIntDrivers
import OIntPostgreSQL
import OIntSQL
import Testing

/// Storing, changing and reading rows, by a real server.
@Suite struct RecordTests {
    private func rows(_ count: Int, _ change: (Int, inout JSONObject) -> Void = { _, _ in }) -> [JSON] {
        (1...count).map { number in
            var row: JSONObject = [
                "id": JSON(number), "name": .string("row \(number) \\ \t \n ü"), "price": 1.25,
                "ok": .bool(number % 2 == 0),
                "note": .null,
            ]
            change(number, &row)
            return .object(row)
        }
    }

    private let columns = "id bigint PRIMARY KEY, name text, price numeric, ok bool, note text"

    private func refusal(_ body: () async throws -> SQLInsertionResult) async throws -> ServiceError {
        try #require(await #expect(throws: ServiceError.self) { try await body() })
    }

    @Test func `A hundred thousand rows are stored as they are`() async throws {
        let client = try await TestServer.client(withTable: columns)
        let result = try await client.addRecords(table: "t", rows: JSONRows(rows(100_000)))
        #expect(
            result.output.json == [
                "result": true, "rows": 100_000, "added": 100_000, "errors": [], "commit": ["result": true],
            ])
        #expect(try await client.value("SELECT count(*) FROM t") == 100_000)
        #expect(
            try await client.run("SELECT * FROM t WHERE id = 77") == [
                ["id": 77, "name": "row 77 \\ \t \n ü", "price": "1.25", "ok": false, "note": .null]
            ])
    }

    @Test func `One bad row among a hundred thousand is named, and nothing is stored`() async throws {
        let client = try await TestServer.client(withTable: columns)
        for bad: JSON in [5, "x"] {
            let rows = rows(100_000) { number, row in if number == 99_999 { row["id"] = bad } }
            let error = try await refusal { try await client.addRecords(table: "t", rows: JSONRows(rows)) }
            #expect(error.message?.hasPrefix("row 99999: ") == true)
            guard case .json(let reply) = error.reply else {
                Issue.record("the answer is no JSON")
                return
            }
            #expect(reply["rows"] == 0)
            #expect(reply["errors"]?[0]?["row"] == 99_999)
            #expect(reply["rollback"] == ["result": true])
            #expect(try await client.value("SELECT count(*) FROM t") == 0)
        }
    }

    @Test(arguments: [1, 3, 600, 2000])
    func `The first bad row is named, whichever way rows go`(_ bad: Int) async throws {
        let client = try await TestServer.client(withTable: columns)
        // A value with a type keeps rows from going by COPY.
        let rows = rows(2000) { number, row in
            row["price"] = ["NUMERIC": 1.5]
            if number >= bad { row["id"] = -1 }
            if number == 1 { row["id"] = -1 }
        }
        let error = try await refusal { try await client.addRecords(table: "t", rows: JSONRows(rows)) }
        #expect(error.message?.hasPrefix("row \(max(bad, 2)): ") == true)
        #expect(try await client.value("SELECT count(*) FROM t") == 0)
    }

    @Test func `A file that is no JSON half-way stores nothing, and the connection goes on`() async throws {
        let client = try await TestServer.client(withTable: columns)
        let path = FileManager.default.temporaryDirectory.appending(path: "oint-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = (1...500).map { #"{"id": \#($0)}"# } + [#"{"id" 501}"#]
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let rows = try JSONRows(option: [OptionInput(path, source: .commandLine)])
        let error = await #expect(throws: UsageError.self) { try await client.addRecords(table: "t", rows: rows) }
        #expect(error?.description.contains("row 501 is not readable JSON") == true)
        #expect(try await client.value("SELECT count(*) FROM t") == 0)
    }

    @Test func `A value that fits no type is told as the row's`() async throws {
        let client = try await TestServer.client(withTable: columns)
        let rows = rows(200) { number, row in if number == 150 { row["id"] = ["INT": "x"] } }
        let error = try await refusal { try await client.addRecords(table: "t", rows: JSONRows(rows)) }
        #expect(error.message?.contains("row 150") == true)
        #expect(error.message?.contains("INT") == true)
    }

    @Test func `Without a transaction the good rows stay`() async throws {
        let client = try await TestServer.client(withTable: columns)
        let rows = rows(1200) { number, row in
            if number % 500 == 0 { row["id"] = 1 }
            if number == 700 { row["price"] = ["NUMERIC": "x"] }
        }
        let error = try await refusal {
            try await client.addRecords(table: "t", rows: JSONRows(rows + [5]), transactional: false)
        }
        guard case .json(let reply) = error.reply else {
            Issue.record("the answer is no JSON")
            return
        }
        #expect(reply["rows"] == 1197)
        #expect(reply["errors"]?.array?.compactMap { $0["row"]?.int }.sorted() == [500, 700, 1000, 1201])
        #expect(try await client.value("SELECT count(*) FROM t") == 1197)
    }

    @Test func `A failure that belongs to no row of COPY is found all the same`() async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY, parent int REFERENCES t")
        let rows = (1...300).map { number -> JSON in
            ["id": JSON(number), "parent": number == 222 ? 9999 : .null]
        }
        let error = try await refusal { try await client.addRecords(table: "t", rows: JSONRows(rows)) }
        #expect(error.message?.hasPrefix("row 222: ") == true)
        #expect(try await client.value("SELECT count(*) FROM t") == 0)
    }

    @Test func `Rules and identity columns count for many rows as for few`() async throws {
        let client = try await TestServer.client(withTable: "id int GENERATED ALWAYS AS IDENTITY, v int")
        let error = try await refusal {
            try await client.addRecords(table: "t", rows: JSONRows((1...300).map { ["id": JSON($0), "v": 1] }))
        }
        #expect(error.message?.hasPrefix("row 1: ") == true)
        let result = try await client.addRecords(table: "t", rows: JSONRows((1...300).map { ["v": JSON($0)] }))
        #expect(result.stored == 300)
        #expect(try await client.value("SELECT max(id) >= 300 FROM t") == true)
    }

    @Test func `Rows may have different columns, and none`() async throws {
        let client = try await TestServer.client(withTable: "a int DEFAULT 7, b text[]")
        let stored = try await client.addRecords(
            table: "t", rows: [["a": 1], ["b": ["x", "y"]], [:], ["b": .null, "a": 2]])
        #expect(stored.stored == 4)
        #expect(
            try await client.run("SELECT a, b FROM t") == [
                ["a": 1, "b": .null], ["a": 7, "b": ["x", "y"]], ["a": 7, "b": .null], ["a": 2, "b": .null],
            ])
    }

    @Test func `Values with and without types may stand in one column`() async throws {
        let client = try await TestServer.client(withTable: "n numeric, b bytea")
        let rows: [JSON] = [
            ["n": ["INT": 1], "b": ["BYTEA": "AP8="]], ["n": 2.5, "b": "\\x41"], ["n": .null, "b": ["BYTEA": .null]],
        ]
        #expect(try await client.addRecords(table: "t", rows: JSONRows(rows)).stored == 3)
        #expect(
            try await client.run("SELECT * FROM t") == [
                ["n": "1", "b": ["BYTEA": "AP8="]], ["n": "2.5", "b": ["BYTEA": "QQ=="]], ["n": .null, "b": .null],
            ])
    }

    @Test func `Rows whose key is there are changed`() async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY, name text")
        _ = try await client.addRecords(table: "t", rows: [["id": 1, "name": "old"]])
        let result = try await client.ensureRecords(
            table: "t", rows: [["id": 1, "name": "new"], ["id": 2, "name": "two"]], unique: ["id"])
        #expect(result.stored == 2)
        #expect(
            try await client.run("SELECT * FROM t ORDER BY id") == [
                ["id": 1, "name": "new"], ["id": 2, "name": "two"],
            ])
        let error = try await refusal {
            try await client.ensureRecords(table: "t", rows: [["id": 1, "name": "x"]], unique: ["name"])
        }
        #expect(error.code == "42P10")
    }

    @Test func `Rows are read, changed and deleted by filters`() async throws {
        let client = try await TestServer.client(withTable: "id int, \"Full Name\" text, tags text[]")
        _ = try await client.addRecords(
            table: "t",
            rows: JSONRows(
                (1...9).map { ["id": JSON($0), "Full Name": .string("n\($0)"), "tags": ["a", .string("\($0)")]] }))
        let found = try await client.getRecords(
            table: "T", fields: ["ID", "\"Full Name\""],
            filter: [
                SQLFilter(field: "id", comparison: "between", value: [3, 8]),
                SQLFilter(field: "Full Name", comparison: "in", value: ["n4", "n5", "n9"]),
            ], order: ["id": "desc"], limit: 1)
        #expect(try await found.collected() == [["id": 5, "Full Name": "n5"]])
        _ = try await client.updateRecords(
            table: "t", values: ["tags": ["z"]], filter: [SQLFilter(field: "tags", comparison: "@>", value: ["4"])])
        #expect(try await client.run("SELECT id FROM t WHERE tags = ARRAY['z']") == [["id": 4]])
        _ = try await client.deleteRecords(table: "t", filter: [SQLFilter(field: "id", comparison: ">", value: 2)])
        #expect(try await client.value("SELECT count(*) FROM t") == 2)
        _ = try await client.clearTable(table: "t")
        #expect(try await client.value("SELECT count(*) FROM t") == 0)
    }

    @Test(arguments: ["t; DELETE FROM t", "t\"; DELETE FROM t; --", "t WHERE false", "\"t\"\"\"", "t--"])
    func `A name of a table or column is a name`(_ name: String) async throws {
        let client = try await TestServer.client(withTable: "id int")
        _ = try await client.addRecords(table: "t", rows: [["id": 1]])
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await client.getRecords(table: name).collected() },
            { _ = try await client.clearTable(table: name) },
            { _ = try await client.addRecords(table: name, rows: [["id": 2]]) },
            { _ = try await client.addRecords(table: "t", rows: [[name: 2]]) },
            { _ = try await client.getRecords(table: "t", order: [name: "ASC"]).collected() },
            { _ = try await client.deleteRecords(table: "t", filter: [SQLFilter(field: name, value: 1)]) },
            { _ = try await client.updateRecords(table: "t", values: [name: 1], allRows: true) },
            { _ = try await client.deleteTableColumn(table: "t", name: name) },
        ]
        for call in calls { await #expect(throws: (any Error).self) { try await call() } }
        #expect(try await client.run("SELECT * FROM t") == [["id": 1]])
    }

    @Test func `Operators, unions, directions and pieces of SQL can't carry anything else`() async throws {
        let client = try await TestServer.client(withTable: "id int")
        _ = try await client.addRecords(table: "t", rows: [["id": 1]])
        #expect(throws: UsageError.self) { try SQLFilter(field: "id", comparison: "= 1; DELETE FROM t; --", value: 1) }
        let union = #"{"field": "id", "value": 1, "union": "OR 1=1; DELETE FROM t"}"#
        #expect(throws: OptionError.self) { try SQLFilter(option: [OptionInput(union)]) }
        let raw = try SQLFilter(field: "id", value: "1; DELETE FROM t", isRaw: true)
        await #expect(throws: UsageError.self) { try await client.getRecords(table: "t", filter: [raw]) }
        await #expect(throws: UsageError.self) { try await client.getRecords(table: "t", order: ["id": "ASC; DROP"]) }
        await #expect(throws: UsageError.self) { try await client.getRecords(table: "t", limit: -1) }
        await #expect(throws: UsageError.self) {
            try await client.getRecords(table: "t", expressions: ["1 FROM t; DELETE FROM t; --"])
        }
        let value = SQLParameter("1; DELETE FROM t")
        await #expect(throws: ServiceError.self) {
            try await client.executeSQLQuery(sql: "SELECT * FROM t WHERE id = $1", params: [value])
        }
        #expect(try await client.run("SELECT * FROM t") == [["id": 1]])
    }
}

extension Output {
    /// The JSON that is shown.
    var json: JSON? { if case .json(let json) = self { json } else { nil } }
}
