import OIntCore
import OIntPostgreSQL
import OIntSQL
import Testing

/// What is read can be stored again, and many rows are stored as few are.
@Suite struct StoringTests {
    /// Reads all rows of one table, and stores them in another.
    private func copy(_ client: PostgreSQL, from source: String, to target: String) async throws {
        let rows = try await client.getRecords(table: source).collected()
        _ = try await client.addRecords(table: target, rows: JSONRows(rows.map { .object($0) }))
    }

    private func differences(_ client: PostgreSQL) async throws -> JSON {
        try await client.value(
            "SELECT count(*) FROM ((TABLE s EXCEPT ALL TABLE c) UNION ALL (TABLE c EXCEPT ALL TABLE s)) x")
    }

    @Test(arguments: [1, 150])
    func `What is read can be stored again with the same values`(_ copies: Int) async throws {
        let client = try await TestServer.client(
            withTable: "unused int")
        try await client.run(
            """
            CREATE TEMPORARY TABLE s (j jsonb, b bytea, bs bytea[], h hstore, f float8, c "char", "userName" text, "a.b" text, \
            "e\u{301}" text, "\u{E9}" text, i interval, ts timestamptz, r int4range, js jsonb[], n numeric, t text[]);
            CREATE TEMPORARY TABLE c (LIKE s)
            """)
        for document in [
            #"{"a":1}"#, #""hello""#, #""42""#, #""null""#, "null", "true", "[1,2]", #"{"text":"x"}"#,
            #"{"jsonb":"x"}"#,
            #"{"blob":"AA=="}"#,
        ] {
            try await client.run(
                """
                INSERT INTO s SELECT $1::jsonb, '\\x00ff', ARRAY['\\x41'::bytea, NULL], 'a=>1, b=>NULL', '-Infinity', 'r', 'u', \
                'dotted', 'two', 'one', '1 mon', '2024-01-01 00:00+00', '[1,5)', ARRAY['{"a":1}'::jsonb, '"x"'], 'NaN', \
                ARRAY['x', NULL, '{}'] FROM generate_series(1, \(copies))
                """, [["JSONB": try JSON(parsing: document)]])
        }
        try await copy(client, from: "s", to: "c")
        #expect(try await client.value("SELECT count(*) FROM c") == JSON(copies * 10))
        #expect(try await differences(client) == 0)
    }

    @Test(arguments: [99, 100])
    func `Few rows are stored as many are`(_ count: Int) async throws {
        let client = try await TestServer.client(withTable: "flag text, j jsonb, ok bool")
        let rows = [JSON](repeating: ["flag": true, "j": true, "ok": false], count: count)
        #expect(try await client.addRecords(table: "t", rows: JSONRows(rows)).added == count)
        #expect(try await client.run("SELECT DISTINCT * FROM t") == [["flag": "true", "j": true, "ok": false]])
        try await client.run("CREATE TEMPORARY TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree)")
        let tree = (1...count).map { JSON.object(["id": JSON($0), "parent": $0 == count ? .null : JSON($0 + 1)]) }
        await #expect(throws: ServiceError.self) { try await client.addRecords(table: "tree", rows: JSONRows(tree)) }
    }

    @Test(arguments: [3, 200])
    func `Rows that a trigger leaves out are not counted`(_ count: Int) async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY")
        try await client.run(
            """
            CREATE FUNCTION pg_temp.skip() RETURNS trigger LANGUAGE plpgsql AS \
            'BEGIN IF NEW.id = 2 THEN RETURN NULL; END IF; RETURN NEW; END';
            CREATE TRIGGER skip BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION pg_temp.skip()
            """)
        let result = try await client.addRecords(table: "t", rows: JSONRows((1...count).map { ["id": JSON($0)] }))
        #expect(result.stored == count - 1)
    }

    @Test func `New rows are told from changed ones`() async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY, v int")
        _ = try await client.addRecords(table: "t", rows: [["id": 1, "v": 1]])
        let result = try await client.ensureRecords(
            table: "t", rows: [["id": 1, "v": 2], ["id": 2, "v": 2], ["id": 3, "v": 2]])
        #expect(result.added == 2 && result.changed == 1)
        #expect(
            try await client.updateRecords(table: "t", values: ["v": 5], allRows: true).output.json
                == ["result": true, "changed": 3])
        #expect(
            try await client.deleteRecords(table: "t", filter: [SQLFilter(field: "id", value: 1)]).output.json
                == ["result": true, "deleted": 1])
        #expect(
            try await client.executeSQLQuery(sql: "INSERT INTO t VALUES (7), (8)").output.json
                == ["result": true, "added": 2])
        await #expect(throws: UsageError.self) { try await client.deleteRecords(table: "t") }
    }

    @Test(arguments: [2, 200])
    func `Cells of a table are texts of the columns' types`(_ count: Int) async throws {
        let client = try await TestServer.client(withTable: "id int, j jsonb, t text, a int[], n numeric")
        let lines = ["id,j,t,a,n"] + (1...count).map { #"\#($0),"{""a"":1}",{},"{1,2}","# }
        let file = try TemporaryFile(lines.joined(separator: "\n"))
        let rows = try JSONRows(option: [OptionInput(file.path, source: .commandLine)])
        #expect(try await client.addRecords(table: "t", rows: rows).added == count)
        #expect(
            try await client.run("SELECT DISTINCT j, t, a, n FROM t") == [
                ["j": ["a": 1], "t": "{}", "a": [1, 2], "n": .null]
            ])
    }

    @Test func `A table is made for rows`() async throws {
        let client = try await TestServer.client(withTable: "unused int")
        _ = try await client.addRecords(
            table: "pg_temp.made", rows: [["Id": 1, "total": 1.5, "ok": true], ["Id": 2, "doc": ["a": 1]]], create: true
        )
        #expect(
            try await client.getTableInformation(table: "pg_temp.made").collected().map {
                "\($0["column_name"]?.string ?? "") \($0["data_type"]?.string ?? "")"
            } == ["Id bigint", "total numeric", "ok boolean", "doc jsonb"])
    }

    @Test func `A list of twenty thousand values is a filter, and too many values are refused`() async throws {
        let client = try await TestServer.client(withTable: "id int")
        func filter(_ count: Int) throws -> SQLFilter {
            try SQLFilter(field: "id", comparison: "IN", value: .array((1...count).map { JSON($0) }))
        }
        #expect(try await client.getRecords(table: "t", filter: [filter(20_000)]).collected().isEmpty)
        await #expect(throws: UsageError.self) { try await client.getRecords(table: "t", filter: [filter(65_536)]) }
    }

    @Test func `A type of the database's own can be named`() async throws {
        let client = try await TestServer.client(withTable: "unused int")
        try await client.run("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'very happy')")
        #expect(
            try await client.value("SELECT pg_typeof($1)::text", [["mood": "sad"]]).string?.hasSuffix("mood") == true)
        #expect(try await client.value("SELECT $1::text", [["no such": 1]]) == #"{"no such":1}"#)
        #expect(try await client.value("SELECT :a::int + :b::int", named: ["a": 1, "b": 2]) == 3)
    }
}

