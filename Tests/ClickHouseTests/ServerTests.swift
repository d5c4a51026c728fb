import OIntClickHouse
import OIntCore
import OIntHTTP
import OIntSQL
import RunningServers
import Testing

/// Queries to a real server, the oldest that is met: version 18.
@Suite(.timeLimit(.minutes(2))) struct ServerTests {
    private func client(password: String? = nil, isReadOnly: Bool = false) throws -> ClickHouse {
        let server = RunningServer("clickhouse")
        let login = try ConnectionSettings.Login.password(
            user: server.value("USER"), Secret(password ?? server.value("PASSWORD")))
        var configuration = HTTPConfiguration()
        configuration.isReadOnly = isReadOnly
        return ClickHouse(
            conn: ConnectionSettings(address: try BaseURL(server.value("URL")), login: login),
            http: HTTP(configuration))
    }

    private func run(_ query: String, format: String = "JSON") async throws -> JSON? {
        try await client().executeRequest(req: RequestSettings(query: .init(query), format: format))["body"]
    }

    @Test func `A password of odd characters gets through, and a wrong one is a refusal`() async throws {
        #expect(
            try await run("SELECT 18446744073709551615 AS n, 'ü😀' AS s -- x\n")?["data"]?[0]?.text(.compact)
                == #"{"n":18446744073709551615,"s":"ü😀"}"#)
        let wrong = try client(password: "sesam")
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await wrong.executeRequest(req: RequestSettings(query: "SELECT 1"))
            })
        #expect(error.code == "193")
        #expect(!error.description.contains("sesam"))
    }

    @Test func `Rows of a file are stored, and come back as a stream`() async throws {
        _ = try await run("DROP TABLE IF EXISTS stored")
        _ = try await run("CREATE TABLE stored (id UInt64, name String) ENGINE = Memory")
        let lines = (1...20_000).map { "\($0),\"name \($0), ü\"\n" }.joined()
        let insert = RequestSettings(query: "INSERT INTO stored FORMAT CSV")
        _ = try await client().executeRequest(req: insert, file: .bytes(Array(lines.utf8)))
        let req = RequestSettings(query: "SELECT * FROM stored ORDER BY id", format: "CSV")
        var bytes: [UInt8] = []
        for try await chunk in try await client().downloadResult(req: req) { chunk.withBytes { bytes += $0 } }
        #expect(bytes == Array(lines.utf8))
        let bad = RequestSettings(query: "INSERT INTO stored FORMAT CSV", data: DataText("1,a\nx,b\n"))
        let error = try #require(
            await #expect(throws: ServiceError.self) { try await client().executeRequest(req: bad) })
        #expect(error.message?.contains("row 2") == true || error.message?.contains("Row 2") == true)
        _ = try await run("DROP TABLE stored")
    }

    @Test func `An error in the middle of a result is an error`() async throws {
        let query = "SELECT throwIf(number = 700000) FROM system.numbers LIMIT 900000"
        for format in ["TabSeparated", "JSONEachRow", "JSON"] {
            let req = RequestSettings(query: .init(query), format: format)
            let whole = try #require(
                await #expect(throws: ServiceError.self) { try await client().executeRequest(req: req) })
            #expect(whole.code == "395")
            let stream = try await client().downloadResult(req: req)
            let streamed = try #require(await #expect(throws: ServiceError.self) { for try await _ in stream {} })
            #expect(streamed.code == "395")
        }
    }

    @Test func `A session keeps its tables, and has to exist when that is asked for`() async throws {
        let session = SessionSettings(id: "tests-\(UInt64.random(in: 0 ... .max))")
        let client = try client()
        func run(_ query: String, _ session: SessionSettings) async throws -> JSON? {
            try await client.executeRequest(req: RequestSettings(query: .init(query)), session: session)["body"]
        }
        _ = try await run("CREATE TEMPORARY TABLE kept (a UInt8)", session)
        _ = try await run("INSERT INTO kept VALUES (7)", session)
        #expect(try await run("SELECT a FROM kept", session)?["data"] == [["a": 7]])
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await run("SELECT 1", SessionSettings(id: "nowhere", check: true))
            })
        #expect(error.code == "372")
    }

    @Test func `An external table is there for one query`() async throws {
        let table = ExternalTable(name: "wanted", cols: ["id": "UInt64"], data: DataText("1\n3\n"), format: "CSV")
        let req = RequestSettings(query: "SELECT sum(id) AS n FROM wanted", externalTables: [table])
        #expect(try await client().executeRequest(req: req)["body"]?["data"] == [["n": 4]])
    }

    @Test func `Where nothing may be changed, the server refuses what changes something`() async throws {
        let client = try client(isReadOnly: true)
        let rows = try await client.executeRequest(req: RequestSettings(query: "SELECT 1 AS n"))["body"]?["data"]
        #expect(rows == [["n": 1]])
        for query in ["CREATE TABLE made (a UInt8) ENGINE = Memory", "SET readonly = 0", "DROP TABLE IF EXISTS made"] {
            let error = try #require(
                await #expect(throws: ServiceError.self) {
                    try await client.executeRequest(req: RequestSettings(query: .init(query)))
                })
            #expect(error.code == "164", "\(query): \(error)")
        }
        await #expect(throws: UsageError.self) {
            try await client.executeRequest(req: RequestSettings(query: "SELECT 1", settings: ["readonly": 0]))
        }
    }
}
