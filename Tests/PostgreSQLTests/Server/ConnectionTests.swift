import OIntCore
import OIntDrivers
import OIntPostgreSQL
import OIntSQL
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Connections to a real server, good and bad ones.
@Suite struct ConnectionTests {
    private func isEncrypted(_ client: PostgreSQL) async throws -> JSON {
        try await client.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    }

    @Test func `A password of odd characters gets through in both forms`() async throws {
        let address = try PostgreSQL(dbc: TestServer.string())
        #expect(try await address.value("SELECT current_user") == .string(TestServer.value(.user)))
        let password = try TestServer.value(.password).map { "\\'".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        let settings = try ConnectionString(
            "host=\(TestServer.value(.host)) port=\(TestServer.value(.port)) user=\(TestServer.value(.user)) password='\(password)' dbname=\(TestServer.value(.database))"
        )
        #expect(try await PostgreSQL(dbc: settings).value("SELECT 1") == 1)
    }

    @Test func `A socket in a folder is reached`() async throws {
        let client = try PostgreSQL(dbc: TestServer.string(host: TestServer.value(.sockets)))
        #expect(try await client.value("SELECT inet_client_addr() IS NULL") == true)
    }

    @Test func `A connection that leads where it may not is closed before anything is said`() async throws {
        var context = CallContext(retries: 0)
        context.addresses = AddressPolicy(hosts: ["db.example"])
        // A wrong password would be told by the server, if it were asked.
        let client = try PostgreSQL(dbc: TestServer.string(password: "wrong"), context: context)
        let error = try #require(
            await #expect(throws: ConnectionError.self) { try await client.value("SELECT 1") })
        #expect(error.reason.contains("not allowed"), "\(error)")
        let addresses = AddressPolicy()
        await addresses.allow(host: try TestServer.value(.host))
        context.addresses = addresses
        #expect(try await PostgreSQL(dbc: TestServer.string(), context: context).value("SELECT 1") == 1)
    }

    @Test func `The program names itself, and talks UTF-8`() async throws {
        let client = try TestServer.client()
        #expect(try await client.value("SELECT current_setting('application_name')") == "oint")
        #expect(try await client.value("SELECT current_setting('client_encoding')") == "UTF8")
    }

    @Test func `CreateConnection tells whether it goes`() async throws {
        let client = try await PostgreSQL.createConnection(string: TestServer.string())
        #expect(client.isOpen)
        await client.close()
        #expect(!client.isOpen)
        await #expect(throws: ServiceError.self) {
            try await PostgreSQL.createConnection(string: TestServer.string(password: "wrong"))
        }
    }

    @Test func `A wrong password and an unknown database are refusals`() async throws {
        let password = try await PostgreSQL(dbc: TestServer.string(password: "sesam")).refusal("SELECT 1")
        #expect(password.code == "28P01")
        #expect(!password.description.contains("sesam"))
        #expect(password.reply == .json(["result": false, "error": .string(password.message ?? "")]))
        #expect(try await PostgreSQL(dbc: TestServer.string(base: "nowhere")).refusal("SELECT 1").code == "3D000")
    }

    @Test func `A server that is not there is told with its place and the step`() async throws {
        let folder = try ConnectionString("host=/nowhere port=5433 user=u password=sesam")
        let absent = try await #require(
            #expect(throws: ConnectionError.self) { try await PostgreSQL(dbc: folder).run("SELECT 1") })
        #expect(absent.peer == "/nowhere/.s.PGSQL.5433")
        #expect(absent.step == .connecting)
        let name = try ConnectionString("postgresql://u:sesam@oint.invalid/d")
        let unknown = try await #require(
            #expect(throws: ConnectionError.self) { try await PostgreSQL(dbc: name).run("SELECT 1") })
        #expect(unknown.peer == "oint.invalid:5432")
        #expect(unknown.step == .resolving)
    }

    @Test func `Settings that libpq does not know are the caller's mistake`() async throws {
        let client = try PostgreSQL(dbc: ConnectionString("host=/nowhere colour=blue password=sesam"))
        let error = try await #require(#expect(throws: UsageError.self) { try await client.run("SELECT 1") })
        #expect(error.description.contains("colour"))
        #expect(!error.description.contains("sesam"))
    }

    @Test func `The certificate is checked against the authority`() async throws {
        let good = try PostgreSQL(
            dbc: TestServer.string(), tls: TLSOption(authorityFile: TestServer.value(.authority)))
        #expect(try await isEncrypted(good) == true)
        let bad = try PostgreSQL(
            dbc: TestServer.string(), tls: TLSOption(authorityFile: TestServer.value(.otherAuthority)))
        let error = try await #require(#expect(throws: ConnectionError.self) { try await bad.run("SELECT 1") })
        #expect(error.step == .tls)
        #expect(error.remedy?.contains("authority") == true)
    }

    @Test func `The authorities of the system don't know the test's`() async throws {
        let client = try PostgreSQL(dbc: TestServer.string(), tls: TLSOption())
        let error = try await #require(#expect(throws: ConnectionError.self) { try await client.run("SELECT 1") })
        #expect(error.step == .tls)
    }

    @Test func `Any certificate will do when asked for`() async throws {
        let tls = TLSOption(
            acceptsInvalidCertificates: true, authorityFile: try TestServer.value(.otherAuthority))
        #expect(try await isEncrypted(PostgreSQL(dbc: TestServer.string(), tls: tls)) == true)
    }

