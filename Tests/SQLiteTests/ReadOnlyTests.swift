import Foundation
import OIntCore
import OIntSQL
import OIntSQLite
import Testing

/// Calls that must change nothing.
@Suite struct ReadOnlyTests {
    private let file: TemporaryDatabase
    private let database: SQLite

    init() async throws {
        file = try TemporaryDatabase()
        try await file.client().rows(
            "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIRTUAL TABLE f USING fts5(x)")
        database = file.client(CallContext(isReadOnly: true))
    }

    @Test(arguments: [
        "SELECT a FROM t", "PRAGMA table_info(t)", "EXPLAIN QUERY PLAN SELECT * FROM t", "VALUES (1)",
        "SELECT name FROM pragma_table_info('t')", "WITH x AS (SELECT 1 a) SELECT a FROM x", "PRAGMA integrity_check",
    ])
    func statementsThatReadAreAnswered(_ sql: String) async throws {
        #expect(try await !database.rows(sql).isEmpty)
    }

    @Test(arguments: [
        "DELETE FROM t", "CREATE TABLE x (a)", "CREATE TEMP TABLE x (a)", "ATTACH 'other.db' AS o", "VACUUM",
        "SELECT 1; DELETE FROM t", "PRAGMA user_version = 5", "PRAGMA writable_schema = 1", "PRAGMA journal_mode = WAL",
        "VACUUM INTO 'copy.db'", "BEGIN IMMEDIATE", "SELECT load_extension('x')", "SELECT hex(zeroblob(300000000))",
        "SELECT fts3_tokenizer('z', x'4141414141414141')",
    ])
    func whateverWouldDoAnythingElseIsRefused(_ sql: String) async throws {
        await #expect(throws: (any Error).self) { try await database.rows(sql) }
        #expect(try await file.client().rows("SELECT count(*) n FROM t") == [#"{"n":1}"#])
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder.path) == ["data.db"])
    }

    @Test func theTokenizerOfFTS3IsNeverSetByStatements() async throws {
        await #expect(throws: ServiceError.self) {
            try await file.client().rows("SELECT fts3_tokenizer('z', x'4141414141414141')")
        }
        let bound = SQLParameters([SQLParameter(["BLOB": "QUFBQUFBQUE="])])
        await #expect(throws: ServiceError.self) {
            try await file.client().executeSQLQuery(sql: "SELECT fts3_tokenizer('z', ?1)", params: bound).collected()
        }
    }

    @Test func expressionsAndExtensionsAreRefused() async throws {
        await #expect(throws: UsageError.self) { try await database.getRecords(table: "t", expressions: ["1"]) }
        await #expect(throws: UsageError.self) { try await database.addRecords(table: "t", rows: [["a": 1]]) }
        await #expect(throws: LocalError.self) { try await database.connectExtension(ext: .path("x.so")) }
        #expect(try await database.getRecords(table: "t").collected().map(\.description) == [#"{"a":1}"#])
    }
}

/// Values, files and counts.
@Suite struct StoringTests {
    private let memory = SQLite()

