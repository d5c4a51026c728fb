import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Replies", .timeLimit(.minutes(1)))
struct ReplyTests {
    @Test("64 MiB are downloaded unharmed", arguments: [ServerReply.Framing.contentLength, .chunked, .untilClose])
    func largeDownload(framing: ServerReply.Framing) async throws {
        let range = 100..<64 * 1024 * 1024
        try await withSetup { _ in
            .stream(range, framing: framing)
        } body: { setup in
            let result = try await setup.curl("-o", setup.file("got"), setup.server.url + "/file")
            #expect(result.exitCode == 0)
            let sum = try await Program.run("sha256sum", setup.file("got"))
            #expect(sum.output.prefix(64) == BytePattern.counting.sha256(range))
        }
    }

    @Test("An endless reply ends when the client leaves")
    func endless() async throws {
        try await withSetup { _ in
            .endless()
        } body: { setup in
            let curl = try await setup.start("--limit-rate", "1M", setup.server.url + "/")
            let start = await curl.output.piece()
            #expect(start == BytePattern.counting.bytes(0..<start.count))
            curl.send(SIGKILL)
            try await setup.server.waitUntilDisconnected()
        }
    }

    @Test("Chunks, ready-made compression, HEAD, HTTP/1.0 and no content look as they should")
    func framings() async throws {
        // printf 'hello\n' | gzip -n
        let gzip: [UInt8] = [
            0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 0x02, 0, 0x20, 0x30, 0x3a,
            0x36, 0x06, 0, 0, 0,
        ]
        try await withSetup { request in
            switch request.path {
            case "/chunked": .chunked([Array("ab".utf8), Array("cde".utf8)])
            case "/gzip": .bytes(gzip, headers: ["Content-Encoding": "gzip"])
            case "/none": .status(204)
            default: .json("12345")
            }
        } body: { setup in
            let url = setup.server.url
            let chunked = try await setup.curl("--raw", url + "/chunked")
            #expect(chunked.output == "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")
            let gzip = try await setup.curl("--compressed", url + "/gzip")
            #expect(gzip.output == "hello\n")
            let head = try await setup.curl("--head", url + "/", "--next", "--cacert", setup.bundle, "-s", url + "/")
            #expect(head.output.hasSuffix("Content-Length: 5\r\n\r\n12345"))
            let none = try await setup.curl("-i", url + "/none")
            #expect(none.output == "HTTP/1.1 204 No Content\r\n\r\n")
            let old = try await setup.curl("-0", "-i", url + "/chunked")
            #expect(old.output == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabcde")
        }
    }

    @Test("A list of replies is given one by one")
    func sequence() async throws {
        let handler = LoopbackServer.replies(.status(429), .json("1"), .json("2"))
        try await withSetup(handler: handler) { setup in
            let result = try await setup.curl("-w", "%{http_code} ", setup.server.url + "/[1-4]")
            #expect(result.output == "429 1200 2200 2200 ")
        }
    }

    @Test("A reply is held in the middle until the test lets it go")
    func heldReply() async throws {
        let gate = Gate()
        try await withSetup { _ in
            ServerReply(steps: [.bytes(Array("first".utf8)), .wait(gate), .bytes(Array("second".utf8))])
        } body: { setup in
            let curl = try await setup.start("--no-buffer", setup.server.url + "/")
            try await gate.reached()
            #expect(await curl.output.piece() == Array("first".utf8))
            gate.open()
            let rest = try await curl.outcome()
            #expect(rest.output == "firstsecond")
            #expect(rest.exitCode == 0)
        }
    }

    @Test("A wrong Content-Length goes out as it is, and the connection is not used again")
    func wrongLength() async throws {
        try await withSetup { request in
            .bytes(Array("12345".utf8), headers: ["Content-Length": request.path == "/short" ? "3" : "9"])
        } body: { setup in
            let short = try await setup.curl(setup.server.url + "/short", setup.server.url + "/short")
            #expect(short.output == "123123")
            #expect(setup.server.requests.map(\.connection) == [0, 1])
            let long = try await setup.curl(setup.server.url + "/long")
            #expect(long.output == "12345")
            #expect(long.exitCode == 18)
        }
    }

