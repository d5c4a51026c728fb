import LoopbackServer
import OIntCore
import OIntNetwork
import Testing

@testable import OIntHTTP

@Suite("Time limits", .timeLimit(.minutes(1)))
struct TimeoutTests {
    private let short = Duration.milliseconds(100)

    @Test(
        "A whole exchange may take so long, whatever it waits for",
        arguments: [ServerReply.hold, .script(.contentLength, .bytes([1]), .hold, .bytes([2])), .endless()])
    func whole(reply: ServerReply) async throws {
        try await withTestServer(handler: { _ in reply }) { test in
            let http = test.http {
                $0.timeout = short
                $0.replyLimit = .max
            }
            let error = await #expect(throws: ConnectionError.self) { try await http.fetch(Request(.post, test.url)) }
            #expect(error?.isTimeout == true)
            #expect(error?.reason == "no complete answer came within 0.1 s")
            #expect(error?.remedy?.contains("--timeout") == true)
            #expect(error?.peer == "localhost:\(test.server.port)")
            // The connection of a request that was sent is not left behind.
            if !test.server.requests.isEmpty { try await test.server.waitUntilDisconnected() }
            withExtendedLifetime(http) {}
        }
    }

    @Test("A server that never finishes securing the connection")
    func handshake() async throws {
        try await withBareListener(.keepsSilent) { listener in
            var configuration = HTTPConfiguration()
            configuration.timeout = short
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP(configuration).fetch(Request(.post, "https://localhost:\(listener.port)/"))
            }
            #expect(error?.isTimeout == true)
        }
    }

    @Test("Opening a connection has a limit of its own")
    func opening() async throws {
        try await withBareListener(.keepsSilent) { listener in
            var configuration = HTTPConfiguration()
            configuration.connectTimeout = short
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP(configuration).fetch(Request(.post, "https://127.0.0.1:\(listener.port)/"))
            }
            #expect(error?.isTimeout == true)
            #expect(error?.peer == "127.0.0.1:\(listener.port)")
        }
    }

    @Test("The limit that was met is the one that is told")
    func nearerLimit() throws {
        var configuration = HTTPConfiguration()
        configuration.idleTimeout = .seconds(5)
        func reason(_ timeout: Duration?, standingStill: Duration?) throws -> String {
            configuration.timeout = timeout
            let failure = ConnectionFailure(
                target: Endpoint(host: "h", port: 443), proxy: nil, settings: configuration.network)
            return failure.timedOut(.receiving, standingStill: standingStill).reason
        }
        #expect(try reason(nil, standingStill: .seconds(5)) == "nothing came for 5 s")
        #expect(try reason(.seconds(60), standingStill: .seconds(5)) == "nothing came for 5 s")
        #expect(try reason(.seconds(1), standingStill: .seconds(5)) == "no complete answer came within 1 s")
        #expect(try reason(.seconds(60), standingStill: nil) == "no complete answer came within 60 s")
    }

    @Test(
        "Nothing may stand still for long",
        arguments: [ServerReply.hold, .script(.contentLength, .bytes([1]), .hold, .bytes([2]))])
    func idle(reply: ServerReply) async throws {
        try await withLoopbackServer(handler: { _ in reply }) { server in
            var configuration = HTTPConfiguration()
            // Connecting has this limit too, and other tests are busy.
            configuration.idleTimeout = .seconds(1)
            let http = HTTP(configuration)
            let error = await #expect(throws: ConnectionError.self) {
                try await http.fetch(Request(.post, "http://127.0.0.1:\(server.port)/"))
            }
            #expect(error?.isTimeout == true)
            #expect(["nothing came for 1 s", "nobody answers"].contains(error?.reason))
            if !server.requests.isEmpty { try await server.waitUntilDisconnected() }
            withExtendedLifetime(http) {}
        }
    }

    @Test("A body that is streamed has the same limit")
    func streamed() async throws {
        try await withTestServer(handler: { _ in .endless() }) { test in
            let http = test.http { $0.timeout = .seconds(1) }
            let error = await #expect(throws: ConnectionError.self) {
                for try await _ in try await http.send(Request(.get, test.url)).body {}
            }
            #expect(error?.isTimeout == true)
            #expect(error?.reason == "no complete answer came within 1 s")
        }
    }

    @Test("A time-out is not repeated: the time is over")
    func noRetry() async throws {
        try await withTestServer(handler: { _ in .hold }) { test in
            let http = test.http {
                $0.timeout = short
                $0.retry = RetryPolicy()
            }
            await #expect(throws: ConnectionError.self) { try await http.fetch(Request(.get, test.url)) }
            #expect(test.server.requests.count <= 1)
        }
    }

    @Test("An exchange within its limit is not disturbed")
    func inTime() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test async throws in
            let http = test.http { $0.timeout = .seconds(50) }
            #expect(try await http.json(Request(.get, test.url)) == 1)
        }
    }

    @Test(
        "Limits are told in seconds",
        arguments: [(Duration.seconds(5), "5 s"), (.milliseconds(500), "0.5 s"), (.seconds(0.125), "0.125 s")])
    func words(duration: Duration, words: String) {
        #expect(duration.inSeconds == words)
    }
}
