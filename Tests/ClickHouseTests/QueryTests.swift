import OIntClickHouse
import OIntCore
import OIntHTTP
import OIntSQL
import PreparedAnswers
import TestClocks
import Testing

/// Queries, as a stand-in for the server gets them.
@Suite(.timeLimit(.minutes(1))) struct QueryTests {
    private func client(_ service: PreparedService, _ login: ConnectionSettings.Login = .none) -> ClickHouse {
        ClickHouse(
            conn: ConnectionSettings(address: "https://ch.example.com:8443", login: login),
            http: HTTP(transport: service, clock: InstantClock(), random: { 1 }))
    }

    @Test func `A long query of several lines goes in the body as it is`() async throws {
        let service = PreparedService(.json(["data": []]))
        let query = "SELECT 1 -- one\n" + String(repeating: "-- more\n", count: 20_000)
        _ = try await client(service).executeRequest(req: RequestSettings(query: .init(query)))
        #expect(service.requests[0].body == query)
        #expect(service.requests[0].method == .post)
        #expect(!service.requests[0].address.contains("SELECT"))
    }

    @Test func `Values of parameters keep tabs, quotes and backslashes, and null is none`() async throws {
        let service = PreparedService(.json([:]))
        let params: JSONObject = [
            "a": "x\ty\\'\n", "b": .null, "c": "", "d": ["it's", 1, .null, "\\N"], "e": ["k": [true]], "f": "\\N",
        ]
        _ = try await client(service).executeRequest(req: RequestSettings(query: "SELECT {a:String}", params: params))
        let address = service.requests[0].address
        for (name, text) in [
            ("a", #"x\ty\\\'\n"#), ("b", #"\N"#), ("c", ""), ("d", #"['it\'s',1,NULL,'\\N']"#), ("e", "{'k':[true]}"),
            ("f", #"\\N"#),
        ] {
            #expect(address.contains("param_\(name)=\(PercentEncoding.encoded(text))"))
        }
    }

    @Test func `External tables are parts, with their structure and format in the address`() async throws {
        let service = PreparedService(.json([:]))
        let table = ExternalTable(
            name: "w", cols: ["id": "UInt64", "a `b": "String"], data: DataText("1,x\n"), format: "CSV")
        _ = try await client(service).executeRequest(
            req: RequestSettings(query: "SELECT * FROM w", externalTables: [table]))
        let sent = service.requests[0]
        #expect(sent.address.contains("w_format=CSV"))
        #expect(sent.address.contains("w_structure=" + PercentEncoding.encoded("id UInt64, `a \\`b` String")))
        #expect(sent.body.contains(#"name="w"; filename="w.bin""#))
        #expect(sent.body.contains("1,x\n"))
    }

    @Test func `Data excludes a file and tables`() async throws {
        let service = PreparedService([])
        let req = RequestSettings(query: "INSERT INTO t FORMAT CSV", data: DataText("1"))
        await #expect(throws: UsageError.self) {
            try await client(service).executeRequest(req: req, file: .bytes(Array("2".utf8)))
        }
        #expect(service.requests.isEmpty)
    }

    @Test(arguments: [
        ("ALTER TABLE t DELETE WHERE 1", "mutations_sync=1", true),
        ("ALTER TABLE t ADD COLUMN a Int8", "mutations_sync", false),
        ("SELECT 1", "wait_end_of_query=1", true), ("SELECT 1", "quote_64bit_integers=0", true),
    ])
    func `Settings are sent without which an answer would not be true`(
        _ query: String, _ setting: String, _ isSent: Bool
    ) async throws {
        let service = PreparedService(.json([:]))
        _ = try await client(service).executeRequest(req: RequestSettings(query: .init(query)))
        #expect(service.requests[0].address.contains(setting) == isSent)
    }

    @Test func `Rows of an asynchronous insert are waited for`() async throws {
        let service = PreparedService([.json([:])], repeatsLast: true)
        let query: JSONObject = ["async_insert": 1]
        _ = try await client(service).executeRequest(
            req: RequestSettings(query: "INSERT INTO t VALUES (1)", settings: query))
        #expect(service.requests[0].address.contains("wait_for_async_insert=1"))
        let own: JSONObject = ["async_insert": 1, "wait_for_async_insert": 0]
        _ = try await client(service).executeRequest(
            req: RequestSettings(query: "INSERT INTO t VALUES (1)", settings: own))
        #expect(service.requests[1].address.contains("wait_for_async_insert=0"))
        #expect(!service.requests[1].address.contains("wait_for_async_insert=1"))
    }

    @Test func `A setting of ours that the server does not take is left out`() async throws {
        let text =
            "Code: 164. DB::Exception: Cannot modify 'output_format_json_quote_denormals' setting in readonly mode. (READONLY) (version 24.8.1)"
        let service = PreparedService([.init(status: 500, body: text), .json(["rows": 0])])
        let answer = try await client(service).executeRequest(req: RequestSettings(query: "SELECT 1"))
        #expect(answer["body"] == ["rows": 0])
        #expect(service.requests[0].address.contains("denormals"))
        #expect(!service.requests[1].address.contains("denormals"))
    }

    @Test(
        arguments: [
            (
                500,
                "Code: 62. DB::Exception: Syntax error: failed at position 1 ('x'). (SYNTAX_ERROR) (version 24.8.1)",
                "62"
            ),
            (
                404, "Code: 60, e.displayText() = DB::Exception: Table d.t doesn't exist., e.what() = DB::Exception\n",
                "60"
            ),
            (
                403, "Code: 516. DB::Exception: ann: Authentication failed. (AUTHENTICATION_FAILED) (version 24.8.1)",
                "516"
            ),
            (404, "", nil),
            (
                200,
                "{\"data\":[[1],[2Code: 395. DB::Exception: Value passed to 'throwIf'. (FUNCTION_THROW) (version 24.8.1 (official build))\n",
                "395"
            ),
            (
                200,
                "1\n2\n\r\n__exception__\r\nabcdef\r\nCode: 395. DB::Exception: stop (FUNCTION_THROW)\r\n42 abcdef\r\n__exception__\r\n",
                "395"
            ),
        ] as [(Int, String, String?)])
    func `A refusal is one whatever the status, and an insert is sent once`(
        _ status: Int, _ text: String, _ code: String?
    ) async throws {
        let service = PreparedService([.init(status: status, body: text)], repeatsLast: true)
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await client(service).executeRequest(req: RequestSettings(query: "INSERT INTO t VALUES (1)"))
            })
        #expect(error.code == code)
        #expect(service.requests.count == 1)
        #expect(error.remedy?.contains("again later") != true)
    }

    @Test func `A dry run shows the statement`() async throws {
        let http = HTTP(transport: PreviewTransport())
        let client = ClickHouse(conn: ConnectionSettings(address: "https://ch.example.com"), http: http)
        let preview = try await #require(
            #expect(throws: Preview.self) {
                try await client.executeRequest(req: RequestSettings(query: "DROP TABLE t"))
            })
        #expect(preview.content["body"] == "DROP TABLE t")
    }

    @Test func `An exception behind the rows of a stream is an error`() async throws {
        let rows = String(repeating: "1\tabc\n", count: 10_000)
        let service = PreparedService([
            .init(
                body: rows
                    + "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 24.8.1)\n"),
            .init(body: rows),
            .init(body: rows + "a text about DB::Exception: and (version 1)\tthat is a row\n"),
        ])
        let client = client(service)
        let req = RequestSettings(query: "SELECT * FROM t", format: "TabSeparated")
        let stream = try await client.downloadResult(req: req)
        var count = 0
        let error = try #require(
            await #expect(throws: ServiceError.self) { for try await chunk in stream { count += chunk.byteCount } })
        #expect(error.code == "241")
        #expect(error.remedy?.contains("max_memory_usage") == true)
        #expect(count > rows.utf8.count)
        for _ in 0..<2 { for try await _ in try await client.downloadResult(req: req) {} }
        #expect(!service.requests[0].address.contains("wait_end_of_query"))
    }

    @Test func `Results are JSON, text or base64 by their format`() async throws {
        let service = PreparedService([
            .init(headers: [HeaderField("X-ClickHouse-Format", "CSV")], body: "1,2\n"), .init(body: "PAR1"),
            .init(body: ""),
            .init(body: #"{"n":18446744073709551615}"# + "\n" + #"{"n":2}"#),
        ])
        let client = client(service)
        func body(_ format: String) async throws -> JSON? {
            try await client.executeRequest(req: RequestSettings(query: "SELECT 1", format: format))["body"]
        }
        #expect(try await body("JSON") == "1,2\n")
        #expect(try await body("Parquet") == "UEFSMQ==")
        #expect(try await body("JSON") == "")
        #expect(try await body("JSONEachRow")?.string?.hasPrefix(#"{"n":18446744073709551615}"#) == true)
    }

    @Test func `Secrets stay where they belong`() async throws {
        let service = PreparedService([.json([:])], repeatsLast: true)
        let req = RequestSettings(query: "SELECT 1")
        _ = try await client(service, .password(user: "ann", "sesam")).executeRequest(req: req)
        #expect(service.requests[0].request.headers.first(named: "X-ClickHouse-Key") == "sesam")
        #expect(service.requests[0].request.headers.first(named: "X-ClickHouse-User") == "ann")
        _ = try await client(service, .token("t-1")).executeRequest(req: req)
        #expect(service.requests[1].request.headers.first(named: "Authorization") == "Bearer t-1")
        _ = try await client(service, .password(user: "ann", "sésam")).executeRequest(req: req)
        #expect(service.requests[2].request.headers.first(named: "Authorization")?.hasPrefix("Basic ") == true)
        #expect(!service.requests.contains { $0.address.contains("sesam") || $0.address.contains("t-1") })
    }

    @Test func `A session has a name, and has to exist when it was given one`() {
        #expect(ClickHouse.getSessionSettings(id: "s") == ["id": "s", "check": true, "timeout": 60])
        let made = ClickHouse.getSessionSettings()
        #expect(made["check"] == false)
        #expect(made["id"] != ClickHouse.getSessionSettings()["id"])
    }
}
