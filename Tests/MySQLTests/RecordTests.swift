import OIntCore
import OIntMySQL
import OIntSQL
import Testing

/// Storing rows by way of a real server.
@Suite(.timeLimit(.minutes(2))) struct RecordTests {
    private let columns = "id bigint PRIMARY KEY, name text, price decimal(10, 2), ok bool, note text"

    private func rows(_ count: Int, _ change: (Int, inout JSONObject) -> Void = { _, _ in }) -> [JSON] {
        (1...count).map { number in
            var row: JSONObject = [
                "id": JSON(number), "name": .string("row \(number) \\ \t \n ü😀"), "price": 1.25,
                "ok": .bool(number % 2 == 0), "note": .null,
            ]
            change(number, &row)
            return .object(row)
        }
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
                ["id": 77, "name": "row 77 \\ \t \n ü😀", "price": "1.25", "ok": 0, "note": .null]
            ])
    }

    @Test(arguments: [1, 2, 999, 1000, 1001, 4999])
    func `One bad row is named, and nothing is stored`(_ bad: Int) async throws {
        for engine in ["InnoDB", "MyISAM"] {
            let client = try TestServer.client()
            try await client.run("CREATE TEMPORARY TABLE t (\(columns)) ENGINE=\(engine)")
            let rows = rows(5000) { number, row in
                if number == bad { row["price"] = "x" }
                if number > bad { row["id"] = 1 }
            }
            let error = try #require(
                await #expect(throws: ServiceError.self) {
                    try await client.addRecords(table: "t", rows: JSONRows(rows))
                })
            #expect(error.message?.hasPrefix("row \(bad): ") == true)
            if engine == "InnoDB" { #expect(try await client.value("SELECT count(*) FROM t") == 0) }
            #expect(try await client.value("SELECT @@in_transaction") == 0)
        }
    }

    @Test func `Without a transaction as many rows as possible are stored`() async throws {
        let client = try await TestServer.client(withTable: columns)
        let rows = rows(10) { number, row in if number == 4 || number == 7 { row["id"] = 1 } }
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await client.addRecords(table: "t", rows: JSONRows(rows), transactional: false)
            })
        #expect(error.code == "1062")
        #expect(error.message?.hasPrefix("row 4: ") == true)
        #expect(try await client.value("SELECT count(*) FROM t") == 8)
    }

    @Test func `New and changed rows are told apart`() async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY, a int")
        try await client.run("INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)")
        let rows: [JSON] = [["id": 1, "a": 1], ["id": 2, "a": 5], ["id": 4, "a": 4], ["id": 5, "a": 5]]
        let result = try await client.ensureRecords(table: "t", rows: JSONRows(rows))
        #expect(result.stored == 4)
        #expect(result.added == 2)
        #expect(result.changed == 1)
        #expect(try await client.run("SELECT a FROM t ORDER BY id").map { $0["a"] } == [1, 5, 3, 4, 5])
        let single = try await client.ensureRecords(table: "t", rows: JSONRows([["id": 1, "a": 9]]))
        #expect(single.added == 0)
        #expect(single.changed == 1)
    }

    @Test func `A row that meets the key of another is not changed by mistake`() async throws {
        let client = try await TestServer.client(
            withTable: "id int PRIMARY KEY, email varchar(20) UNIQUE, a int DEFAULT 0")
        try await client.run("INSERT INTO t VALUES (1, 'ann', 1), (2, 'bob', 2)")
        let foreign = JSONRows([["id": 3, "email": "bob", "a": 7]])
        await #expect(throws: UsageError.self) { try await client.ensureRecords(table: "t", rows: foreign) }
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await client.ensureRecords(table: "t", rows: foreign, unique: ["id"])
            })
        #expect(error.code == "1062")
        await #expect(throws: UsageError.self) {
            try await client.ensureRecords(table: "t", rows: foreign, unique: ["a"])
        }
        let rows = JSONRows([["id": 2, "email": "bob", "a": 8], ["id": 3, "email": "cid", "a": 3]])
        let result = try await client.ensureRecords(table: "t", rows: rows, unique: ["email"])
        #expect(result.added == 1)
        #expect(result.changed == 1)
        #expect(try await client.run("SELECT a FROM t ORDER BY id").map { $0["a"] } == [1, 8, 3])
    }

    @Test func `After a deadlock nothing is stored behind the back`() async throws {
        let client = try TestServer.client()
        try await client.run(
            "DROP TABLE IF EXISTS dead; CREATE TABLE dead (id int PRIMARY KEY, a int) ENGINE=InnoDB; CREATE TRIGGER dead_end BEFORE INSERT ON dead FOR EACH ROW BEGIN IF NEW.id = 3 THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock'; END IF; END"
                .replacing("; CREATE TRIGGER", with: ";\nDELIMITER //\nCREATE TRIGGER") + " //")
        let rows: [JSON] = (1...5).map { ["id": JSON($0), "a": 1] }
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await client.addRecords(table: "dead", rows: JSONRows(rows))
            })
        #expect(error.code == "1213")
        #expect(try await client.value("SELECT count(*) FROM dead") == 0)
        try await client.run("DROP TABLE dead")
    }
}
