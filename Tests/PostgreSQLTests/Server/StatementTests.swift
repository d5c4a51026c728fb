import OIntCore
import OIntPostgreSQL
import OIntSQL
import Testing

/// Statements and their rows, by a real server.
@Suite struct StatementTests {
    @Test func `Columns keep their order, and one of equal name gets a number`() async throws {
        let client = try TestServer.client()
        let rows = try await client.run("SELECT 1 AS b, 2 AS a, 3 AS b")
        #expect(rows.map { $0.map(\.key) } == [["b", "a", "b_2"]])
        #expect(rows.map { $0.map(\.value) } == [[1, 2, 3]])
    }

    @Test(arguments: [
        "WITH x AS (SELECT 5 AS v) SELECT v FROM x", "VALUES (5)", "TABLE five", "SHOW five.v",
        "INSERT INTO five VALUES (5) RETURNING v", "EXPLAIN SELECT 1", "/* c */ SELECT 5", "(SELECT 5)",
        "DO $$ BEGIN END $$; SELECT 5",
    ])
    func `Rows come whatever the statement begins with`(_ sql: String) async throws {
        let client = try TestServer.client()
        try await client.run("CREATE TEMPORARY TABLE five AS SELECT 5 AS v; SET five.v TO 5")
        #expect(try await client.run(sql).isEmpty == false)
    }

    @Test func `A statement without rows gives none, or an empty list when asked`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        guard case .done = try await client.executeSQLQuery(sql: "INSERT INTO t VALUES (1)") else {
            Issue.record("there are rows")
            return
        }
        guard case .rows(let rows) = try await client.executeSQLQuery(sql: "INSERT INTO t VALUES (1)", force: true)
        else {
            Issue.record("there are no rows")
            return
        }
        #expect(try await rows.collected().isEmpty)
        guard case .rows(let none) = try await client.executeSQLQuery(sql: "SELECT i FROM t WHERE false") else {
            Issue.record("there are no rows")
            return
        }
        #expect(none.columns == ["i"])
        #expect(try await none.collected().isEmpty)
    }

    @Test func `Several commands are one transaction, and the last rows count`() async throws {
        let client = try TestServer.client()
        let rows = try await client.run(
            "CREATE TEMPORARY TABLE s (i int); SELECT 'lost'; INSERT INTO s VALUES (1), (2); SELECT i FROM s;")
        #expect(rows == [["i": 1], ["i": 2]])
        #expect(try await client.refusal("INSERT INTO s VALUES (3); SELECT 1 / 0").code == "22012")
        #expect(try await client.value("SELECT count(*) FROM s") == 2)
        await #expect(throws: UsageError.self) { try await client.run("SELECT $1::int; SELECT 2", [1]) }
    }

    @Test func `A refusal tells code, detail, hint and place`() async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY")
        let syntax = try await client.refusal("SELECT 1,\n  FORM t")
        #expect(syntax.code == "42601" || syntax.code == "42703")
        #expect(syntax.message?.contains("line 2, column 3") == true)
        let duplicate = try await client.refusal("INSERT INTO t VALUES (1), (1)")
        #expect(duplicate.code == "23505")
        #expect(duplicate.message?.contains("Key (id)=(1) already exists.") == true)
        #expect(duplicate.reply == .json(["result": false, "error": .string(duplicate.message ?? "")]))
        let hint = try await client.refusal("SELECT lower(1, 2)")
        #expect(hint.message?.contains("No function matches") == true)
        // And the connection goes on.
        #expect(try await client.value("SELECT 1") == 1)
    }

    @Test func `An error among the rows comes after them`() async throws {
        let client = try TestServer.client()
        let error = try await client.refusal("SELECT 1 / (5000 - i) FROM generate_series(1, 9000) i")
        #expect(error.code == "22012")
        #expect(try await client.value("SELECT 1") == 1)
    }

    @Test(arguments: ["", "  ;", "-- nothing", "COPY (SELECT i FROM generate_series(1, 100000) i) TO STDOUT"])
    func `What can't be answered is a mistake of the caller`(_ sql: String) async throws {
        let client = try TestServer.client()
        await #expect(throws: UsageError.self) { try await client.run(sql) }
        #expect(try await client.value("SELECT 1") == 1)
    }

    @Test func `COPY from nowhere is refused`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        await #expect(throws: UsageError.self) { try await client.run("COPY t FROM STDIN") }
        #expect(try await client.value("SELECT count(*) FROM t") == 0)
    }

    @Test func `Rows may wait while other statements run`() async throws {
        let client = try TestServer.client()
        let first = try #require(
            try await client.executeSQLQuery(sql: "SELECT i FROM generate_series(1, 20000) i").records)
        let second = try #require(
            try await client.executeSQLQuery(sql: "SELECT i FROM generate_series(1, 7000) i").records)
        var rows = first.makeAsyncIterator()
        #expect(try await rows.next() == ["i": 1])
        #expect(try await client.value("SELECT 5") == 5)
        #expect(try await second.collected().count == 7000)
        var rest = 0
        while try await rows.next() != nil { rest += 1 }
        #expect(rest == 19999)
    }

    @Test func `Rows that nobody reads are given up, but what changes is done`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        _ = try await client.executeSQLQuery(sql: "SELECT generate_series(1, 100000000000)")
        _ = try await client.executeSQLQuery(
            sql: "INSERT INTO t SELECT i FROM generate_series(1, 50000) i RETURNING repeat('x', 100)")
        #expect(try await client.value("SELECT count(*) FROM t") == 50000)
    }

    @Test func `Many tasks share one connection`() async throws {
        let client = try TestServer.client()
        let pid = try await client.value("SELECT pg_backend_pid()")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...50 {
                group.addTask {
                    let rows = try await client.run(
                        "SELECT i, pg_backend_pid() AS pid FROM generate_series(1, $1::int) i", [JSON(number * 50)])
                    #expect(rows.count == number * 50)
                    #expect(rows.allSatisfy { $0["pid"] == pid })
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `Batches are small, however many rows there are`() async throws {
        let client = try TestServer.client()
        let rows = try #require(
            try await client.executeSQLQuery(
                sql: "SELECT i, repeat('x', 50) AS t FROM generate_series(1, 300000) i"
            ).records)
        var count = 0
        var largest = 0
        try await rows.forEachBatch { batch in
            count += batch.rowCount
            largest = max(largest, batch.byteCount)
        }
        #expect(count == 300_000)
        #expect(largest < 1_000_000)
    }

    @Test func `A closed client refuses further calls`() async throws {
        let client = try TestServer.client()
        #expect(try await client.value("SELECT 1") == 1)
        await client.close()
        await #expect(throws: UsageError.self) { try await client.run("SELECT 1") }
    }
}

extension SQLResult {
    /// The rows that are still to come.
    var records: Records? { if case .rows(let records) = self { records } else { nil } }
}
