import Logging
import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

/// Notes when it is passed, and adds a header.
private struct Marker: Middleware {
    let name: String
    let passed: Passed

    final class Passed: Sendable {
        private let names = Mutex<[String]>([])
        var list: [String] { names.withLock { $0 } }
        func add(_ name: String) { names.withLock { $0.append(name) } }
    }

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        passed.add(name)
        var request = request
        request.headers.append(HeaderField("X-\(name)", "1"))
        let response = try await next(request)
        passed.add("\(name) back")
        return response
    }
}

@Suite("The chain of a request", .timeLimit(.minutes(1)))
struct ChainTests {
    private func http(
        _ transport: any Transport, _ middleware: [any Middleware] = [],
        change: (inout HTTPConfiguration) -> Void = { _ in }
    ) -> HTTP {
        var configuration = HTTPConfiguration()
        change(&configuration)
        return HTTP(configuration, transport: transport, middleware: middleware, clock: TestClock(), random: { 1 })
    }

    @Test("Links are passed in their order, and each of them sees every try")
    func order() async throws {
        let passed = Marker.Passed()
        let transport = ScriptedTransport(.answer(500), .answer(200))
        let http = http(transport, [Marker(name: "A", passed: passed)]).adding(Marker(name: "B", passed: passed))
        #expect(try await http.fetch(Request(.get, "https://h/")).status == 200)
        #expect(passed.list == ["A", "B", "B back", "A back", "A", "B", "B back", "A back"])
        #expect(transport.requests.map { $0.headers.map(\.name) } == [["X-A", "X-B"], ["X-A", "X-B"]])
    }

    @Test("A client with one link more leaves the first one as it was")
    func adding() async throws {
        let passed = Marker.Passed()
        let http = http(ScriptedTransport(.answer(200)))
        _ = http.adding(Marker(name: "A", passed: passed))
        _ = try await http.fetch(Request(.get, "https://h/"))
        #expect(passed.list == [])
    }

    @Test("What is logged is what is sent, links added later included")
    func logging() async throws {
        let log = LogRecorder()
        let http = http(ScriptedTransport(.answer(200))) { $0.logger = log.logger(.debug) }
        _ = try await http.adding(Marker(name: "A", passed: Marker.Passed())).fetch(Request(.get, "https://h/"))
        #expect(log.text.contains("X-A: 1"))
    }

    @Test("A redirect's target may fail and be repeated")
    func redirectThenRetry() async throws {
        let location = [HeaderField("Location", "/b")]
        let transport = ScriptedTransport(
            .answer(302, headers: location), .failure(ConnectionError.reset), .answer(200))
        #expect(try await http(transport).fetch(Request(.get, "https://h/a")).address.text == "https://h/b")
        #expect(transport.requests.map(\.target) == ["https://h/a", "https://h/b", "https://h/b"])
    }

    @Test("The observer is told of the answer that a request ends with, and of no other")
    func observer() async throws {
        let seen = Mutex<[(Int, [HeaderField])]>([])
        let transport = ScriptedTransport(
            .answer(500), .answer(302, headers: [HeaderField("Location", "/b")]),
            .answer(404, headers: [HeaderField("A", "b")]))
        let http = http(transport) { configuration in
            configuration.observer = { status, headers in seen.withLock { $0.append((status, headers)) } }
        }
        _ = try await http.fetch(Request(.get, "https://h/a"))
        #expect(seen.withLock { $0.map(\.0) } == [404])
        #expect(seen.withLock { $0.map(\.1) } == [[HeaderField("A", "b")]])
    }

    @Test("An answer that is too large is not taken into memory")
    func limit() async throws {
        let http = http(ScriptedTransport(.answer(200, body: "12345"))) { $0.replyLimit = 4 }
        await #expect(throws: ReplyError.self) { try await http.fetch(Request(.get, "https://h/")) }
    }

    @Test("A preview sends nothing, repeats nothing, and hands the request over")
    func preview() async throws {
        let http = http(PreviewTransport())
        let request = Request(.post, "https://h/a", body: .json(["token": "hushhush"]))
        let preview = await #expect(throws: Preview.self) { try await http.fetch(request) }
        #expect(preview?.content["method"] == "POST")
        #expect(preview?.content["body"] == ["token": "***"])
    }

    @Test("An address that can't be used is an error of the call, before anything is sent")
    func address() async throws {
        for http in [http(ScriptedTransport(.answer(200))), http(PreviewTransport())] {
            await #expect(throws: UsageError.self) { try await http.fetch(Request(.get, "example.com")) }
            await #expect(throws: UsageError.self) { try await http.send(Request(.get, "ftp://example.com/")) }
        }
    }

    @Test("A cancelled call sends nothing")
    func cancelled() async throws {
        let transport = ScriptedTransport(.answer(200))
        let http = http(transport)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await http.fetch(Request(.get, "https://h/")).status
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(transport.requests.count == 0)
    }
}
