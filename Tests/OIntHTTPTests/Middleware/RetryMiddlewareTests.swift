import LoopbackServer
import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

@Suite("Repeating requests", .timeLimit(.minutes(1)))
struct RetryMiddlewareTests {
    private let clock = TestClock()
    private let get = Request(.get, "https://example.com/")
    private let post = Request(.post, "https://example.com/", body: .json(1))
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private let now = 784_111_777

    private func send(_ request: Request, _ transport: ScriptedTransport) async throws -> Response {
        let middleware = RetryMiddleware(policy: RetryPolicy(), clock: clock, random: { 1 }, unixTime: { now })
        return try await middleware.intercept(request) { try await transport.send($0) }
    }

    private func answer(_ status: Int, retryAfter: String) -> ScriptedTransport.Step {
        .answer(status, headers: [HeaderField("retry-After", retryAfter)])
    }

    @Test("A success is not repeated, and nobody waits")
    func success() async throws {
        let transport = ScriptedTransport(.answer(200, body: "x"))
        #expect(try await send(get, transport).body.bytes() == Array("x".utf8))
        #expect(transport.requests.count == 1)
        #expect(clock.pauses == [])
    }

    @Test("A request that only reads survives resets and errors of the server")
    func recovery() async throws {
        let transport = ScriptedTransport(.failure(ConnectionError.reset), .answer(502), .answer(200))
        #expect(try await send(get, transport).status == 200)
        #expect(transport.requests.map(\.target) == Array(repeating: "https://example.com/", count: 3))
        #expect(clock.pauses == [.milliseconds(100), .seconds(1)])
    }

    @Test("In the end the last failure is told, or the last answer given")
    func end() async throws {
        let broken = ScriptedTransport(.failure(ConnectionError.reset))
        await #expect(throws: ConnectionError.reset) { try await send(get, broken) }
        #expect(broken.requests.count == 4)
        let overloaded = ScriptedTransport(.answer(500, body: "no"))
        let response = try await send(get, overloaded)
        #expect(response.status == 500)
        #expect(try await response.body.bytes() == Array("no".utf8))
        #expect(overloaded.requests.count == 4)
    }

    @Test("What changes something is not sent twice")
    func writes() async throws {
        let broken = ScriptedTransport(.failure(ConnectionError.reset), .answer(200))
        await #expect(throws: ConnectionError.reset) { try await send(post, broken) }
        let overloaded = ScriptedTransport(.answer(503), .answer(200))
        #expect(try await send(post, overloaded).status == 503)
        #expect(broken.requests.count + overloaded.requests.count == 2)
        #expect(clock.pauses == [])
    }

    @Test("What changes something is sent again when the service says it did not take it")
    func refusedWrites() async throws {
        let transport = ScriptedTransport(.answer(429), answer(503, retryAfter: "7"), .answer(200))
        #expect(try await send(post, transport).status == 200)
        #expect(clock.pauses == [.milliseconds(500), .seconds(7)])
    }

    @Test(
        "A pause that the service asks for is kept",
        arguments: [
            ("7", .seconds(7)), (" 8 ", .seconds(8)), ("0", .milliseconds(500)), ("-3", .milliseconds(500)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", .seconds(30)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", .milliseconds(500)),
            // What can't be read was not asked for.
            ("soon", nil), ("", nil),
            // Longer than anybody wants to wait.
            ("121", nil), ("99999999999999999999", nil), ("9223372036854775807", nil),
            ("Sun, 06 Nov 1995 08:49:37 GMT", nil),
        ] as [(String, Duration?)])
    func retryAfter(value: String, pause: Duration?) async throws {
        let transport = ScriptedTransport(answer(503, retryAfter: value), .answer(200))
        #expect(try await send(post, transport).status == (pause == nil ? 503 : 200))
        #expect(clock.pauses == (pause.map { [$0] } ?? []))
    }

    @Test("A pause that a person notices is told, a short one is not")
    func notice() async throws {
        let notices = Mutex<[String]>([])
        var middleware = RetryMiddleware(policy: RetryPolicy(), clock: clock, random: { 1 }, unixTime: { now })
        middleware.notice = { text in notices.withLock { $0.append(text) } }
        let transport = ScriptedTransport(.answer(500), answer(429, retryAfter: "7"), .answer(200))
        _ = try await middleware.intercept(get) { try await transport.send($0) }
        #expect(notices.withLock { $0 } == ["example.com wants a pause (HTTP 429): the call goes on in 7 seconds"])
    }

    @Test("All pauses together are bounded as well")
    func patience() async throws {
        let transport = ScriptedTransport(answer(429, retryAfter: "60"))
        #expect(try await send(get, transport).status == 429)
        #expect(clock.pauses == [.seconds(60), .seconds(60)])
        #expect(transport.requests.count == 3)
    }

    @Test("A body from standard input is sent once: nothing is left of it")
    func standardInputBody() async throws {
        let body = Body.file(try standardInput(), type: "text/plain")
        for step in [ScriptedTransport.Step.answer(429), .failure(ConnectionError.reset)] {
            let transport = ScriptedTransport(step, .answer(200))
            _ = try? await send(Request(.put, "https://example.com/", body: body), transport)
            #expect(transport.requests.count == 1)
        }
        #expect(clock.pauses == [])
    }

    @Test(
        "Errors that are no broken connections are not repeated",
        arguments: [
            ReplyError(peer: "h:1", reason: "x"), LocalError("f", "x"), UsageError("x"), CancellationError(),
        ] as [any Error])
    func otherErrors(error: any Error) async {
        let transport = ScriptedTransport(.failure(error), .answer(200))
        let thrown = await #expect(throws: (any Error).self) { try await send(get, transport) }
        #expect(thrown.map { "\($0)" } == "\(error)")
        #expect(transport.requests.count == 1)
    }

    @Test("A pause can be cancelled")
    func cancellation() async throws {
        let gate = Gate()
        let transport = ScriptedTransport(.answer(500))
        let middleware = RetryMiddleware(
            policy: RetryPolicy(), clock: TestClock(gate: gate), random: { 1 }, unixTime: { 0 })
        let task = Task { try await middleware.intercept(get) { try await transport.send($0) } }
        try await gate.reached()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(transport.requests.count == 1)
    }
}
