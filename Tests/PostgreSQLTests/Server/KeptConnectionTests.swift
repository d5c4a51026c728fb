import OIntBatch
import OIntCore
import OIntDrivers
import OIntHTTP
import OIntPostgreSQL
import OIntRunning
import OIntSQL
import Synchronization
import Testing

/// Connections that a pool keeps for the next client: it must not notice who had them before.
@Suite(.timeLimit(.minutes(2))) struct KeptConnectionTests {
    private let context = CallContext(connections: ConnectionPool())

    /// Runs a statement with a client of its own, as each call of a batch does.
    @discardableResult
    private func call(_ sql: String, base: String? = nil) async throws -> [JSONObject] {
        try await PostgreSQL(dbc: TestServer.string(base: base), context: context).run(sql)
    }

    private func process() async throws -> JSON? { try await call("SELECT pg_backend_pid() AS n").first?["n"] }

    @Test func `One connection serves calls that follow one another`() async throws {
        let first = try await process()
        for _ in 0..<10 { #expect(try await process() == first) }
        #expect(try await call("SELECT generate_series(1, 10000) AS n").count == 10000)
        #expect(try await process() == first)
        await #expect(throws: ServiceError.self) { try await call("SELECT 1 / 0") }
        #expect(try await process() == first)
    }

    @Test func `Without a pool each client has a connection of its own`() async throws {
        let one = try await TestServer.client().value("SELECT pg_backend_pid()")
        #expect(try await TestServer.client().value("SELECT pg_backend_pid()") != one)
    }

    @Test(arguments: [
        ("BEGIN; CREATE TABLE left_open (a int)", "SELECT to_regclass('left_open')"),
        ("CREATE TEMPORARY TABLE left_here (a int)", "SELECT to_regclass('left_here')"),
        ("SET search_path TO pg_catalog", "SHOW search_path"),
        ("SET DateStyle TO German", "SELECT DATE '2026-01-31'"),
        ("SET IntervalStyle TO iso_8601", "SELECT INTERVAL '1 day'"),
        ("SELECT set_config('TimeZone', 'Asia/Tokyo', false)", "SHOW TimeZone"),
        ("SET client_encoding TO latin1", "SHOW client_encoding"),
        ("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "SHOW transaction_read_only"),
        ("PREPARE p AS SELECT 1", "SELECT count(*) FROM pg_prepared_statements"),
        ("DECLARE c CURSOR WITH HOLD FOR SELECT 1", "SELECT count(*) FROM pg_cursors"),
        ("LISTEN news", "SELECT count(*) FROM pg_listening_channels()"),
        (
            "SELECT pg_advisory_lock(4711)",
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND objid = 4711"
        ),
    ])
    func `Nothing of a call is left in the next`(before: String, probe: String) async throws {
        // Each call finds the connection of the one before, if that was kept.
        try await call("SELECT 1")
        try await call(before)
        #expect(try await call(probe) == TestServer.client().run(probe))
    }

    @Test func `A lock is free when the call is over`() async throws {
        try await call("SELECT pg_advisory_lock(4712)")
        // It waits until the lock is free.
        try await TestServer.client().run("SELECT pg_advisory_lock(4712)")
    }

    @Test func `Types are asked about anew`() async throws {
        let read = "SELECT ARRAY['a']::kept_type[] AS list"
        let keeper = try TestServer.client()
        for kind in ["ENUM ('a')", "ENUM ('b', 'a')"] {
            try await keeper.run("DROP TYPE IF EXISTS kept_type")
            try await keeper.run("CREATE TYPE kept_type AS \(kind)")
            #expect(try await call(read) == TestServer.client().run(read))
        }
        try await keeper.run("DROP TYPE kept_type")
    }

    @Test func `Calls at once have connections of their own`() async throws {
        try await call("SELECT 1")
        let string = try TestServer.string()
        let (one, two) = try (PostgreSQL(dbc: string, context: context), PostgreSQL(dbc: string, context: context))
        let ids = try await (one.value("SELECT pg_backend_pid()"), two.value("SELECT pg_backend_pid()"))
        #expect(ids.0 != ids.1)
    }

    @Test func `Only who would open the same connection gets it`() async throws {
        let first = try await process()
        let client = try PostgreSQL(dbc: TestServer.string(), tls: TLSOption(isUsed: false), context: context)
        #expect(try await client.value("SELECT pg_backend_pid()") != first)
        await #expect(throws: ServiceError.self) {
            try await PostgreSQL(dbc: TestServer.string(password: "wrong"), context: context).run("SELECT 1")
        }
        #expect(try await process() == first)
    }

    @Test func `A connection that the server has ended is not used`() async throws {
        let first = try #require(try await process())
        let other = try TestServer.client()
        try await other.run("SELECT pg_terminate_backend(\(first.text(.compact)))")
        let isThere = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(first.text(.compact))"
        while try await other.value(isThere) != 0 {}
        let next = try await process()
        #expect(next != nil && next != first)
    }

    @Test func `A call that was given up leaves its connection to nobody`() async throws {
        let first = try await process()
        let given = Task { try await call("SELECT pg_sleep(1000)") }
        given.cancel()
        await #expect(throws: CancellationError.self) { try await given.value }
        // Given up before it had begun, or while it was at work.
        #expect(try await call("SELECT 1 AS n") == [["n": 1]])
        #expect(first != nil)
    }

    @Test func `Connections that wait are not in the way of a database's end`() async throws {
        let base = "kept_connections"
        let keeper = try TestServer.client()
        try await keeper.run("DROP DATABASE IF EXISTS \(base)")
        try await call("CREATE DATABASE \(base)")
        #expect(try await call("SELECT current_database() AS name", base: base) == [["name": .string(base)]])
        try await call("DROP DATABASE \(base)")
    }

    @Test func `A hundred calls of a batch open few connections`() async throws {
        let lines = try (1...100).map { number in
            let options: JSON = [
                "dbc": .string(try TestServer.text()), "sql": "SELECT pg_backend_pid() AS n",
            ]
            return JSON([
                "id": .number(JSONNumber(number)), "library": "postgres", "method": "ExecuteSQLQuery",
                "options": options,
            ]).text(.compact)
        }
        let input = try TemporaryFile(lines.joined(separator: "\n"))
        let results = Mutex<[UInt8]>([])
        var settings = BatchSettings()
        settings.concurrency = 4
        let caller = Caller(libraries: [PostgreSQL.library], http: HTTP())
        let batch = try await Batch(input: input.path, settings: settings, caller: caller) { _ in
            BatchOutput { bytes in results.withLock { $0 += Array(bytes) } }
        }
        let summary = try await batch.run()
        #expect(summary.counts == [0: 100])
        let processes = try results.withLock { $0 }.split(separator: UInt8(ascii: "\n")).map { line in
            try JSON(parsing: line)["result"]?["data"]?.array?.first?["n"]?.int
        }
        #expect(processes.count == 100)
        #expect((1...4).contains(Set(processes).count))
        #expect(!processes.contains(nil))
    }
}
