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

    private static func reply(_ bytes: [UInt8], _ type: String?) throws -> Reply {
        Reply(
            status: 200, headers: type.map { [HeaderField("Content-Type", $0)] } ?? [], body: bytes,
            address: try .known("https://example.com/"))
    }

    @Test(
        "Text is read in the charset that is named, or marked",
        arguments: [
            ([0xCF, 0xF0], "text/plain; charset=windows-1251", "Пр"), ([0xD0, 0x9F], "text/plain", "П"),
            ([0xCF], "text/html;boundary=x; Charset=\"Windows-1251\"", "П"), ([0xD0, 0x9F], nil, "П"),
            ([0xD0, 0x9F], "text/plain; charset=", "П"), ([0xFF, 0xFE, 0x2F, 0x04], nil, "Я"),
            // The mark is the safer sign.
            ([0xEF, 0xBB, 0xBF, 0xD0, 0x9F], "text/plain; charset=windows-1251", "П"),
            ([0xFF, 0xFE, 0, 0, 0x2F, 0x04, 0, 0], "text/plain; charset=utf-32", "Я"),
            ([0x61], "text/plain; charset=nonsense", nil), ([0x98], "text/plain; charset=windows-1251", nil),
            ([0xFF], "text/plain", nil), ([], "text/plain; charset=windows-1251", ""),
        ] as [([UInt8], String?, String?)])
    func text(bytes: [UInt8], type: String?, text: String?) throws {
        #expect(try Self.reply(bytes, type).text == text)
    }

    @Test(
        "JSON is UTF-8, and what is not is read in the charset that is named",
        arguments: [
            ([0x22, 0xCF, 0xF0, 0x22], "application/json; charset=windows-1251", "Пр"),
            ([0x22, 0xD0, 0x9F, 0x22], "application/json; charset=windows-1251", "П"),
            ([0x22, 0x00, 0x2F, 0x04, 0x22, 0x00], "application/json; charset=utf-16", "Я"),
            ([0xFE, 0xFF, 0x00, 0x22, 0x04, 0x2F, 0x00, 0x22], "application/json", "Я"),
            ([0xEF, 0xBB, 0xBF, 0x22, 0xD0, 0x9F, 0x22], nil, "П"),
        ] as [([UInt8], String?, String)])
    func jsonInCharsets(bytes: [UInt8], type: String?, text: String) throws {
        #expect(try Self.reply(bytes, type).json() == .string(text))
    }

    @Test(
        "JSON in no charset that can be read is no JSON",
        arguments: [
            ([0x22, 0xCF, 0x22], "application/json"), ([0x22, 0xCF, 0x22], "application/json; charset=nonsense"),
            ([0x22, 0x98, 0x22], "application/json; charset=windows-1251"),
        ] as [([UInt8], String)])
    func unreadableJSON(bytes: [UInt8], type: String) throws {
        let error = try #require(throws: ReplyError.self) { try Self.reply(bytes, type).json() }
        #expect(error.reason.hasPrefix("the answer is of the type \(type), not JSON"))
    }

    @Test("A broken document says where it breaks")
    func broken() throws {
        let error = try #require(throws: ReplyError.self) {
            try reply("{\"a\": [1, 2", type: "application/json").json()
        }
        #expect(error.reason.contains("line 1, column 12"))
    }
}
