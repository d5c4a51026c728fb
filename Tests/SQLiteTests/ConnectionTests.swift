import Foundation
import OIntCore
import OIntDrivers
import OIntSQL
import OIntSQLite
import Programs
import Testing

/// Connections: what they share, what they wait for, what they load.
@Suite struct ConnectionTests {
    @Test func twoProcessesWriteAtOnce() async throws {
        let database = try TemporaryDatabase()
        _ = try await database.client().rows("CREATE TABLE t (who TEXT, n INTEGER)")
        // Python's own SQLite is the other process: it holds the database while ours wants to write.
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
            for n in range(300):
                c.execute("BEGIN IMMEDIATE"); c.execute("INSERT INTO t VALUES ('other', ?)", (n,)); c.execute("COMMIT")
            """
        let other = try await Program.start(Launch(["python3", "-c", script, database.path]))
        let ours = database.client()
        for number in 0..<300 { _ = try await ours.rows("INSERT INTO t VALUES ('ours', \(number))") }
        #expect(try await other.outcome().exitCode == 0)
        #expect(
            try await ours.rows("SELECT who, count(*) n FROM t GROUP BY who ORDER BY who") == [
                #"{"who":"other","n":300}"#, #"{"who":"ours","n":300}"#,
            ])
    }

    @Test func aWaitForAnotherConnectionIsGivenUpWithItsTask() async throws {
        let database = try TemporaryDatabase()
        let holder = database.client()
        try await holder.rows("CREATE TABLE t (a); BEGIN EXCLUSIVE")
        let waiting = Task { try await database.client().rows("INSERT INTO t VALUES (1)") }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        try await holder.rows("COMMIT")
        #expect(try await holder.rows("SELECT count(*) n FROM t") == [#"{"n":0}"#])
    }

    @Test func aFileThatIsNoDatabaseIsRefused() async throws {
        let database = try TemporaryDatabase()
        try Data(repeating: 0x41, count: 4096).write(to: URL(filePath: database.path))
        let error = await #expect(throws: ServiceError.self) { try await database.client().createConnection() }
        #expect(error?.code == "SQLITE_NOTADB")
        #expect(error?.remedy != nil)
    }

    @Test func aClosedConnectionStaysClosed() async throws {
        let database = SQLite()
        _ = try await database.rows("SELECT 1")
        await database.close()
        await #expect(throws: UsageError.self) { try await database.rows("SELECT 1") }
    }

    @Test func theLogKeepsStatementsWithoutTheirValues() async throws {
        let database = SQLite()
        let settings = try #require(try SQLite.getLoggingSettings(memory: true, count: 2).object)
        _ = try await database.createConnection(log: settings)
        _ = try await database.rows("SELECT ?1", ["a secret"])
        let (lines, total) = database.log.entries()
        #expect(total == 2)
        #expect(lines.last?.hasSuffix("the database in memory: SELECT ?1 [1 parameters]") == true)
        #expect(!lines.joined().contains("a secret"))
    }

    @Test func anExtensionIsLoadedAndStays() async throws {
        let database = try TemporaryDatabase()
        let library = try await Self.compiled(in: database.folder)
        let client = SQLite()
        let file = FileInput.path(library)
        #expect(try await client.connectExtension(ext: file) == ["result": true])
        #expect(try await client.rows("SELECT oint_twice(21) n") == [#"{"n":42}"#])
        let query = try await SQLite().executeSQLQuery(sql: "SELECT oint_twice(4) n", exts: [library: ""]).collected()
        #expect(query.map(\.description) == [#"{"n":8}"#])
        let named = SQLite()
        _ = try await named.connectExtension(ext: file, point: "sqlite3_double_init")
        #expect(try await named.rows("SELECT oint_twice(1) n") == [#"{"n":2}"#])
    }

    @Test func aDryRunLoadsNoExtension() async throws {
        let client = SQLite(db: "shop.db", context: CallContext(isDryRun: true))
        let preview = await #expect(throws: Preview.self) {
            try await client.connectExtension(ext: .path("missing.so"), point: "start")
        }
        #expect(preview?.content == ["database": "shop.db", "extension": "missing.so", "entry": "start"])
    }

    @Test func whatIsNoExtensionIsRefused() async throws {
        let database = try TemporaryDatabase()
        let file = database.folder.appending(path: "nothing.so").path
        try "no library".write(toFile: file, atomically: true, encoding: .utf8)
        let error = await #expect(throws: ServiceError.self) {
            try await SQLite().connectExtension(ext: .path(file))
        }
        #expect(error?.remedy != nil)
        // SQL itself must not be able to load anything.
        await #expect(throws: ServiceError.self) { try await SQLite().rows("SELECT load_extension('\(file)')") }
    }

    /// A shared library with a function of one line.
    static func compiled(in folder: URL) async throws -> String {
        let source = folder.appending(path: "double.c").path
        try """
        #include <sqlite3ext.h>
        SQLITE_EXTENSION_INIT1
        static void twice(sqlite3_context *context, int count, sqlite3_value **values) {
            sqlite3_result_int64(context, 2 * sqlite3_value_int64(values[0]));
        }
        int sqlite3_double_init(sqlite3 *db, char **error, const sqlite3_api_routines *api) {
            SQLITE_EXTENSION_INIT2(api);
            return sqlite3_create_function(db, "oint_twice", 1, SQLITE_UTF8, 0, twice, 0, 0);
        }
        """.write(toFile: source, atomically: true, encoding: .utf8)
        let library = folder.appending(path: "double.so").path
        _ = try await Program.run("cc", "-shared", "-fPIC", "-o", library, source).successful()
        return library
    }
}