    /// A fault, the exit code it makes curl end with, and how much of the body curl got.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let reply: ServerReply
        let status: Int32
        let received: Int
        var testDescription: String { self.name }
    }

    @Test(
        "Faults are what the client sees",
        arguments: [
            Fault(name: "reset", reply: .reset, status: 56, received: 0),
            Fault(name: "reset after headers", reply: .reset(after: 0, of: 9), status: 56, received: 0),
            Fault(name: "reset in body", reply: .reset(after: 2000, of: 9000), status: 56, received: 2000),
            Fault(name: "close", reply: .close, status: 52, received: 0),
            Fault(name: "truncated", reply: .truncated(after: 2000, of: 9000), status: 18, received: 2000),
            Fault(
                name: "TCP closed in body",
                reply: ServerReply(steps: [.bytes(Array(0..<200)), .drop, .bytes([1])]),
                status: 18,
                received: 200
            ),
            Fault(name: "no HTTP", reply: .raw(Array("SSH-2.0-nonsense\r\n".utf8)), status: 1, received: 0),
        ]
    )
    func faults(fault: Fault) async throws {
        try await withSetup { _ in
            fault.reply
        } body: { setup in
            let result = try await setup.curl(setup.server.url + "/")
            #expect(result.exitCode == fault.status, "\(result.errors)")
            #expect(result.bytes == BytePattern.counting.bytes(0..<fault.received))
            try await setup.server.waitUntilDisconnected()
        }
    }

    @Test("Only an orderly close says goodbye in TLS", arguments: [false, true])
    func closeNotify(orderly: Bool) async throws {
        try await withSetup { _ in
            ServerReply(steps: [.bytes([65]), orderly ? .close : .drop], framing: .untilClose)
        } body: { setup in
            let client = "openssl s_client -quiet -connect localhost:\(setup.server.port) -CAfile \(setup.bundle)"
            let result = try await Program.run("bash", "-c", "printf 'GET / HTTP/1.1\\r\\n\\r\\n' | \(client)")
            #expect(result.output.hasSuffix("\r\n\r\nA"))
            #expect(result.errors.contains("unexpected eof") == !orderly, "\(result.errors)")
        }
    }

    @Test("An unanswered request is held until the client leaves")
    func hold() async throws {
        let gate = Gate()
        try await withSetup { _ in
            ServerReply(steps: [.wait(gate), .hold], framing: .raw)
        } body: { setup in
            let curl = try await setup.start(setup.server.url + "/")
            try await gate.reached()
            gate.open()
            #expect(setup.server.openConnections == 1)
            curl.send(SIGKILL)
            try await setup.server.waitUntilDisconnected()
            #expect(setup.server.requests.count == 1)
        }
    }

    @Test("Stopping a server cancels its handlers and leaves nobody connected")
    func stop() async throws {
        let (gate, cancelled) = (Gate(), Gate())
        cancelled.open()
        try await withSetup { _ in
            do {
                try await gate.pass()
            } catch is CancellationError {
                // A cancelled task must still be able to say so: passing an open gate does not throw.
                try await cancelled.pass()
            }
            return .status(200)
        } body: { setup in
            let curl = try await setup.start(setup.server.url + "/")
            try await gate.reached()
            await setup.server.stop()
            try await cancelled.reached()
            #expect(setup.server.openConnections == 0)
            let result = try await curl.outcome()
            #expect(result.exitCode != 0)
            let again = try await setup.curl(setup.server.url + "/")
            #expect(again.exitCode == 7)
        }
    }

    @Test("Waiting at a gate can be cancelled")
    func cancelledGate() async throws {
        let gate = Gate()
        let task = Task { try await gate.pass() }
        try await gate.reached()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
