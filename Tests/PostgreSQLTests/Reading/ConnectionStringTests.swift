import OIntCore
import OIntDrivers
import OIntSQL
import Testing

@testable import OIntPostgreSQL

@Suite struct ConnectionStringTests {
    private func settings(_ text: String) throws -> [String: String] {
        Dictionary(try ConnectionString(text).settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    @Test func `All parts of an address are read and decoded`() throws {
        #expect(
            try settings("postgresql://a%40b:p%3A%2F%25@db.example:5433/my%20base?sslmode=require&options=-c%20x") == [
                "user": "a@b", "password": "p:/%", "host": "db.example", "port": "5433", "dbname": "my base",
                "sslmode": "require", "options": "-c x",
            ])
        #expect(try settings("postgres://") == [:])
        #expect(try settings("postgresql:///base") == ["dbname": "base"])
        #expect(try settings("postgresql://host?ssl=true") == ["host": "host", "sslmode": "require"])
    }

    @Test func `Several hosts, addresses of version 6 and socket folders are read`() throws {
        #expect(try settings("postgresql://a:1,b,[::1]:3/d") == ["host": "a,b,::1", "port": "1,,3", "dbname": "d"])
        #expect(try settings("postgresql://%2Fvar%2Frun/d") == ["host": "/var/run", "dbname": "d"])
        #expect(
            try settings("host=/var/run password='it\\'s \\\\ me' user = x") == [
                "host": "/var/run", "password": "it's \\ me", "user": "x",
            ])
    }

    @Test(arguments: [
        "base", "postgresql://u:p%zz@h/d", "postgresql://u:sesam/x@h/d", "postgresql://[::1/d", "password='sesam",
        "postgresql://h/d?sesam", "host", "postgresql://u:p%00@h",
    ])
    func `What is no connection string is refused, without being shown`(_ text: String) throws {
        let error = try #require(#expect(throws: UsageError.self) { try ConnectionString(text) })
        #expect(!error.description.contains("sesam"))
    }

    @Test func `A connection string never shows itself`() throws {
        let string = try ConnectionString("postgresql://u:p%40ss@h/d")
        #expect("\(string)" == Secret.mask)
        #expect(String(reflecting: string) == Secret.mask)
        var dumped = ""
        dump(string, to: &dumped)
        #expect(!dumped.contains("ss@h") && !dumped.contains("p@ss"))
        #expect(string.secrets.contains(Secret("p@ss")))
        #expect(ConnectionString.optionKind == .secret)
    }

    @Test func `What is generated is read as what it was made from`() throws {
        let password = "a b@c:d/e?f#g%h&i=j'k\"l\\ü"
        let text = PostgreSQL.generateConnectionString(
            addr: "::1", db: "my/base", login: "x@y", pass: Secret(password), port: "5433")
        #expect(text.hasPrefix("postgresql://x%40y:a%20b%40c"))
        #expect(
            try settings(text) == [
                "user": "x@y", "password": password, "host": "::1", "port": "5433", "dbname": "my/base",
            ])
        let socket = PostgreSQL.generateConnectionString(addr: "/tmp/s", db: "d", login: "l", port: " ")
        #expect(try settings(socket) == ["user": "l", "host": "/tmp/s", "dbname": "d"])
    }
}

@Suite struct ConnectionPlanTests {
    private func plan(
        _ text: String?, _ tls: TLSOption? = nil, _ environment: [String: String] = [:]
    ) throws -> ConnectionPlan {
        try ConnectionPlan(text.map { try ConnectionString($0) }, tls, environment: environment)
    }

    private func value(_ name: String, _ plan: ConnectionPlan, version: Int32 = 150000) throws -> String? {
        try plan.settings(forVersion: version, environment: [:]).last { $0.name == name }?.value
    }

    @Test func `The place names host and port, from wherever they come`() throws {
        #expect(try plan("postgresql://u:p@h:1/d").place == "h:1")
        #expect(try plan("host=a,::1 port=1,2").place == "a:1, [::1]:2")
        #expect(try plan("host=/tmp").place == "/tmp/.s.PGSQL.5432")
        #expect(try plan(nil, nil, ["PGHOST": "e", "PGPORT": "7"]).place == "e:7")
        #expect(try plan(nil, nil, ["PGSERVICE": "s"]).place == "PostgreSQL service s")
        #expect(try plan(nil).place == "PostgreSQL on this machine, port 5432")
    }

