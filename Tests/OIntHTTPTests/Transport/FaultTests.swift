import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Faults of the network", .timeLimit(.minutes(1)))
struct FaultTests {
    /// What a call to a misbehaving server ends with.
    private func failure(_ reply: ServerReply, _ method: Request.Method = .post) async throws -> (
        error: any Error, peer: String
    ) {
        try await withTestServer(handler: { _ in reply }) { test in
            let request = Request(method, test.url, body: .json(1))
            let error = try await #require(throws: (any Error).self) { try await test.http.fetch(request) }
            return (error, "localhost:\(test.server.port)")
        }
    }

    private func connectionFailure(_ reply: ServerReply) async throws -> ConnectionError {
        let (error, peer) = try await failure(reply)
        let failure = try #require(error as? ConnectionError, "\(error)")
        #expect(failure.peer == peer)
        #expect(!failure.isTimeout)
        return failure
    }

    @Test(
        "A connection that ends before the answer began", arguments: [ServerReply.reset, .close, .script(.raw, .drop)])
    func beforeTheAnswer(reply: ServerReply) async throws {
        let error = try await connectionFailure(reply)
        #expect(error.step == .exchanging)
        #expect(["the connection was reset", "the connection was closed"].contains(error.reason))
    }

    @Test(
        "A connection that ends within the answer",
        arguments: [
            ServerReply.reset(after: 1000, of: 9000), .reset(after: 0, of: 9000),
            .truncated(after: 1000, of: 9000), .truncated(after: 0, of: 9000),
            .script(.chunked, .bytes([1, 2, 3]), .close), .script(.chunked, .bytes([1, 2, 3]), .reset),
            .script(.contentLength, .bytes([1, 2, 3]), .drop, .bytes([4])),
            .script(.untilClose, .bytes([1, 2, 3]), .reset),
        ])
    func withinTheAnswer(reply: ServerReply) async throws {
        let error = try await connectionFailure(reply)
        #expect(error.step == .receiving)
        let reasons = ["the connection was reset", "the connection was closed before the answer was complete"]
        #expect(reasons.contains(error.reason), "\(error)")
    }

    @Test("An answer that ends with the connection must end it in order: anybody could have cut it")
    func cutWithoutGoodbye() async throws {
        let error = try await connectionFailure(.script(.untilClose, .bytes([1, 2, 3]), .drop))
        #expect(error.reason == "the connection was closed before the answer was complete")
    }

    @Test("A reset in the middle of an upload")
    func upload() async throws {
        var options = LoopbackServer.Options()
        options.admission = { _ in .reset(afterBodyBytes: 100_000) }
        try await withTestServer(options: options, handler: { _ in .status(200) }) { test in
            let body = Body.bytes([UInt8](repeating: 0, count: 8 << 20), type: "x/y")
            let error = await #expect(throws: ConnectionError.self) {
                try await test.http.fetch(Request(.post, test.url, body: body))
            }
            #expect(error?.step == .exchanging)
        }
    }

    @Test(
        "A service that speaks something else",
        arguments: ["SSH-2.0-OpenSSH_9.6\r\n", "220 smtp.example ESMTP\r\n\r\n", "\u{0}\u{1}\u{2}"])
    func notHTTP(greeting: String) async throws {
        let (error, peer) = try await failure(.raw(Array(greeting.utf8)))
        #expect((error as? ReplyError)?.description.hasPrefix("\(peer): the answer is not HTTP") == true, "\(error)")
    }

    @Test("A file that becomes shorter while it is sent")
    func changingFile() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("file")
            try Data().write(to: file)
            // Larger than what is under way when the server sees the first of it.
            try FileHandle(forWritingTo: file).truncate(atOffset: 256 << 20)
            var options = LoopbackServer.Options()
            options.hashesBodies = false
            options.admission = { _ in
                try? FileHandle(forWritingTo: file).truncate(atOffset: 0)
                return .accept
            }
            try await withTestServer(options: options, handler: { _ in .status(200) }) { test in
                let request = Request(.put, test.url, body: .file(.path(file.path), type: "x/y"))
                let error = await #expect(throws: LocalError.self) { try await test.http.fetch(request) }
                #expect(error?.reason == "it changed its size on the way")
            }
        }
    }

    @Test("Names that nobody knows")
    func unknownName() async throws {
        let error = await #expect(throws: ConnectionError.self) {
            try await HTTP().fetch(Request(.post, "https://host.invalid/"))
        }
        #expect(error?.step == .resolving)
        #expect(error?.peer == "host.invalid:443")
        #expect(error?.reason == "the name is not known")
        #expect(error?.isTimeout == false)
    }

    @Test("Ports where nothing listens, by name and by number", arguments: ["localhost", "127.0.0.1"])
    func refused(host: String) async throws {
        try await withBareListener(.refuses) { listener in
            for scheme in ["http", "https"] {
                let error = await #expect(throws: ConnectionError.self) {
                    try await HTTP().fetch(Request(.post, "\(scheme)://\(host):\(listener.port)/"))
                }
                #expect(error?.step == .connecting)
                #expect(error?.reason == "the connection is refused")
                #expect(error?.remedy?.contains("nothing listens there") == true)
                #expect(error?.peer == "\(host):\(listener.port)")
            }
        }
    }

    @Test("A server that hangs up instead of securing the connection", arguments: [true, false])
    func hangsUp(byReset: Bool) async throws {
        try await withBareListener(byReset ? .resets : .closes) { listener in
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP().fetch(Request(.post, "https://localhost:\(listener.port)/"))
            }
            #expect(error?.peer == "localhost:\(listener.port)")
            #expect(error?.isTimeout == false)
            #expect(["the connection was reset", "the connection was closed"].contains(error?.reason))
        }
    }

    @Test("A server that speaks no TLS", arguments: ["SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n"])
    func noTLS(greeting: String) async throws {
        try await withBareListener(.says(Array(greeting.utf8))) { listener in
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP().fetch(Request(.post, "https://localhost:\(listener.port)/"))
            }
            #expect(error?.step == .tls)
            #expect(error?.reason == "the other side does not speak TLS")
        }
    }

    @Test("https spoken to a server of plain http, and the other way round")
    func wrongScheme() async throws {
        try await withLoopbackServer(handler: { _ in .json("1") }) { server in
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP().fetch(Request(.post, "https://localhost:\(server.port)/"))
            }
            #expect(error?.reason == "the other side does not speak TLS")
            #expect(server.requests.isEmpty)
        }
        try await withTestServer(handler: { _ in .json("1") }) { test in
            await #expect(throws: ConnectionError.self) {
                try await test.http.fetch(Request(.post, "http://localhost:\(test.server.port)/"))
            }
            #expect(test.server.requests.isEmpty)
        }
    }
}