    @Test func `Without encryption there is none, and a server that wants it refuses`() async throws {
        let tls = TLSOption(isUsed: false)
        #expect(try await isEncrypted(PostgreSQL(dbc: TestServer.string(), tls: tls)) == false)
        let secured = try TestServer.string(user: TestServer.value(.securedUser))
        #expect(try await PostgreSQL(dbc: secured, tls: tls).refusal("SELECT 1").code == "28000")
        #expect(try await isEncrypted(PostgreSQL(dbc: secured)) == true)
    }

    @Test func `A server that ends the session is told, and the client does not hang`() async throws {
        let client = try TestServer.client()
        let pid = try await client.value("SELECT pg_backend_pid()")
        try await TestServer.client().run("SELECT pg_terminate_backend($1)", [pid])
        await #expect(throws: (any Error).self) { try await client.run("SELECT 1") }
        await #expect(throws: ConnectionError.self) { try await client.run("SELECT 1") }
    }

    @Test func `What would be sent is shown without its password, and nothing is sent`() async throws {
        let dbc = try ConnectionString("postgresql://u:sesam@oint.invalid:5433/d")
        let client = try PostgreSQL(dbc: dbc, context: CallContext(isDryRun: true))
        let preview = try await #require(
            #expect(throws: Preview.self) { try await client.run("SELECT $1", [["BYTEA": "AP8="]]) })
        #expect(
            preview.content == [
                "database": "oint.invalid:5433", "sql": "SELECT $1", "parameters": [["BYTEA": "AP8="]],
            ])
    }
}

/// Calls that are given up.
@Suite struct StoppingTests {
    /// Waits until the server is at a statement.
    private func awaitStatement(_ mark: String, _ watcher: PostgreSQL, isRunning: Bool = true) async throws {
        let sql =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND strpos(query, $1) > 0"
        while try await watcher.value(sql, [.string(mark)]).int != (isRunning ? 1 : 0) {}
    }

    @Test func `A cancelled call stops the server, and the connection goes on`() async throws {
        let client = try TestServer.client()
        let watcher = try TestServer.client()
        let pid = try await client.value("SELECT pg_backend_pid()")
        let call = Task { try await client.run("SELECT pg_sleep(3600) AS cancelled_call") }
        try await awaitStatement("cancelled_call", watcher)
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        try await awaitStatement("cancelled_call", watcher, isRunning: false)
        #expect(try await client.value("SELECT pg_backend_pid()") == pid)
    }

    @Test func `A time limit ends a call`() async throws {
        let client = try TestServer.client(CallContext(timeout: .milliseconds(300)))
        let error = try await #require(
            #expect(throws: ConnectionError.self) { try await client.run("SELECT pg_sleep(3600)") })
        #expect(error.isTimeout)
    }

    @Test func `Storing rows can be stopped, and nothing is stored`() async throws {
        let client = try TestServer.client()
        let watcher = try TestServer.client()
        try await client.run(
            """
            CREATE TABLE IF NOT EXISTS slow_rows (i int); TRUNCATE slow_rows; \
            CREATE OR REPLACE FUNCTION slow_row() RETURNS trigger LANGUAGE plpgsql AS \
            $$ BEGIN IF NEW.i = 2 THEN PERFORM pg_sleep(3600); END IF; RETURN NEW; END $$; \
            CREATE OR REPLACE TRIGGER slow_row BEFORE INSERT ON slow_rows FOR EACH ROW EXECUTE FUNCTION slow_row()
            """)
        for count in [3, 500] {
            let rows = (1...count).map { ["i": JSON($0)] as JSON }
            let call = Task { try await client.addRecords(table: "slow_rows", rows: JSONRows(rows)) }
            try await awaitStatement("slow_rows", watcher)
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await client.value("SELECT count(*) FROM slow_rows") == 0)
        }
        try await client.run("DROP TABLE slow_rows")
    }
}

/// Servers that take their time, or tell something besides.
@Suite struct PatienceTests {
    @Test func `A server that does not answer leaves time for the next`() async throws {
        // It takes connections, and never says a word.
        let silent = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(silent) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(silent, pointer, length)
                _ = listen(silent, 5)
                getsockname(silent, pointer, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        let own = try TestServer.text()
        let place = "127.0.0.1:\(port),"
        let at = try #require(own.lastIndex(of: "@"))
        let string = own[...at] + place + own[own.index(after: at)...] + "?connect_timeout=1"
        let client = try PostgreSQL(dbc: ConnectionString(String(string)))
        #expect(try await client.value("SELECT 1") == 1)
        let alone = try PostgreSQL(dbc: ConnectionString("host=127.0.0.1 port=\(port) connect_timeout=1"))
        let error = await #expect(throws: ConnectionError.self) { try await alone.value("SELECT 1") }
        #expect(error?.isTimeout == true)
    }

    @Test func `What the server tells besides is passed on`() async throws {
        let told = Mutex<[String]>([])
        let client = try PostgreSQL(
            dbc: TestServer.string(), context: CallContext(notice: { line in told.withLock { $0.append(line) } }))
        try await client.run("DO $$ BEGIN RAISE NOTICE 'a word'; RAISE WARNING 'careful'; END $$")
        #expect(
            told.withLock { $0 }.map { $0.hasPrefix("NOTICE:  a word") || $0.hasPrefix("WARNING:  careful") } == [
                true, true,
            ])
    }
}
