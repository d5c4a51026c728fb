import OIntCore
import OIntPostgreSQL
import OIntSQL
import Testing

/// Scripts of several commands, by a real server.
@Suite(.timeLimit(.minutes(1))) struct ScriptTests {
    @Test func `A command that no transaction may hold runs in a script`() async throws {
        let client = try TestServer.client()
        let table = "script_\(UInt32.random(in: 0 ... .max))"
        let rows = try await client.run(
            """
            CREATE TABLE \(table) (i int); INSERT INTO \(table) VALUES (1);
            CREATE INDEX CONCURRENTLY ON \(table) (i); VACUUM \(table);
            SELECT i FROM \(table)
            """)
        #expect(rows == [["i": 1]])
        let refusal = try await client.refusal("VACUUM \(table);\nINSERT INTO \(table) VALUES (2);\nSELECT 1 / 0")
        #expect(refusal.message?.contains("line 3") == true)
        #expect(refusal.remedy?.contains("The 2 commands before it are done") == true)
        #expect(try await client.value("SELECT count(*) FROM \(table)") == 2)
        try await client.run("DROP TABLE \(table)")
    }

    @Test func `A dump with its rows is read`() async throws {
        let client = try TestServer.client()
        try await client.run(
            #"""
            \restrict abc
            SET standard_conforming_strings = on;
            CREATE TEMPORARY TABLE dumped (id int, name text);
            -- Data; of the table
            COPY dumped (id, name) FROM stdin;
            1	Ann; 'it''s'
            2	a\tb
            3	\N
            \.

            CREATE FUNCTION pg_temp.one() RETURNS int BEGIN ATOMIC SELECT 2; SELECT CASE WHEN true THEN 1 END; END;
            ALTER TABLE dumped ADD PRIMARY KEY (id);
            \unrestrict abc

            """#)
        let rows = try await client.run("SELECT *, pg_temp.one() AS one FROM dumped ORDER BY id")
        #expect(
            rows == [
                ["id": 1, "name": "Ann; 'it''s'", "one": 1], ["id": 2, "name": "a\tb", "one": 1],
                ["id": 3, "name": .null, "one": 1],
            ])
    }

    @Test func `Rows of a dump that do not fit undo all of it`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        let refusal = try await client.refusal("INSERT INTO t VALUES (1);\nCOPY t FROM stdin;\n2\nx\n\\.\nSELECT 1")
        #expect(refusal.code == "22P02")
        #expect(refusal.remedy?.contains("Nothing was changed") == true)
        #expect(try await client.value("SELECT count(*) FROM t") == 0)
    }

    @Test(arguments: ["\\connect other", "SELECT 1; \\i file.sql\nSELECT 2"])
    func `A command for psql is told with its line`(_ sql: String) async throws {
        let client = try TestServer.client()
        await #expect(throws: UsageError.self) { try await client.run(sql) }
    }

    @Test func `Transactions of the script's own count`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        let refusal = try await client.refusal(
            "BEGIN; INSERT INTO t VALUES (1); COMMIT; BEGIN; INSERT INTO t VALUES (2); SELECT 1 / 0; COMMIT")
        #expect(refusal.code == "22012")
        #expect(try await client.value("SELECT count(*) FROM t") == 1)
    }

    @Test func `What a script did stays when its rows are not read to their end`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        do {
            guard
                case .rows(let records) = try await client.executeSQLQuery(
                    sql: "INSERT INTO t VALUES (1); SELECT generate_series(1, 100000) AS n")
            else {
                Issue.record("there are no rows")
                return
            }
            for try await row in records {
                #expect(row["n"] == 1)
                break
            }
        }
        #expect(try await client.value("SELECT count(*) FROM t") == 1)
    }

    @Test func `The last rows count, also where a command without rows follows`() async throws {
        let client = try await TestServer.client(withTable: "i int")
        #expect(try await client.run("SELECT 1 AS a; SELECT 2 AS b; INSERT INTO t VALUES (1)") == [["b": 2]])
        #expect(try await client.run("SELECT 1 AS a; UPDATE t SET i = 5 RETURNING i") == [["i": 5]])
    }
}
