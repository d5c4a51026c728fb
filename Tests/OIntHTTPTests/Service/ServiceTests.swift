import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

@Suite("What follows from a judgement") struct ServiceTests {
    private let clock = TestClock()

    /// A service that says no under any status, and has codes for everything.
    private func service(
        _ transport: ScriptedTransport, authorization: Authorization = .bearer("TOKEN"), retries: Int = 3
    ) -> Service {
        var configuration = HTTPConfiguration()
        configuration.retry.limit = retries
        let http = HTTP(configuration, transport: transport, clock: clock, random: { 1 })
        return Service(
            "Example", at: "https://api.example.com/v1", http: http, authorization: authorization,
            options: Service.Options(token: "key", address: "server", login: "example"),
            remedies: ["no_room": "Delete something"]
        ) { reply in
            guard let code = reply["error"]?.string else { return nil }
            let course: Judgement.Course? =
                switch code {
                case "slow_down": .slowDown(after: reply["wait"]?.int.map { .seconds($0) })
                case "internal": .passing
                case "expired": .expired
                case "blocked": .blocked(until: DateTime(unixTime: 1_772_323_200))
                default: nil
                }
            return Judgement(code: code, message: reply["words"]?.string, course: course)
        }
    }

    private func answer(_ body: String, _ status: Int = 200, _ headers: [HeaderField] = []) -> ScriptedTransport.Step {
        .answer(status, headers: headers, body: body)
    }

    private func refusal(_ service: Service, _ request: ServiceRequest) async throws -> ServiceError {
        try #require(await #expect(throws: ServiceError.self) { try await service.json(request) })
    }

