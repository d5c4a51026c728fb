import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Streams of events and values") struct StreamTests {
    /// A stream in pieces of a size.
    private func stream(_ text: String, pieces size: Int) -> ByteStream {
        let bytes = Array(text.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        return ByteStream(
            AsyncStream { continuation in
                for piece in pieces { continuation.yield(piece) }
                continuation.finish()
            })
    }

    private func events(_ text: String, pieces size: Int) async throws -> [ServerSentEvent] {
        try await ServerSentEvents(stream(text, pieces: size)).reduce(into: []) { $0.append($1) }
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `Events come as they are defined, however the stream is cut`(_ size: Int) async throws {
        let text =
            "\u{FEFF}: comment\r\ndata: one\r\ndata:two\r\n\r\nevent: add\rid: 7\rdata: é€😀\r\r"
            + "data\n\nretry: 100\nid: a\u{0}b\ndata:  x: y\nunknown: z\n\nevent: nothing\n\ndata: cut off"
        #expect(
            try await events(text, pieces: size) == [
                ServerSentEvent(data: "one\ntwo"), ServerSentEvent(type: "add", data: "é€😀", id: "7"),
                ServerSentEvent(data: "", id: "7"), ServerSentEvent(data: " x: y", id: "7"),
            ])
    }

    @Test func `The time before a new connection is known`() async throws {
        var iterator = ServerSentEvents(stream("retry: 1500\nretry: x\ndata: a\n\n", pieces: 4)).makeAsyncIterator()
        _ = try await iterator.next()
        #expect(iterator.reconnectionTime == .milliseconds(1500))
    }

    @Test func `A line and an event have a limit`() async throws {
        for text in [String(repeating: "x", count: 3_000_000), String(repeating: "data: 0123456789\n", count: 200_000)]
        {
            await #expect(throws: ReplyError.self) {
                for try await _ in ServerSentEvents(stream(text, pieces: 65_536), limit: 1 << 20) {}
            }
        }
    }

    @Test(arguments: [1, 5, 1000])
    func `A value a line`(_ size: Int) async throws {
        let text = "{\"a\": 1}\r\n\n  \n[2]\n\"é\""
        let values = try await JSONLines(stream(text, pieces: size)).reduce(into: [JSON]()) { $0.append($1) }
        #expect(values == [["a": 1], [2], "é"])
        await #expect(throws: ReplyError.self) { for try await _ in JSONLines(stream("{}\n<html>\n", pieces: 3)) {} }
    }
}