/// Calls that must change nothing.
@Suite struct ReadOnlyTests {
    /// A client of a role that is no superuser.
    private func client() async throws -> PostgreSQL {
        try PostgreSQL(
            dbc: TestServer.string(user: try await Self.reader.value, password: "reader"),
            context: CallContext(isReadOnly: true))
    }

    private static let reader = Task {
        let name = "reader_\(UInt32.random(in: 0...UInt32.max))"
        try await TestServer.client().run("CREATE ROLE \(name) LOGIN PASSWORD 'reader'")
        return name
    }

    @Test func `A role that may do more than read is refused`() async throws {
        let client = try PostgreSQL(dbc: TestServer.string(), context: CallContext(isReadOnly: true))
        let error = await #expect(throws: UsageError.self) { try await client.value("SELECT 1") }
        #expect(error?.description.contains("OINT_READ_ONLY_SUPERUSERS") == true)
    }

    @Test func `Statements that read are answered`() async throws {
        let client = try await client()
        #expect(try await client.value("SELECT 1") == 1)
        #expect(try await client.run("EXPLAIN SELECT 1").isEmpty == false)
        #expect(try await client.value("SHOW transaction_read_only") == "on")
        #expect(try await client.run("SELECT i FROM generate_series(1, 5000) i").count == 5000)
        #expect(try await client.getRecords(table: "pg_catalog.pg_class", limit: 2).collected().count == 2)
        let left = try await client.executeSQLQuery(sql: "SELECT i FROM generate_series(1, 100000) i")
        #expect(try await client.value("SELECT 2") == 2)
        _ = left
    }

    @Test(arguments: [
        "CREATE TABLE made (i int)", "SELECT 1; DROP TABLE x", "COMMIT; CREATE TABLE made (i int)",
        "SELECT nextval('s')",
        "WITH x AS (DELETE FROM pg_temp.t RETURNING 1) SELECT * FROM x",
        "COPY (SELECT 1) TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')",
    ])
    func `Whatever would do anything else is refused`(_ sql: String) async throws {
        let client = try await client()
        await #expect(throws: (any Error).self) { try await client.run(sql) }
        #expect(try await client.value("SELECT 1") == 1)
        #expect(try await TestServer.client().value("SELECT to_regclass('made')::text") == .null)
    }

    @Test func `What a function has done all the same is undone`() async throws {
        let client = try await client()
        // Servers before version 16 let it write in such a transaction.
        _ = try? await client.run("SELECT lo_from_bytea(424242, 'x')")
        #expect(
            try await TestServer.client().value("SELECT count(*) FROM pg_largeobject_metadata WHERE oid = 424242") == 0)
    }

    @Test func `Expressions are refused, and so is what takes more than a statement`() async throws {
        let client = try await client()
        await #expect(throws: UsageError.self) {
            try await client.getRecords(table: "pg_class", expressions: ["pg_sleep(1)"])
        }
        let raw = try SQLFilter(field: "oid", value: "pg_sleep(1)", isRaw: true)
        await #expect(throws: UsageError.self) { try await client.getRecords(table: "pg_class", filter: [raw]) }
        await #expect(throws: UsageError.self) { try await client.addRecords(table: "t", rows: [["a": 1]]) }
        await #expect(throws: UsageError.self) { try await client.ensureTable(table: "made", cols: ["a": "int"]) }
        await #expect(throws: ServiceError.self) { try await client.deleteRecords(table: "pg_class", allRows: true) }
    }
}

extension PostgreSQL {
    /// The one value that a statement gives.
    func value(_ sql: SQLText, named: JSONObject) async throws -> JSON {
        let rows = try await executeSQLQuery(sql: sql, params: SQLParameters(named: named)).collected()
        return try #require(rows.first)[0].value
    }
}