    @Test func anObjectIsStoredWhole() async throws {
        try await memory.rows("CREATE TABLE t (id INT, meta TEXT)")
        _ = try await memory.addRecords(table: "t", rows: [["id": 1, "meta": ["street": "Main", "no": 5]]])
        _ = try await memory.addRecords(table: "t", rows: [["id": 2, "meta": ["name": "Ann"]]])
        #expect(
            try await memory.rows("SELECT meta FROM t").map { try JSON(parsing: $0)["meta"]?.string } == [
                #"{"street":"Main","no":5}"#, #"{"name":"Ann"}"#,
            ])
    }

    @Test func whatIsReadCanBeStoredAgain() async throws {
        try await memory.rows(
            """
            CREATE TABLE s (r REAL, b BLOB, t TEXT, "a.b" TEXT, "Order" INT, n); CREATE TABLE c (r REAL, b BLOB, t TEXT, "a.b" TEXT, "Order" INT, n);
            INSERT INTO s VALUES (9e999, x'00ff', 'Infinity', 'x', 5, 1.0), (-9e999, x'', '', NULL, 9223372036854775807, x'41')
            """)
        let rows = try await memory.getRecords(table: "s").collected()
        _ = try await memory.addRecords(table: "c", rows: JSONRows(rows.map { .object($0) }))
        #expect(
            try await memory.rows(
                "SELECT count(*) n FROM (SELECT *, typeof(r), typeof(t), typeof(n) FROM s EXCEPT SELECT *, typeof(r), typeof(t), typeof(n) FROM c)"
            ) == [#"{"n":0}"#])
    }

    @Test func bytesOfAnotherDatabaseAreBytes() async throws {
        try await memory.rows("CREATE TABLE t (b)")
        _ = try await memory.addRecords(table: "t", rows: [["b": ["BYTEA": "AP8="]]])
        #expect(try await memory.rows("SELECT hex(b) h FROM t") == [#"{"h":"00FF"}"#])
    }

    @Test func rowsThatATriggerLeavesOutAreNotCounted() async throws {
        try await memory.rows(
            "CREATE TABLE t (id INT); CREATE TRIGGER g BEFORE INSERT ON t WHEN new.id = 2 BEGIN SELECT raise(ignore); END"
        )
        let result = try await memory.addRecords(table: "t", rows: [["id": 1], ["id": 2]])
        #expect(result.stored == 1 && result.added == 1)
    }

    @Test func newRowsAreToldFromChangedOnes() async throws {
        try await memory.rows(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, v); CREATE TABLE log (what);
            CREATE TRIGGER g AFTER UPDATE ON t BEGIN INSERT INTO log VALUES ('changed'); END; INSERT INTO t VALUES (1, 1)
            """)
        let result = try await memory.ensureRecords(
            table: "t", rows: [["id": 1, "v": 2], ["id": 2, "v": 2], ["id": 3, "v": 2]], unique: ["id"])
        #expect(result.stored == 3 && result.added == 2 && result.changed == 1)
        func json(_ sql: SQLText) async throws -> JSON { try await shown(memory.executeSQLQuery(sql: sql).output) }
        #expect(try await json("UPDATE t SET v = 1 WHERE id > 1") == ["result": true, "changed": 2])
        #expect(try await json("DELETE FROM t") == ["result": true, "deleted": 3])
        #expect(try await json("INSERT INTO t VALUES (1, 1), (2, 2)") == ["result": true, "added": 2])
        #expect(try await json("CREATE INDEX i ON t (v)") == ["result": true])
    }

    @Test func nothingMakesAFileUnlessToldTo() async throws {
        let file = try TemporaryDatabase()
        func client(_ create: Bool = false) -> SQLite { SQLite(db: file.path, create: create) }
        await #expect(throws: LocalError.self) { try await client().createConnection() }
        await #expect(throws: LocalError.self) { try await client().rows("CREATE TABLE t (a)") }
        await #expect(throws: LocalError.self) { try await client().addRecords(table: "t", rows: [["a": 1]]) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder.path) == [])
        _ = try await client(true).addRecords(table: "t", rows: [["a": 1, "b": "x"]], create: true)
        #expect(try await client().rows("SELECT * FROM t") == [#"{"a":1,"b":"x"}"#])
        let other = SQLite(db: file.path(of: "made.db"))
        _ = try await other.createTable(table: "t", cols: ["a": "INTEGER"])
        #expect(FileManager.default.fileExists(atPath: file.path(of: "made.db")))
    }

    @Test func generatedColumnsAreDescribedAndStay() async throws {
        let columns: JSONObject = ["id": "INTEGER", "up": "TEXT AS (id) VIRTUAL"]
        _ = try await memory.ensureTable(table: "t", cols: columns)
        _ = try await memory.ensureTable(table: "t", cols: columns)
        #expect(try await memory.getTableInformation(table: "t").collected().map { $0["hidden"] } == [0, 2])
    }

    @Test func cellsOfATableAreTextsOfTheColumnsTypes() async throws {
        let file = try TemporaryDatabase()
        try file.write("id;zip;note;n\r\n1;007;\"a;b\";1,5\r\n2;;\"\";{}\r\n", to: "rows.csv")
        let rows = try JSONRows(option: [OptionInput(file.path(of: "rows.csv"), source: .commandLine)])
        _ = try await memory.addRecords(table: "t", rows: rows, create: true)
        #expect(
            try await memory.rows("SELECT *, typeof(id) k FROM t") == [
                #"{"id":1,"zip":"007","note":"a;b","n":"1,5","k":"integer"}"#,
                #"{"id":2,"zip":null,"note":"","n":"{}","k":"integer"}"#,
            ])
    }

    @Test func aNullCharacterEndsNoStatement() async throws {
        try await memory.rows("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)")
        await #expect(throws: UsageError.self) { try await memory.rows("DELETE FROM t \0 WHERE a = 1") }
        #expect(try await memory.rows("SELECT count(*) n FROM t") == [#"{"n":2}"#])
    }

    @Test func valuesGoByName() async throws {
        let rows = try await memory.executeSQLQuery(sql: "SELECT :a a, @b b, ':a' c", params: ["b": 2, "a": 1])
            .collected()
        #expect(rows.map(\.description) == [#"{"a":1,"b":2,"c":":a"}"#])
    }
}
