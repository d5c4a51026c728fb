import OIntCore
import OIntDrivers
import OIntMySQL
import OIntSQL
import Testing

/// Connections to a real server, good and bad ones.
@Suite(.timeLimit(.minutes(2))) struct ConnectionTests {
    private func cipher(_ client: MySQL) async throws -> JSON? {
        try await client.run("SHOW SESSION STATUS LIKE 'Ssl_cipher'").first?["Value"]
    }

    private func failure(_ client: MySQL) async throws -> ConnectionError {
        try #require(await #expect(throws: ConnectionError.self) { try await client.run("SELECT 1") })
    }

    @Test func `A password of odd characters gets through, over TCP and by the socket`() async throws {
        #expect(
            try await TestServer.client().value("SELECT user()") == .string("\(TestServer.value("USER"))@127.0.0.1"))
        let socket = try TestServer.value("SOCKET")
        let root = try ConnectionString("mysql://root@/oint?socket=\(socket.replacing("/", with: "%2F"))")
        #expect(try await MySQL(dbc: root).value("SELECT database()") == "oint")
    }

    @Test func `CreateConnection tells whether it goes`() async throws {
        let client = try await MySQL.createConnection(string: TestServer.string(), log: ["mode": "memory"])
        #expect(client.isOpen)
        #expect(client.log.entries().lines.last?.hasSuffix("SELECT 1 [0 parameters]") == true)
        await client.close()
        #expect(!client.isOpen)
        await #expect(throws: UsageError.self) { try await client.run("SELECT 1") }
    }

    @Test func `A wrong password and an unknown database are refusals`() async throws {
        let password = try await MySQL(dbc: TestServer.string(password: "sesam")).refusal("SELECT 1")
        #expect(password.code == "1045")
        #expect(password.remedy?.contains("password") == true)
        #expect(!password.description.contains("sesam"))
    }

    @Test func `A server that is not there is told with its place and the step`() async throws {
        let closed = try await failure(MySQL(dbc: ConnectionString("mysql://u:sesam@127.0.0.1:1/d")))
        #expect(closed.peer == "127.0.0.1:1")
        #expect(closed.step == .connecting)
        let unknown = try await failure(MySQL(dbc: ConnectionString("mysql://u:sesam@oint.invalid/d")))
        #expect(unknown.step == .resolving)
        #expect(unknown.peer == "oint.invalid:3306")
    }

    @Test(arguments: [
        "", "mysql:/u@h", "http://h", "mysql://u@h:x/d", "mysql://u:50%@h/d", "mysql://u@h/d?ssl-mode=maybe",
        "mysql://u@h/d?ssl-mode=preferred", "mysql://u@h/d?local_infile=1", "mysql://u@[::1",
        "mysql://u@h/d?charset=latin1",
    ])
    func `A connection string that would be misread is refused, and not shown`(_ text: String) {
        let error = #expect(throws: UsageError.self) { try ConnectionString(text) }
        #expect(text.count < 4 || error?.description.contains(text) == false)
    }

    @Test func `The certificate is checked against the authority and the name`() async throws {
        let authority = try TestServer.value("CA")
        #expect(try await cipher(TestServer.client()) == "")
        let good = try MySQL(dbc: TestServer.string(), tls: TLSOption(authorityFile: authority))
        #expect(try await cipher(good) != "")
        let file = authority.replacing("/", with: "%2F")
        #expect(try await cipher(MySQL(dbc: TestServer.string(settings: "?ssl-ca=\(file)"))) != "")
        for tls in [TLSOption(authorityFile: try TestServer.value("OTHER_CA")), TLSOption()] {
            let error = try await failure(MySQL(dbc: TestServer.string(), tls: tls))
            #expect(error.step == .tls)
            #expect(error.remedy?.contains("authority") == true)
        }
        let any = try MySQL(dbc: TestServer.string(), tls: TLSOption(acceptsInvalidCertificates: true))
        #expect(try await cipher(any) != "")
        #expect(throws: UsageError.self) {
            try MySQL(dbc: TestServer.string(settings: "?ssl-mode=disabled"), tls: TLSOption())
        }
        await #expect(throws: LocalError.self) {
            try await MySQL(dbc: TestServer.string(), tls: TLSOption(authorityFile: "/nowhere")).run("SELECT 1")
        }
    }

    @Test func `A user who needs encryption is told so`() async throws {
        let user = try TestServer.value("SECURED_USER")
        #expect(try await MySQL(dbc: TestServer.string(user: user)).refusal("SELECT 1").code == "1045")
        let tls = try TLSOption(authorityFile: TestServer.value("CA"))
        #expect(try await MySQL(dbc: TestServer.string(user: user), tls: tls).value("SELECT 1") == 1)
    }

    @Test func `A user of ed25519 gets in`() async throws {
        let socket = try TestServer.value("SOCKET").replacing("/", with: "%2F")
        let root = try MySQL(dbc: ConnectionString("mysql://root@/oint?socket=\(socket)"))
        try await root.run(
            "INSTALL SONAME 'auth_ed25519'; CREATE USER ed@127.0.0.1 IDENTIFIED VIA ed25519 USING PASSWORD('p w')")
        let text = MySQL.generateConnectionString(
            addr: try TestServer.value("HOST"), login: "ed", pass: "p w", port: try TestServer.value("PORT"))
        #expect(try await MySQL(dbc: ConnectionString(text)).value("SELECT user()") == "ed@127.0.0.1")
        try await root.run("DROP USER ed@127.0.0.1; UNINSTALL SONAME 'auth_ed25519'")
    }

    @Test func `A server that ends the session is told, and what became of the statement is left open`() async throws {
        let client = try TestServer.client()
        let id = try await client.value("SELECT CONNECTION_ID()").text(.compact)
        try await TestServer.client().run("KILL \(id)")
        let error = try #require(
            await #expect(throws: ConnectionError.self) {
                try await client.run("DELETE FROM mysql.help_topic WHERE 1 = 0")
            })
        #expect(error.step == .exchanging)
        await #expect(throws: ConnectionError.self) { try await client.run("SELECT 1") }
    }

    @Test func `A call that is given up ends on the server`() async throws {
        let watcher = try TestServer.client()
        let sql = "SELECT count(*) FROM information_schema.processlist WHERE info = 'SELECT SLEEP(3600)'"
        let client = try TestServer.client()
        let call = Task { try await client.run("SELECT SLEEP(3600)") }
        while try await watcher.value(sql) != 1 {}
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        while try await watcher.value(sql) != 0 {}
        let limited = try TestServer.client(CallContext(timeout: .milliseconds(300)))
        let error = try #require(
            await #expect(throws: ConnectionError.self) { try await limited.run("SELECT SLEEP(3600)") })
        #expect(error.isTimeout)
        while try await watcher.value(sql) != 0 {}
    }

    @Test func `What would be sent is shown without its password, and nothing is sent`() async throws {
        let dbc = try ConnectionString("mysql://u:sesam@oint.invalid:3307/d")
        let client = try MySQL(dbc: dbc, context: CallContext(isDryRun: true))
        let preview = try await #require(
            #expect(throws: Preview.self) { try await client.run("SELECT ?", [["BYTES": "AP8="]]) })
        #expect(
            preview.content == [
                "database": "oint.invalid:3307", "sql": "SELECT ?", "parameters": [["BYTES": "AP8="]],
            ])
    }
}

