import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Answers")
struct ReplyTests {
    private func response(_ body: ByteStream) throws -> Response {
        Response(
            status: 200,
            headers: [HeaderField("Content-Type", "text/plain"), HeaderField("X-A", "1"), HeaderField("x-a", "2")],
            body: body, address: try .known("https://example.com/"))
    }

    private func reply(_ body: String, type: String? = nil) throws -> Reply {
        Reply(
            status: 200, headers: type.map { [HeaderField("content-type", $0)] } ?? [], body: Array(body.utf8),
            address: try .known("https://example.com/"))
    }

    @Test("Headers are found in any case, the first of a name first")
    func headers() async throws {
        let response = try response(ByteStream([]))
        #expect(response.header("CONTENT-type") == "text/plain")
        #expect(response.header("X-a") == "1")
        #expect(response.header("X-b") == nil)
        #expect(try await response.collected(upTo: 0).header("x-A") == "1")
    }

    @Test("A body up to the limit is taken, and not a byte more", arguments: [true, false])
    func limit(isLengthKnown: Bool) async throws {
        let chunks = [[UInt8](repeating: 1, count: 600), [UInt8](repeating: 2, count: 424)]
        func body() -> ByteStream {
            ByteStream(
                length: isLengthKnown ? 1024 : nil,
                AsyncStream { continuation in
                    for chunk in chunks { continuation.yield(chunk) }
                    continuation.finish()
                })
        }
        #expect(try await response(body()).collected(upTo: 1024).body == chunks.flatMap { $0 })
        let error = await #expect(throws: ReplyError.self) { try await response(body()).collected(upTo: 1023) }
        #expect(error?.peer == "example.com:443")
        #expect(error?.reason.hasPrefix("the answer is larger than") == true)
    }

    @Test("A body that is announced as too large is not begun")
    func announced() async throws {
        let body = ByteStream(length: 5, AsyncThrowingStream<[UInt8], any Error> { throw CancellationError() })
        await #expect(throws: ReplyError.self) { try await response(body).collected(upTo: 4) }
    }

    @Test(
        "Success is what the status says",
        arguments: [(200, true), (204, true), (299, true), (199, false), (300, false), (404, false), (500, false)])
    func success(status: Int, isSuccess: Bool) throws {
        let reply = Reply(status: status, headers: [], body: [], address: try .known("https://example.com/"))
        #expect(reply.isSuccess == isSuccess)
    }

    @Test("JSON is read, whatever type is declared")
    func json() throws {
        #expect(try reply(#"{"b": 1.5, "a": null}"#, type: "text/html").json() == ["b": 1.5, "a": .null])
    }

    @Test(
        "What came instead of JSON is named",
        arguments: [
            ("", nil, "the answer is empty, not JSON"),
            ("  <!DOCTYPE html><p>Busy</p>", "text/html", "the answer is an HTML page, not JSON"),
            ("<HTML>", nil, "the answer is an HTML page, not JSON"),
            ("Bad gateway", "text/plain", "the answer is of the type text/plain, not JSON"),
            ("Bad gateway", nil, "the answer is something else, not JSON"),
        ] as [(String, String?, String)])
    func noJSON(body: String, type: String?, reason: String) throws {
        let error = try #require(throws: ReplyError.self) { try reply(body, type: type).json() }
        #expect(error.reason.hasPrefix(reason))
        #expect(error.peer == "example.com:443")
        #expect(error.remedy?.contains("--debug") == true)
    }

    @Test("A broken document says where it breaks")
    func broken() throws {
        let error = try #require(throws: ReplyError.self) {
            try reply("{\"a\": [1, 2", type: "application/json").json()
        }
        #expect(error.reason.contains("line 1, column 12"))
    }
}