    @Test func `TLS settings become libpq's`() throws {
        let verified = try plan(nil, TLSOption(authorityFile: "/dev/null"))
        #expect(try value("sslmode", verified) == "verify-full")
        #expect(try value("sslrootcert", verified) == "/dev/null")
        #expect(try value("sslrootcert", plan(nil, TLSOption()), version: 160000) == "system")
        #expect(try value("sslrootcert", plan("sslrootcert=/x", TLSOption()), version: 160000) == "/x")
        #expect(try value("sslmode", plan(nil, TLSOption(acceptsInvalidCertificates: true))) == "require")
        #expect(try value("sslmode", plan(nil, TLSOption(isUsed: false))) == "disable")
        #expect(try value("sslmode", plan("sslmode=verify-ca")) == "verify-ca")
        #expect(try value("sslmode", plan(nil)) == nil)
    }

    @Test func `Contradicting TLS settings are refused`() throws {
        #expect(throws: UsageError.self) { try plan("sslmode=prefer", TLSOption()) }
        #expect(throws: UsageError.self) { try plan("sslmode=require", TLSOption(isUsed: false)) }
        #expect(try value("sslmode", plan("sslmode=verify-full", TLSOption())) == "verify-full")
        #expect(throws: LocalError.self) {
            try plan(nil, TLSOption(authorityFile: "/nowhere/ca.crt")).settings(forVersion: 150000)
        }
    }

    @Test func `TLS settings are read as they are given out`() throws {
        let json = PostgreSQL.getTlsSettings(trust: true, cert: "/ca.crt")
        #expect(json == ["use_tls": true, "accept_invalid_certs": true, "ca_cert_path": "/ca.crt"])
        #expect(PostgreSQL.getTlsSettings(trust: false) == ["use_tls": true, "accept_invalid_certs": false])
        let read = try TLSOption(option: [OptionInput(json.text(.compact))])
        #expect(read == TLSOption(acceptsInvalidCertificates: true, authorityFile: "/ca.crt"))
        #expect(try TLSOption(option: [OptionInput("{}")]).isUsed == false)
        for wrong in [#"{"use_tls": 1}"#, #"{"tls": true}"#] {
            #expect(throws: OptionError.self) { try TLSOption(option: [OptionInput(wrong)]) }
        }
    }
}

@Suite struct ConnectionFailureTests {
    private func error(_ message: String) -> any Error { ConnectionFailure(message, at: "h:1").error }

    @Test func `A refusal of the server keeps its code`() throws {
        let message = """
            connection to server at "h" (1.2.3.4), port 1 failed: FATAL:  28P01: password authentication failed for user "u"
            LOCATION:  auth_failed, auth.c:326
            connection to server at "h" (1.2.3.4), port 1 failed: FATAL:  28P01: password authentication failed for user "u"
            """
        let refusal = try #require(error(message) as? ServiceError)
        #expect(refusal.code == "28P01")
        #expect(refusal.message == "password authentication failed for user \"u\"")
        #expect(refusal.reply == .json(["result": false, "error": "password authentication failed for user \"u\""]))
        #expect(refusal.remedy?.contains("PGPASSWORD") == true)
    }

    @Test(arguments: [
        ("could not translate host name \"h\" to address: Name or service not known", ConnectionError.Step.resolving),
        (
            "connection to server at \"h\" (::1), port 1 failed: Connection refused\n\tIs the server running?",
            .connecting
        ),
        ("connection to server at \"h\" (::1), port 1 failed: SSL error: certificate verify failed", .tls),
        ("connection to server at \"h\", port 1 failed: server does not support SSL, but SSL was required", .tls),
        ("server certificate for \"a\" does not match host name \"h\"", .tls),
    ])
    func `A connection that fails tells the step`(_ message: String, _ step: ConnectionError.Step) throws {
        let failure = try #require(error(message) as? ConnectionError)
        #expect(failure.step == step)
        #expect(failure.peer == "h:1")
        #expect(!failure.reason.contains("connection to server"))
    }

    @Test func `A setting that libpq does not know is the caller's mistake`() {
        #expect(error("invalid connection option \"foo\"") is UsageError)
        #expect(error("invalid sslmode value: \"x\"") is UsageError)
    }
}