/// Connections that a pool keeps for the next client: it must not notice who had them before.
@Suite(.timeLimit(.minutes(2))) struct KeptConnectionTests {
    private let context = CallContext(connections: ConnectionPool())

    /// Runs a statement with a client of its own, as each call of a batch does.
    @discardableResult
    private func call(_ sql: String) async throws -> [JSONObject] {
        try await TestServer.client(context).run(sql)
    }

    @Test func `One connection serves calls that follow one another`() async throws {
        let first = try await call("SELECT CONNECTION_ID() AS n")
        for _ in 0..<10 { #expect(try await call("SELECT CONNECTION_ID() AS n") == first) }
        await #expect(throws: ServiceError.self) { try await call("SELECT * FROM nowhere") }
        #expect(try await call("SELECT CONNECTION_ID() AS n") == first)
    }

    @Test(arguments: [
        ("SET @a = 5", "SELECT @a"), ("SET time_zone = '+05:00'", "SELECT @@session.time_zone"),
        ("SET NAMES latin1", "SELECT @@character_set_results"), ("USE mysql", "SELECT database()"),
        ("SET autocommit = 0", "SELECT @@autocommit"), ("SELECT GET_LOCK('kept', 1)", "SELECT IS_USED_LOCK('kept')"),
        ("START TRANSACTION", "SELECT @@in_transaction"), ("SET sql_mode = ''", "SELECT @@sql_mode"),
    ])
    func `Nothing of a call is left in the next`(before: String, probe: String) async throws {
        try await call("SELECT 1")
        try await call(before)
        #expect(try await call(probe) == TestServer.client().run(probe))
    }
}
