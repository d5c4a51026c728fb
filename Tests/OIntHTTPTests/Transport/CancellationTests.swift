import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Cancellation", .timeLimit(.minutes(1)))
struct CancellationTests {
    @Test("Waiting for an answer ends at once, and the connection with it")
    func waiting() async throws {
        let gate = Gate()
        try await withTestServer { _ in
            try await gate.pass()
            return .status(200)
        } body: { test in
            let http = test.http
            let task = Task { try await http.fetch(Request(.get, test.url)).status }
            try await gate.reached()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await test.server.waitUntilDisconnected()
            withExtendedLifetime(http) {}
        }
    }

    @Test("With a time limit it ends as a cancellation too, not as a time-out")
    func waitingWithLimit() async throws {
        let gate = Gate()
        try await withTestServer { _ in
            try await gate.pass()
            return .status(200)
        } body: { test in
            let http = test.http { $0.timeout = .seconds(50) }
            let task = Task { try await http.fetch(Request(.get, test.url)).status }
            try await gate.reached()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await test.server.waitUntilDisconnected()
        }
    }

    @Test("Receiving an answer ends at once, and is not taken for a complete one")
    func receiving() async throws {
        let gate = Gate()
        try await withTestServer { _ in
            ServerReply(steps: [.bytes([1]), .wait(gate), .bytes([2])])
        } body: { test in
            let http = test.http
            let task = Task { try await http.fetch(Request(.get, test.url)).body }
            try await gate.reached()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await test.server.waitUntilDisconnected()
            withExtendedLifetime(http) {}
        }
    }

    @Test("Sending a body ends at once, and the connection with it")
    func sending() async throws {
        let gate = Gate()
        var options = LoopbackServer.Options()
        options.hashesBodies = false
        options.admission = { _ in
            gate.open()
            return .accept
        }
        try await withTestServer(options: options, handler: { _ in .status(200) }) { test in
            let http = test.http
            let task = Task {
                try await http.fetch(Request(.put, test.url, body: .file(.path("/dev/zero"), type: "x/y"))).status
            }
            try await gate.pass()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await test.server.waitUntilDisconnected()
            withExtendedLifetime(http) {}
        }
    }

    @Test("Waiting for a file that is to be sent ends at once")
    func waitingForFile() async throws {
        let gate = Gate()
        try await withTestServer { request in
            if request.path == "/file" { return ServerReply(steps: [.bytes([1]), .wait(gate), .bytes([2])]) }
            return .status(200)
        } body: { test in
            let http = test.http
            let request = Request(.post, test.url + "/up", body: .file(.address(test.url + "/file"), type: "x/y"))
            let task = Task { try await http.fetch(request).status }
            try await gate.reached()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(!test.server.requests.contains { $0.path == "/up" && $0.isComplete })
        }
    }

    @Test("Securing a connection ends at once")
    func handshake() async throws {
        try await withBareListener(.keepsSilent) { listener in
            let http = HTTP()
            let started = Gate()
            let task = Task {
                started.open()
                return try await http.fetch(Request(.get, "https://127.0.0.1:\(listener.port)/")).status
            }
            try await started.pass()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test("Other requests of the same client go on")
    func others() async throws {
        let (held, other) = (Gate(), Gate())
        try await withTestServer { request in
            try await (request.path == "/held" ? held : other).pass()
            return .json("1")
        } body: { test in
            let http = test.http
            let task = Task { try await http.fetch(Request(.get, test.url + "/held")).status }
            let surviving = Task { try await http.json(Request(.get, test.url + "/other")) }
            try await held.reached()
            try await other.reached()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            other.open()
            #expect(try await surviving.value == 1)
        }
    }
}
