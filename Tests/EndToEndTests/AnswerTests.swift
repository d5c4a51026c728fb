import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Answers that are no good", .timeLimit(.minutes(3)))
struct AnswerTests {
    /// An answer that is not JSON, and what is said about it.
    struct Answer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reply: ServerReply
        let body: [UInt8]
        let message: String

        init(
            _ name: String, _ body: [UInt8], status: Int = 200, type: String? = "application/json", says message: String
        ) {
            self.testDescription = name
            self.reply = .bytes(body, status: status, contentType: type)
            self.body = body
            self.message = message
        }
    }

    @Test(
        "What is not JSON is shown as it came, and named",
        arguments: [
            Answer(
                "page", Array("<!DOCTYPE html>\r\n<title>Grüße</title>".utf8), type: "text/html",
                says: "Bitrix24 refused (HTTP 200): the answer is an HTML page, not JSON"),
            Answer(
                "page that is not found", Array("<html>gone</html>\n".utf8), status: 404, type: "text/html",
                says: "Bitrix24 refused (HTTP 404): the answer is an HTML page, not JSON"),
            Answer("nothing", [], says: "Bitrix24 refused (HTTP 200): the answer is empty, not JSON"),
            Answer(
                "truncated", Array(#"{"result":{"id":"#.utf8),
                says: "of the type application/json, not JSON (line 1, column 17: a value is expected here"),
            Answer(
                "invalid UTF-8", Array(#"{"result":""#.utf8) + [0xE9, 0x22, 0x7D],
                says: "not JSON (line 1, column 12: this is no UTF-8, found byte 0xE9)"),
            Answer("bytes without a type", [0, 1, 2, 255], type: nil, says: "the answer is something else, not JSON"),
        ]
    )
    func notJSON(_ answer: Answer) async throws {
        try await withPortal(answering: answer.reply) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5")
            #expect(outcome.exitCode == 1)
            #expect(outcome.bytes == answer.body)
            #expect(outcome.errors.hasPrefix("oint: Bitrix24 refused (HTTP "))
            #expect(outcome.errors.contains(answer.message))
        }
    }

    @Test("Compressed answers are unpacked", arguments: ["gzip", "deflate"])
    func compressed(coding: String) async throws {
        let body = coding == "gzip" ? Self.gzipped : Self.deflated
        let reply = ServerReply.bytes(body, contentType: "application/json", headers: ["Content-Encoding": coding])
        try await withPortal(answering: reply) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--format", "compact")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == "{\"result\":\"Grüße, Grüße, Grüße\"}\n")
            #expect(portal.server.requests.first?.headers["Accept-Encoding"] == "gzip, deflate")
        }
    }

    @Test("A compressed answer that is damaged is told from a good one", arguments: [true, false])
    func damaged(isTruncated: Bool) async throws {
        var body = Self.gzipped
        if isTruncated { body.removeLast(12) } else { body[14] ^= 0xFF }
        let reply = ServerReply.bytes(body, contentType: "application/json", headers: ["Content-Encoding": "gzip"])
        try await withPortal(answering: reply) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5")
            #expect(outcome.exitCode == 3)
            #expect(outcome.output == "")
            #expect(
                outcome.errors
                    == "oint: localhost:\(portal.server.port): the compressed answer can't be unpacked: "
                    + (isTruncated ? "its end is missing" : "it is damaged")
                    + ". The service has carried the request out: look before you repeat it\n"
            )
        }
    }

    @Test("An answer that announces too much is not taken at all")
    func announcedTooLarge() async throws {
        try await withPortal(answering: .stream(0..<(1 << 30))) { portal in
            let memory = PeakMemory(file: portal.sandbox.path("peak"))
            let outcome = try await portal.oint(["GetTask", "--task", "5"], launcher: memory.launcher)
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("localhost:\(portal.server.port): the answer is larger than 64 MiB."))
            let peak = try memory.bytes()
            #expect(peak < 60 << 20)
        }
    }

    @Test("An answer without end is broken off, in memory that has a bound")
    func endless() async throws {
        try await withPortal(answering: .endless(BytePattern(Array(repeating: 0x20, count: 4096)))) { portal in
            let memory = PeakMemory(file: portal.sandbox.path("peak"))
            let outcome = try await portal.oint(["GetTask", "--task", "5"], launcher: memory.launcher)
            #expect(outcome.exitCode == 3)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("localhost:\(portal.server.port): the answer is larger than 64 MiB."))
            let peak = try memory.bytes()
            #expect(peak < 200 << 20)
        }
    }

    /// `{"result":"Grüße, Grüße, Grüße"}`, by RFC 1952.
    private static let gzipped = Array(
        Data(base64Encoded: "H4sIAAAAAAACA6tWKkotLs0pUbJSci86vOfw/FQdBXSGUi0Add27GiYAAAA=") ?? Data())

    /// The same, by RFC 1950.
    private static let deflated = Array(Data(base64Encoded: "eNqrVipKLS7NKVGyUnIvOrzn8PxUHQV0hlItADjREO8=") ?? Data())
}
