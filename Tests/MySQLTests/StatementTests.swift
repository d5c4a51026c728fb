import OIntCore
import OIntMySQL
import OIntSQL
import Synchronization
import Testing

/// Statements by way of a real server.
@Suite(.timeLimit(.minutes(2))) struct StatementTests {
    @Test func `Rows come as they are read, and other calls may come between`() async throws {
        let client = try TestServer.client()
        guard
            case .rows(let records) = try await client.executeSQLQuery(
                sql: "SELECT seq, repeat('x', 100) AS pad FROM seq_1_to_50000")
        else {
            Issue.record("there are no rows")
            return
        }
        #expect(try await client.value("SELECT 7") == 7)
        #expect(try await records.collected().count == 50_000)
    }

    @Test func `Rows that break off are an error, not the end`() async throws {
        let client = try TestServer.client()
        let id = try await client.value("SELECT CONNECTION_ID()")
        guard
            case .rows(let records) = try await client.executeSQLQuery(
                sql: "SELECT seq, repeat('x', 1000) AS pad FROM seq_1_to_3000000")
        else {
            Issue.record("there are no rows")
            return
        }
        try await TestServer.client().run("KILL QUERY \(id.text(.compact))")
        await #expect(throws: ServiceError.self) { for try await _ in records {} }
    }

    @Test func `Several statements run one after the other, and the one that fails is named`() async throws {
        let client = try TestServer.client()
        #expect(try await client.value("SET @a = 'x;y'; -- a; b\nSELECT @a AS a; # c;\n;") == "x;y")
        let error = try await client.refusal("DO 1; SELECT * FROM nowhere; DO 2")
        #expect(error.code == "1146")
        #expect(error.message?.hasPrefix("statement 2 of 3: ") == true)
        await #expect(throws: UsageError.self) { try await client.run(" ; ") }
    }

    @Test func `Routines keep their semicolons, with DELIMITER and without`() async throws {
        let client = try TestServer.client()
        try await client.run(
            """
            DROP PROCEDURE IF EXISTS two_answers;
            DELIMITER $$
            CREATE PROCEDURE two_answers(IN n INT)
            BEGIN
                SELECT n AS a; SELECT n + 1 AS b UNION SELECT 9;
            END$$
            DELIMITER ;
            SELECT 1;
            """)
        let notices = Mutex<[String]>([])
        let telling = try TestServer.client(CallContext(notice: { line in notices.withLock { $0.append(line) } }))
        #expect(try await telling.run("CALL two_answers(?)", [4]) == [["b": 5], ["b": 9]])
        #expect(notices.withLock { $0.first }?.contains("2 answers") == true)
        #expect(try await telling.value("SELECT 1") == 1)
        try await client.run("CREATE OR REPLACE PROCEDURE two_answers() BEGIN DO 1; DO 2; END")
        #expect(try await client.answer("CALL two_answers()") == ["result": true])
        try await client.run("DROP PROCEDURE two_answers")
    }

    @Test func `Changes are counted as rows that were found`() async throws {
        let client = try await TestServer.client(withTable: "id int PRIMARY KEY, a int")
        #expect(try await client.answer("INSERT INTO t VALUES (1, 1), (2, 2)") == ["result": true, "added": 2])
        #expect(try await client.answer("UPDATE t SET a = 1") == ["result": true, "changed": 2])
        #expect(
            try await client.updateRecords(table: "t", values: ["a": 1], allRows: true).output.json == [
                "result": true, "changed": 2,
            ])
        #expect(
            try await client.deleteRecords(table: "t", allRows: true).output.json == ["result": true, "deleted": 2])
        #expect(try await client.answer("DO 1") == ["result": true])
    }

    @Test func `What the server changes about a value is told`() async throws {
        let notices = Mutex<[String]>([])
        let context = CallContext(notice: { line in notices.withLock { $0.append(line) } })
        let client = try await TestServer.client(withTable: "a varchar(2)", context)
        try await client.run("SET sql_mode = ''")
        try await client.run("INSERT INTO t VALUES ('abc')")
        #expect(notices.withLock { $0.first }?.contains("truncated") == true)
    }

    @Test func `The files of this machine are not given away`() async throws {
        let client = try await TestServer.client(withTable: "a text")
        await #expect(throws: ServiceError.self) {
            try await client.run("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t")
        }
        #expect(try await TestServer.client().value("SELECT 1") == 1)
    }

    @Test func `Where nothing may be changed the server sees to it`() async throws {
        let setup = try TestServer.client()
        try await setup.run("CREATE TABLE IF NOT EXISTS untouched (a int)")
        try await setup.run(
            "CREATE OR REPLACE FUNCTION writes_a_row() RETURNS int MODIFIES SQL DATA BEGIN INSERT INTO untouched VALUES (1); RETURN 1; END"
        )
        let client = try TestServer.client(CallContext(isReadOnly: true))
        #expect(try await client.value("SELECT 'insert; update'") == "insert; update")
        #expect(try await client.value("WITH a AS (SELECT 1 AS n) SELECT n FROM a") == 1)
        #expect(try await client.run("SHOW TABLES").isEmpty == false)
        #expect(try await client.refusal("SELECT writes_a_row()").code == "1792")
        for sql in [
            "INSERT INTO untouched VALUES (1)", "/* x */ DELETE FROM untouched", "COMMIT", "DROP TABLE untouched",
            "SET SESSION TRANSACTION READ WRITE", "SELECT 1 INTO OUTFILE '/tmp/oint-out'",
            "SELECT LOAD_FILE('/etc/passwd')",
            "SELECT 1 /*! INTO OUTFILE '/tmp/oint-out' */", "SELECT 1; DELETE FROM untouched", "CALL writes_a_row()",
        ] {
            await #expect(throws: (any Error).self) { try await client.run(sql) }
        }
        await #expect(throws: UsageError.self) {
            try await client.addRecords(table: "untouched", rows: JSONRows([["a": 1]]))
        }
        #expect(try await setup.value("SELECT count(*) FROM untouched") == 0)
        try await setup.run("DROP FUNCTION writes_a_row; DROP TABLE untouched")
    }

    @Test func `Databases and tables are made and described`() async throws {
        let client = try TestServer.client()
        _ = try await client.createDatabase(base: "odd `name")
        let table = "`odd ``name`.`a table`"
        _ = try await client.createTable(
            table: table, cols: ["id": "INT PRIMARY KEY", "an a": "VARCHAR(5) DEFAULT 'x;'"])
        let described = try await client.getTableInformation(table: table).collected()
        #expect(described.map { $0["column_name"] } == ["id", "an a"])
        #expect(described.map { $0["data_type"] } == ["int(11)", "varchar(5)"])
        #expect(
            try await client.ensureTable(table: table, cols: ["ID": "INT", "b": "LONGTEXT"]) == ["result": true])
        #expect(
            try await client.getTableInformation(table: table).collected().map { $0["column_name"] } == ["id", "b"])
        await #expect(throws: ServiceError.self) { try await client.getTableInformation(table: "`a table`") }
        _ = try await client.deleteDatabase(base: "odd `name")
        let error = try #require(
            await #expect(throws: ServiceError.self) { try await client.deleteDatabase(base: "odd `name") })
        #expect(error.code == "1008")
    }
}
