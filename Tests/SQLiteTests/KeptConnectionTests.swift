import Foundation
import OIntCore
import OIntSQL
import OIntSQLite
import Testing

/// Connections that a pool keeps for the next client: it must not notice who had them before.
@Suite(.timeLimit(.minutes(2))) struct KeptConnectionTests {
    private let database: TemporaryDatabase
    private let context = CallContext(connections: ConnectionPool())

    init() async throws {
        database = try TemporaryDatabase()
        try await database.client().rows("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)")
    }

    /// Runs a statement with a client of its own, as each call of a batch does.
    @discardableResult
    private func call(_ sql: String, at path: String? = nil) async throws -> [String] {
        try await SQLite(db: path ?? database.path, context: context).rows(sql)
    }

    /// How often the database is open in this process.
    private func openings() throws -> Int {
        let folder = "/proc/self/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).count {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == database.path
        }
    }

    @Test func oneConnectionServesCallsThatFollowOneAnother() async throws {
        for _ in 0..<20 {
            #expect(try await call("SELECT count(*) n FROM t") == [#"{"n":2}"#])
            #expect(try openings() == 1)
        }
        // Even after one whose rows did not fit into one piece.
        let many = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000) SELECT n FROM c, t"
        #expect(try await call(many).count == 20000)
        #expect(try await call("SELECT count(*) n FROM t") == [#"{"n":2}"#])
    }

    @Test func withoutAPoolNothingStaysOpen() async throws {
        _ = try await database.client().rows("SELECT * FROM t")
        while try openings() > 0 { await Task.yield() }
    }

    @Test func thePoolClosesWhatItKeepsWhenItGoes() async throws {
        do {
            let pool = ConnectionPool()
            try await SQLite(db: database.path, context: CallContext(connections: pool)).rows("SELECT * FROM t")
            #expect(try openings() == 1)
        }
        while try openings() > 0 { await Task.yield() }
    }

    @Test(arguments: [
        ("BEGIN; INSERT INTO t VALUES (3)", "SELECT count(*) FROM t"),
        ("SAVEPOINT here; DELETE FROM t", "SELECT count(*) FROM t"),
        ("BEGIN", "BEGIN"),
        ("ATTACH ':memory:' AS other", "SELECT name FROM pragma_database_list"),
        ("CREATE TEMP TABLE u (a)", "SELECT count(*) FROM temp.sqlite_schema"),
        ("CREATE TEMP TABLE t AS SELECT 5 a", "SELECT * FROM t"),
        ("CREATE TEMP VIEW v AS SELECT 1 a", "SELECT * FROM v"),
        ("CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END", "SELECT name FROM temp.sqlite_schema"),
        ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys"),
        ("PRAGMA query_only = ON", "INSERT INTO t VALUES (3) RETURNING a"),
        ("PRAGMA case_sensitive_like = ON", "SELECT 'a' LIKE 'A'"),
        ("PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers"),
        ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode"),
        ("INSERT INTO t VALUES (3)", "SELECT last_insert_rowid(), changes(), total_changes()"),
        ("UPDATE t SET a = 5", "SELECT changes()"),
        ("SELECT a FROM nowhere", "SELECT * FROM t"),
    ])
    func nothingOfACallIsLeftInTheNext(_ before: String, _ probe: String) async throws {
        // Each call finds the connection of the one before, if that was kept.
        try await call("SELECT * FROM t")
        _ = try? await call(before)
        let seen = await answer(to: probe) { try await call($0) }
        let wanted = await answer(to: probe) { sql in
            // A pool of its own has nothing to give.
            try await SQLite(db: database.path, context: CallContext(connections: ConnectionPool())).rows(sql)
        }
        #expect(seen == wanted)
    }

    private func answer(to sql: String, _ call: (String) async throws -> [String]) async -> String {
        do {
            return try await call(sql).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    @Test func aDatabaseInMemoryIsGoneAfterTheCall() async throws {
        for name in [":memory:", "", "file:kept?mode=memory", "file:\(database.path)?mode=memory"] {
            try await call("CREATE TABLE left (a)", at: name)
            #expect(try await call("SELECT count(*) n FROM sqlite_schema", at: name) == [#"{"n":0}"#], "\(name)")
        }
    }

    @Test func anExtensionIsGoneAfterTheCall() async throws {
        let library = try await ConnectionTests.compiled(in: database.folder)
        try await call("SELECT * FROM t")
        let client = SQLite(db: database.path, context: context)
        let rows = try await client.executeSQLQuery(sql: "SELECT oint_twice(4) n", exts: [library: ""]).collected()
        #expect(rows.map(\.description) == [#"{"n":8}"#])
        _ = consume client
        await #expect(throws: ServiceError.self) { try await call("SELECT oint_twice(4) n") }
    }

    @Test func callsAtOnceHaveConnectionsOfTheirOwn() async throws {
        try await call("SELECT * FROM t")
        let (one, two) = (SQLite(db: database.path, context: context), SQLite(db: database.path, context: context))
        try await one.rows("BEGIN")
        try await two.rows("BEGIN")
        try await one.rows("COMMIT")
        try await two.rows("COMMIT")
    }

    @Test func rowsThatAreStillToComeKeepTheConnectionFromOthers() async throws {
        try await call("SELECT * FROM t")
        var unread: SQLResult? = try await SQLite(db: database.path, context: context).executeSQLQuery(
            sql: "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 50000) SELECT n, a FROM c, t"
        )
        for _ in 0..<5 { try await call("SELECT * FROM t") }
        #expect(try openings() == 2)
        #expect(try await unread?.collected().count == 100000)
        unread = try await SQLite(db: database.path, context: context).executeSQLQuery(
            sql: "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 50000) SELECT n, a FROM c, t"
        )
        unread = nil
        // Given up half-way, it must not hold the database.
        try await call("INSERT INTO t VALUES (3)")
        #expect(try await call("SELECT count(*) n FROM t") == [#"{"n":3}"#])
    }

    @Test func aFileThatTookThePlaceOfTheDatabaseIsRead() async throws {
        let other = database.path(of: "other.db")
        try await SQLite(db: other, create: true).rows("CREATE TABLE t (a); INSERT INTO t VALUES (8), (9)")
        #expect(try await call("SELECT a FROM t") == [#"{"a":1}"#, #"{"a":2}"#])
        try FileManager.default.removeItem(atPath: database.path)
        try FileManager.default.moveItem(atPath: other, toPath: database.path)
        #expect(try await call("SELECT a FROM t") == [#"{"a":8}"#, #"{"a":9}"#])
    }

    @Test func aFileThatWasWrittenOverIsReadAgain() async throws {
        // As many changes as the first one has had, so that SQLite itself sees no difference.
        let other = database.path(of: "other.db")
        try await SQLite(db: other, create: true).rows("CREATE TABLE t (a); INSERT INTO t VALUES (8), (9)")
        #expect(try await call("SELECT a FROM t") == [#"{"a":1}"#, #"{"a":2}"#])
        let file = try FileHandle(forWritingTo: URL(filePath: database.path))
        try file.write(contentsOf: Data(contentsOf: URL(filePath: other)))
        try file.close()
        #expect(try await call("SELECT a FROM t") == [#"{"a":8}"#, #"{"a":9}"#])
    }

    @Test func aFileThatWasDeletedIsNotServed() async throws {
        try await call("SELECT a FROM t")
        try FileManager.default.removeItem(atPath: database.path)
        await #expect(throws: LocalError.self) { try await call("SELECT a FROM t") }
    }

    @Test func aDatabaseWithAWriteAheadLogIsNotHeld() async throws {
        try await call("PRAGMA journal_mode = WAL")
        async let one = call("SELECT a FROM t")
        async let two = call("SELECT a FROM t")
        _ = try await (one, two)
        // Refused as long as any other connection is open.
        while (try? await call("PRAGMA journal_mode = DELETE")) != [#"{"journal_mode":"delete"}"#] {
            await Task.yield()
        }
    }

    @Test func aConnectionIsNotSharedAcrossPoliciesOfFileAccess() async throws {
        try await call("SELECT a FROM t")
        let inside = try FileAccess(directories: [database.folder.path])
        let outside = try FileAccess(directories: [])
        #expect(
            try await FileAccess.$current.withValue(inside) { try await call("SELECT count(*) n FROM t") } == [
                #"{"n":2}"#
            ])
        await FileAccess.$current.withValue(outside) {
            _ = await #expect(throws: LocalError.self) { try await call("SELECT a FROM t") }
        }
        // The same path, and the same file, but it is no longer below the directory.
        let manager = FileManager.default
        let elsewhere = database.folder.path + "-elsewhere.db"
        defer { try? manager.removeItem(atPath: elsewhere) }
        try manager.moveItem(atPath: database.path, toPath: elsewhere)
        try manager.createSymbolicLink(atPath: database.path, withDestinationPath: elsewhere)
        await FileAccess.$current.withValue(inside) {
            _ = await #expect(throws: LocalError.self) { try await call("SELECT a FROM t") }
        }
    }

    @Test func aCallThatWasGivenUpLeavesNothing() async throws {
        try await call("SELECT a FROM t")
        let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c"
        let given = Task { try await call(endless) }
        given.cancel()
        await #expect(throws: CancellationError.self) { try await given.value }
        #expect(try await call("SELECT count(*) n FROM t") == [#"{"n":2}"#])
    }
}