    @Test func `A yes is the answer, and the request says who sends it`() async throws {
        let network = ScriptedTransport(answer(#"{"ok": true}"#))
        #expect(
            try await service(network).json(.get("files/\("a/b")", query: ["q": "x y", "n": nil as Int?])) == [
                "ok": true
            ])
        let request = try #require(network.requests.first)
        #expect(request.target == "https://api.example.com/v1/files/a%2Fb?q=x%20y")
        #expect(request.headers == [HeaderField("Authorization", "Bearer TOKEN")])
        #expect(RequestDescription(request).json.text(.compact).contains("TOKEN") == false)
    }

    @Test func `A refusal under 200 keeps code, words and answer, and has the library's remedy`() async throws {
        let network = ScriptedTransport(answer(#"{"error": "No_Room", "words": "It is full"}"#))
        let error = try await refusal(service(network), .post("files"))
        #expect(error.description == "Example refused (No_Room, HTTP 200): It is full. Delete something")
        #expect(error.reply == .json(["error": "No_Room", "words": "It is full"]))
        #expect(network.requests.count == 1)
    }

    @Test(arguments: [
        (401, "Check --key, or log in with oint login example"), (404, "Check the ids in the call, and --server"),
        (429, "Send less often"), (500, "try again later"),
    ])
    func `The usual causes have remedies that name the library's options`(_ status: Int, _ words: String) async throws {
        let network = ScriptedTransport(answer(#"{"message": "no"}"#, status))
        let error = try await refusal(service(network, retries: 0), .get("x"))
        #expect(error.remedy?.contains(words) == true)
        #expect(error.message == "no")
    }

    @Test func `What asks to slow down is sent again after the pause, under any status and whatever it does`()
        async throws
    {
        let network = ScriptedTransport(
            answer(#"{"error": "slow_down", "wait": 7}"#),
            answer(#"{"error": "slow_down"}"#, 200, [HeaderField("Retry-After", "9")]),
            answer(#"{"error": "slow_down"}"#, 400), answer(#"{"ok": true}"#))
        #expect(try await service(network).json(.post("x")) == ["ok": true])
        #expect(clock.pauses == [.seconds(7), .seconds(9), .seconds(2)])
    }

    @Test func `A fault that passes is repeated for a request that may come twice, and told in the end`() async throws {
        let network = ScriptedTransport(answer(#"{"error": "internal"}"#), answer("{}"))
        #expect(try await service(network).json(.get("x")) == [:])
        #expect(network.requests.count == 2)
        let write = ScriptedTransport(answer(#"{"error": "internal"}"#))
        #expect(try await refusal(service(write), .post("x")).code == "internal")
        #expect(write.requests.count == 1)
        let safe = ScriptedTransport(answer(#"{"error": "internal"}"#))
        #expect(try await refusal(service(safe), .post("x").idempotent()).code == "internal")
        #expect(safe.requests.count == 4)
        #expect(Set(safe.requests.map { $0.headers.first(named: "Idempotency-Key") }).count == 1)
    }

    @Test func `The number of repetitions is the number of repetitions`() async throws {
        for retries in [0, 1, 2] {
            let network = ScriptedTransport(answer(#"{"error": "slow_down"}"#))
            _ = try await refusal(service(network, retries: retries), .post("x"))
            #expect(network.requests.count == retries + 1)
        }
    }

    @Test func `A block is told at once, with its end`() async throws {
        let network = ScriptedTransport(answer(#"{"error": "blocked"}"#, 429, [HeaderField("Retry-After", "5")]))
        let error = try await refusal(service(network), .get("x"))
        #expect(error.remedy?.contains("Try again after 2026-03-01T00:00:00Z") == true)
        #expect(network.requests.count == 1)
        #expect(clock.pauses == [])
    }

    /// Credentials that can be replaced once.
    private final class Login: CredentialProvider {
        let replaced = Mutex(0)
        func token() -> Secret? { replaced.withLock { $0 } == 0 ? "OLD" : "NEW" }
        func token(replacing refused: Secret) -> Secret? {
            replaced.withLock { $0 += 1 }
            return "NEW"
        }
    }

    @Test func `An expired token of a login is refreshed once`() async throws {
        let login = Login()
        let network = ScriptedTransport(answer(#"{"error": "expired"}"#), answer("{}"))
        let example = service(network, authorization: .bearer(nil, or: Credentials(login)))
        #expect(try await example.json(.post("x")) == [:])
        #expect(network.requests.map { $0.headers.first(named: "authorization") } == ["Bearer OLD", "Bearer NEW"])
        let stubborn = ScriptedTransport(answer(#"{"error": "expired"}"#))
        let error = try await refusal(
            service(stubborn, authorization: .bearer(nil, or: Credentials(Login()))), .get("x"))
        #expect(error.code == "expired")
        #expect(stubborn.requests.count == 2)
        #expect(login.replaced.withLock { $0 } == 1)
    }

    @Test func `Without a token nothing is sent`() async throws {
        let network = ScriptedTransport(answer("{}"))
        let error = await #expect(throws: UsageError.self) {
            try await service(network, authorization: .bearer(nil, or: .shared)).json(.get("x"))
        }
        #expect(error?.description == "there is no access token: give --key, or log in with oint login example")
        #expect(network.requests.isEmpty)
    }

    @Test func `Credentials go to the service's own host alone`() async throws {
        let network = ScriptedTransport(answer("{}"))
        let example = service(network)
        _ = try await example.json(.get(at: "https://api.example.com/v1/next?page=2"))
        _ = try await example.json(.get(at: "https://cdn.example.net/file"))
        #expect(network.requests.map(\.headers.count) == [1, 0])
        #expect(network.requests[1].secrets.contains("TOKEN"))
    }

    @Test func `Secrets stand where the service wants them`() async throws {
        let network = ScriptedTransport(answer("{}"))
        let all = Authorization.header("Api-Key", "KEY").and(.query("k", "QUERY")).and(.path("1:a b"))
            .and(.field("token", "FIELD"))
        _ = try await service(network, authorization: all).json(
            .post("bot\(.token)/x", body: .json(["a": 1, "token": "mine"])))
        let request = try #require(network.requests.first)
        #expect(request.target == "https://api.example.com/v1/bot1:a%20b/x?k=QUERY")
        #expect(request.headers == [HeaderField("Api-Key", "KEY")])
        guard case .json(let body) = request.body else { return #expect(Bool(false)) }
        #expect(body == ["token": "FIELD", "a": 1])
        #expect(Set(request.secrets) == ["KEY", "QUERY", "1:a b", "FIELD"])
    }

    @Test(arguments: ["", ".", ".."])
    func `What names nothing is no part of a path`(_ id: String) async throws {
        let network = ScriptedTransport(answer("{}"))
        await #expect(throws: UsageError.self) { try await service(network).json(.get("files/\(id)")) }
        #expect(network.requests.isEmpty)
    }

    @Test func `A download is judged by its head, and by its body when it is refused`() async throws {
        let network = ScriptedTransport(answer("content"), answer(#"{"error": "internal"}"#, 400), answer("more"))
        let example = service(network)
        #expect(try await example.file(.get("a")).bytes() == Array("content".utf8))
        #expect(try await example.file(.get("b")).bytes() == Array("more".utf8))
        #expect(network.requests.count == 3)
    }

    @Test func `Nothing is an answer to a write, and none to a question`() async throws {
        let network = ScriptedTransport(answer(""))
        #expect(try await service(network).json(.post("x")) == .null)
        #expect(try await refusal(service(network), .get("x")).description.contains("empty"))
        #expect(try await service(ScriptedTransport(answer("", 204))).json(.get("x")) == .null)
    }

    // Listings

    private func rows(_ pages: Pages) async throws -> (rows: Int, error: ReplyError?) {
        var count = 0
        do {
            for try await _ in pages { count += 1 }
            return (count, nil)
        } catch let error as ReplyError {
            return (count, error)
        }
    }

    private func listing(_ bodies: String...) -> Pages {
        let steps = bodies.map { answer($0) }
        let network = ScriptedTransport(steps)
        return service(network).pages(rows: "items", next: "meta.next", hasMore: "more", total: "total") { cursor in
            .get("items", query: ["cursor": cursor])
        }
    }

    @Test func `A listing follows its markers to the end`() async throws {
        let pages = listing(
            #"{"items": [1, 2], "meta": {"next": "b"}, "total": 3}"#,
            #"{"items": [3], "meta": {"next": ""}, "total": 3}"#)
        #expect(try await rows(pages) == (3, nil))
    }

    @Test(
        "A listing never ends quietly on less than there is",
        arguments: [
            (#"{"items": [3], "meta": {"next": "b"}}"#, 3, "came already"),
            (#"{"items": [3], "more": true}"#, 2, "does not say where"),
            (#"{"items": [3], "total": 9}"#, 3, "3 of 9 rows"), (#"{"things": [3]}"#, 2, "no list of rows under items"),
            ("<!DOCTYPE html><p>Sign in", 2, "HTML page"), ("", 2, "empty"), ("[", 2, "not JSON"),
            (#"{"error": "odd", "words": "No"}"#, 2, "odd: No"),
        ])
    func broken(second: String, count: Int, words: String) async throws {
        let (rows, error) = try await rows(listing(#"{"items": [1, 2], "meta": {"next": "b"}}"#, second))
        #expect(rows == count)
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test func `A first page that is refused is a refusal`() async throws {
        await #expect(throws: ServiceError.self) { try await rows(listing(#"{"error": "odd"}"#)) }
    }

    @Test func `Pages by offset, number and link`() async throws {
        let network = ScriptedTransport(answer(#"{"a": [1, 2], "n": 3}"#), answer(#"{"a": [3], "n": 3}"#))
        #expect(
            try await rows(service(network).pagesByOffset(rows: "a", total: "n") { .get("x", query: ["o": $0]) }) == (
                3, nil
            ))
        #expect(network.requests.map(\.query.first?.value) == ["0", "2"])
        let numbered = ScriptedTransport(answer(#"{"a": [1, 2], "p": 2}"#), answer(#"{"a": [3], "p": 2}"#))
        #expect(
            try await rows(service(numbered).pagesByNumber(rows: "a", pageCount: "p") { .get("x", query: ["p": $0]) })
                == (3, nil))
        #expect(numbered.requests.map(\.query.first?.value) == ["1", "2"])
        let linked = ScriptedTransport(
            answer(#"{"a": [1], "@next": "https://api.example.com/v1/two"}"#), answer(#"{}"#))
        #expect(
            try await rows(service(linked).pagesByLink(rows: .orNone("a"), next: ["@next"]) { .get("one") }) == (1, nil)
        )
        #expect(linked.requests.map(\.target) == ["https://api.example.com/v1/one", "https://api.example.com/v1/two"])
    }
}

private func == (left: (rows: Int, error: ReplyError?), right: (Int, ReplyError?)) -> Bool {
    left.rows == right.0 && left.error == right.1
}
