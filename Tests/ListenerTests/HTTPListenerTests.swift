import NIOCore
import NIOPosix
import OIntCore
import Testing

@testable import OIntListener

@Suite("A listener bounds what clients can take", .timeLimit(.minutes(1)))
struct HTTPListenerTests {
    /// Starts a listener for as long as a closure runs; it answers with the size of the body.
    private func withListener(
        _ limits: HTTPListener.Limits = HTTPListener.Limits(),
        handler: @escaping HTTPListener.Handler = { .text(status: 200, "\($0.body.count)") },
        _ body: (HTTPListener) async throws -> Void
    ) async throws {
        let gate = AccessGate(proof: .bearer("good"), host: "127.0.0.1")
        let listener = try await HTTPListener.start(limits: limits, gate: gate, handler: handler)
        do {
            try await body(listener)
        } catch {
            await listener.stop()
            throw error
        }
        await listener.stop()
    }

    private func head(_ length: Int, token: Bool = true, _ more: String = "") -> String {
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(length)\r\n"
            + (token ? "Authorization: Bearer good\r\n" : "") + more + "\r\n"
    }

    @Test("Who is not let in is answered before the body comes")
    func beforeTheBody() async throws {
        try await withListener { listener in
            let client = try await RawClient(listener.port)
            try await client.send(head(1 << 20, token: false))
            #expect(try await client.line() == "HTTP/1.1 401 Unauthorized")
        }
    }

    @Test("A client that goes on sending is not read for ever, and gets its answer all the same")
    func sendingOn() async throws {
        try await withListener { listener in
            let client = try await RawClient(listener.port)
            try await client.send(head(1 << 30, token: false) + String(repeating: "x", count: 200_000))
            #expect(try await client.line() == "HTTP/1.1 401 Unauthorized")
        }
    }

    @Test("A body that is too large is refused by its length, and while it comes")
    func bodySize() async throws {
        try await withListener(HTTPListener.Limits(bodySize: 10)) { listener in
            let announced = try await RawClient(listener.port)
            try await announced.send(head(11))
            #expect(try await announced.line().hasPrefix("HTTP/1.1 413"))
            let chunked = try await RawClient(listener.port)
            try await chunked.send(
                "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer good\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "8\r\n12345678\r\n8\r\n12345678\r\n")
            #expect(try await chunked.line().hasPrefix("HTTP/1.1 413"))
            let fitting = try await RawClient(listener.port)
            try await fitting.send(head(10) + "1234567890")
            #expect(try await fitting.line() == "HTTP/1.1 200 OK")
        }
    }

    @Test("The bodies of all requests share their memory, which comes back with each answer")
    func bodyMemory() async throws {
        let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let limits = HTTPListener.Limits(bodySize: 100, bodyMemory: 150)
        let handler: HTTPListener.Handler = { request in
            // The body is held for as long as the answer to it takes.
            if request.body.first == UInt8(ascii: "w") {
                arrival.yield()
                for await _ in released { break }
            }
            return .text(status: 200, "\(request.body.count)")
        }
        try await withListener(limits, handler: handler) { listener in
            let first = try await RawClient(listener.port)
            try await first.send(head(100, "Expect: 100-continue\r\n"))
            #expect(try await first.line() == "HTTP/1.1 100 Continue")
            try await first.send(String(repeating: "w", count: 100))
            for await _ in arrived { break }
            let second = try await RawClient(listener.port)
            try await second.send(head(60) + String(repeating: "x", count: 60))
            #expect(try await second.line() == "HTTP/1.1 503 Service Unavailable")
            release.yield()
            #expect(try await first.line(behind: "") == "HTTP/1.1 200 OK")
            // The memory comes back a moment after the answer is out.
            var status = ""
            while status != "HTTP/1.1 200 OK" {
                let third = try await RawClient(listener.port)
                try await third.send(head(100) + String(repeating: "x", count: 100))
                status = try await third.line()
                try #require(status == "HTTP/1.1 200 OK" || status == "HTTP/1.1 503 Service Unavailable")
            }
        }
    }

    @Test("Connections that show nothing make room for those that do")
    func places() async throws {
        let limits = HTTPListener.Limits(connections: 8, reservedConnections: 4)
        try await withListener(limits) { listener in
            let trusted = try await RawClient(listener.port)
            try await trusted.send(head(0))
            #expect(try await trusted.line() == "HTTP/1.1 200 OK")
            var idle: [RawClient] = []
            for _ in 0..<30 { idle.append(try await RawClient(listener.port)) }
            // The first of them had to go; who is trusted stays.
            #expect(try await idle[0].line() == "")
            let late = try await RawClient(listener.port)
            try await late.send(head(0))
            #expect(try await late.line() == "HTTP/1.1 200 OK")
            try await trusted.send(head(3) + "abc")
            #expect(try await trusted.line(behind: "0") == "HTTP/1.1 200 OK")
        }
    }

    @Test("A connection that shows nothing in time is closed")
    func patience() async throws {
        try await withListener(HTTPListener.Limits(patience: .milliseconds(50))) { listener in
            let slow = try await RawClient(listener.port)
            try await slow.send("POST / HTTP/1.1\r\nHost: 127")
            #expect(try await slow.line() == "")
        }
    }

    @Test("What takes a while is given up when the client goes away")
    func goneClient() async throws {
        let (events, feed) = AsyncStream.makeStream(of: String.self)
        let handler: HTTPListener.Handler = { _ in
            .whileConnected {
                feed.yield("begun")
                try? await Task.sleep(for: .seconds(86400))
                feed.yield(Task.isCancelled ? "cancelled" : "done")
                return .text(status: 200, "")
            }
        }
        try await withListener(handler: handler) { listener in
            let client = try await RawClient(listener.port)
            try await client.send(head(0))
            var iterator = events.makeAsyncIterator()
            #expect(await iterator.next() == "begun")
            try await client.close()
            #expect(await iterator.next() == "cancelled")
        }
    }
}

/// A connection of a test that sends what it likes.
private final class RawClient: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let lines: AsyncStream<String>
    private let reader: Task<Void, Never>
    private let writes = AsyncStream.makeStream(of: String.self)

    init(_ port: Int) async throws {
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
            }
        let (lines, feed) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let (channel, writes) = (channel, writes.stream)
        reader = Task {
            try? await channel.executeThenClose { inbound, outbound in
                await withTaskGroup { group in
                    group.addTask {
                        for await text in writes { try? await outbound.write(ByteBuffer(string: text)) }
                        try? await channel.channel.close().get()
                    }
                    group.addTask {
                        var text = ""
                        do {
                            for try await piece in inbound {
                                text += String(buffer: piece)
                                while let end = text.firstRange(of: "\r\n") {
                                    feed.yield(String(text[..<end.lowerBound]))
                                    text = String(text[end.upperBound...])
                                }
                            }
                        } catch {}
                        feed.finish()
                    }
                }
            }
            feed.finish()
        }
    }

    deinit { writes.continuation.finish() }

    func send(_ text: String) async throws { writes.continuation.yield(text) }

    func close() async throws { writes.continuation.finish() }

    /// The next line; empty at the end.
    func line() async throws -> String {
        for await line in lines { return line }
        return ""
    }

    /// The next line of a status, behind what is left of the answer before.
    func line(behind rest: String) async throws -> String {
        for await line in lines where line.contains("HTTP/1.1 ") {
            return String(line[(line.firstRange(of: "HTTP/1.1 ")?.lowerBound ?? line.startIndex)...])
        }
        return ""
    }
}
