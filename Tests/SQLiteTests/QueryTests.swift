import OIntCore
import OIntSQL
import OIntSQLite
import Testing

/// Statements of the caller's own.
@Suite struct QueryTests {
    private let memory = SQLite()

    @Test(arguments: [
        ("SELECT 1 AS one, 'x' AS text", #"{"one":1,"text":"x"}"#),
        ("SELECT 2 AS z, 1 AS a, 3 AS z", #"{"z":2,"a":1,"z_2":3}"#),
        ("WITH t(n) AS (VALUES (7)) SELECT n FROM t", #"{"n":7}"#),
        ("PRAGMA encoding", #"{"encoding":"UTF-8"}"#),
        ("VALUES (1, NULL)", #"{"column1":1,"column2":null}"#),
        (
            "SELECT 9223372036854775807 AS big, -9223372036854775808 AS small",
            #"{"big":9223372036854775807,"small":-9223372036854775808}"#
        ),
        ("SELECT 1.0 AS r, 0.1 AS s, 1e300 AS t, -2.5 AS u", #"{"r":1.0,"s":0.1,"t":1e+300,"u":-2.5}"#),
        ("SELECT 9e999 AS p, -9e999 AS n", #"{"p":"Infinity","n":"-Infinity"}"#),
        ("SELECT x'48656c6c6f' AS b, x'' AS e", #"{"b":{"blob":"SGVsbG8="},"e":{"blob":""}}"#),
        ("SELECT 'a\"b\\c' || char(10) || '😀' AS t, '' AS e", #"{"t":"a\"b\\c\n😀","e":""}"#),
        ("SELECT CAST(x'61ff62' AS TEXT) AS broken", "{\"broken\":\"a\u{FFFD}b\"}"),
    ])
    func rowsComeAsTheyAre(_ sql: String, _ expected: String) async throws {
        #expect(try await memory.rows(sql) == [expected])
    }

    @Test func parametersAreBoundByTheirType() async throws {
        let sql =
            "SELECT typeof(?1) a, typeof(?2) b, typeof(?3) c, typeof(?4) d, typeof(?5) e, typeof(?6) f, ?7 g, ?8 h"
        let params: [JSON] = [
            5, 1.5, "5", .null, ["BLOB": "SGVsbG8="], ["REAL": 2], true, [1, "x"],
        ]
        #expect(
            try await memory.rows(sql, params) == [
                #"{"a":"integer","b":"real","c":"text","d":"null","e":"blob","f":"real","g":1,"h":"[1,\"x\"]"}"#
            ])
    }

    @Test(arguments: [
        (#"{"INTEGER": "x"}"#, "INTEGER"), (#"{"REAL": true}"#, "REAL"), (#"{"BLOB": "no base64!"}"#, "base64"),
        (#"{"BOOL": "maybe"}"#, "BOOL"), ("92233720368547758070", "64 bits"),
    ])
    func aValueThatDoesNotFitItsTypeIsRefused(_ value: String, _ reason: String) async throws {
        let value = try JSON(parsing: value)
        let error = await #expect(throws: UsageError.self) { try await memory.rows("SELECT ?1", [value]) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func theNumberOfValuesHasToFit() async {
        let error = await #expect(throws: UsageError.self) { try await memory.rows("SELECT ?1, ?2", [1]) }
        #expect(error?.description == "the statement has 2 parameters, and --params gives 1")
    }

    @Test func severalStatementsRunInTheirOrder() async throws {
        let sql = """
            CREATE TABLE t (a); -- a comment; with a semicolon
            CREATE TRIGGER g AFTER INSERT ON t WHEN new.a < 2 BEGIN INSERT INTO t VALUES (new.a + 1); END;
            INSERT INTO t VALUES (1);
            SELECT a FROM t; /* the end */
            """
        #expect(try await memory.rows(sql) == [#"{"a":1}"#, #"{"a":2}"#])
    }

    @Test func aStatementThatFailsIsARefusalWithTheReferencesShape() async throws {
        let error = await #expect(throws: ServiceError.self) { try await memory.rows("SELEC 1") }
        #expect(error?.code == "SQLITE_ERROR")
        #expect(error?.reply == .json(["result": false, "error": "near \"SELEC\": syntax error"]))
    }

    @Test func anErrorInTheMiddleOfTheRowsIsNoRow() async throws {
        try await memory.rows("CREATE TABLE t (a); INSERT INTO t VALUES (1), (9223372036854775807)")
        await #expect(throws: ServiceError.self) {
            try await memory.rows("SELECT abs(a) - 1 + sum(a) OVER (ORDER BY a) FROM t")
        }
    }

    @Test func rowsAreAnsweredOnlyWhereThereAreAny() async throws {
        let created = try await memory.executeSQLQuery(sql: "CREATE TABLE t (a)")
        #expect(try await shown(created.output) == ["result": true])
        let forced = try await memory.executeSQLQuery(sql: "DELETE FROM t", force: true)
        #expect(try await shown(forced.output) == ["result": true, "data": []])
        let empty = try await memory.executeSQLQuery(sql: "SELECT a FROM t")
        #expect(try await shown(empty.output) == ["result": true, "data": []])
        let returned = try await memory.executeSQLQuery(sql: "INSERT INTO t VALUES (5) RETURNING a")
        #expect(try await shown(returned.output) == ["result": true, "data": [["a": 5]]])
    }

    @Test func aStatementMayStandInAFile() async throws {
        let database = try TemporaryDatabase()
        let file = database.path(of: "query.sql")
        try database.write("SELECT 'from the file' AS t", to: "query.sql")
        let sql = try SQLText(option: [OptionInput(file, source: .commandLine)])
        #expect(try await memory.rows(sql.text) == [#"{"t":"from the file"}"#])
        #expect(throws: OptionError.self) {
            try SQLText(option: [OptionInput(database.path(of: "none.sql"), source: .commandLine)])
        }
        #expect(try SQLText(option: [OptionInput(#"SELECT '\n'"#, source: .commandLine)]).text == #"SELECT '\n'"#)
    }

    @Test func aLargeResultComesInBatches() async throws {
        let sql =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i, 'row ' || i t FROM n"
        guard case .rows(let records) = try await memory.executeSQLQuery(sql: .init(sql)) else {
            Issue.record("there are no rows")
            return
        }
        var (rows, batches, largest) = (0, 0, 0)
        try await records.forEachBatch { batch in
            rows += batch.rowCount
            batches += 1
            largest = max(largest, batch.byteCount)
        }
        #expect(rows == 300_000)
        #expect(batches > 10 && largest < 1 << 20)
    }

    @Test func whatWasStoredStaysWhenItsRowsAreNotRead() async throws {
        try await memory.rows("CREATE TABLE t (a)")
        let sql =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO t SELECT i FROM n RETURNING a"
        do {
            guard case .rows(let records) = try await memory.executeSQLQuery(sql: .init(sql)) else {
                Issue.record("there are no rows")
                return
            }
            #expect(records.mustBeRead)
        }
        #expect(try await memory.rows("SELECT count(*) n FROM t") == [#"{"n":100000}"#])
        #expect(try await memory.rows(sql).count == 100_000)
        #expect(try await memory.rows("SELECT count(*) n FROM t") == [#"{"n":200000}"#])
    }

    @Test func aStatementStopsWhenItsTaskIsCancelled() async throws {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
        let task = Task { try await memory.rows(endless) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await memory.rows("SELECT 1 a") == [#"{"a":1}"#])
    }

    @Test func aStatementStopsAtTheTimeLimit() async throws {
        let limited = SQLite(context: CallContext(timeout: .milliseconds(50)))
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
        let error = await #expect(throws: ConnectionError.self) { try await limited.rows(endless) }
        #expect(error?.isTimeout == true)
    }

    @Test func tasksTakeTurns() async throws {
        try await memory.rows("CREATE TABLE t (a)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 { group.addTask { try await memory.rows("INSERT INTO t VALUES (\(number))") } }
            try await group.waitForAll()
        }
        #expect(try await memory.rows("SELECT count(DISTINCT a) n FROM t") == [#"{"n":50}"#])
    }
}
