import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Compressed answers", .timeLimit(.minutes(1)))
struct CompressionTests {
    /// `{"result": "gezippt, Привет"}`, compressed.
    private static let gzip = bytes("H4sIAAAAAAACA6tWKkotLs0pUbJSUEpPrcosKCjRUbgw/2LDhR0XNl3YerFJqRYA3ZZ3XCMAAAA=")
    private static let zlib = bytes("eJyrVipKLS7NKVGyUlBKT63KLCgo0VG4MP9iw4UdFzZd2HqxSakWAACEEGs=")

    private static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map { Array($0) } ?? [] }

    private func reply(_ bytes: [UInt8], _ encoding: String) -> ServerReply {
        .bytes(bytes, contentType: "application/json", headers: ["Content-Encoding": encoding])
    }

    @Test("gzip and deflate are asked for and unpacked", arguments: [("gzip", gzip), ("deflate", zlib)])
    func unpacking(encoding: String, packed: [UInt8]) async throws {
        try await withTestServer { _ in
            reply(packed, encoding)
        } body: { test async throws in
            #expect(try await test.http.json(Request(.get, test.url)) == ["result": "gezippt, Привет"])
            let accepted = test.server.requests.first?.headers["Accept-Encoding"]?.split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            #expect(accepted == ["gzip", "deflate"])
        }
    }

    @Test("The length of what arrives compressed is not taken for its own")
    func length() async throws {
        try await withTestServer { _ in
            reply(Self.gzip, "gzip")
        } body: { test in
            let response = try await test.http.send(Request(.get, test.url))
            #expect(response.body.length == nil)
            #expect(try await response.body.bytes().count == 35)
        }
    }

    @Test("Where an answer is not to be unpacked, it comes as it is, with its length")
    func packed() async throws {
        try await withTestServer { _ in
            reply(Self.gzip, "gzip")
        } body: { test in
            let response = try await test.http.send(Request(.get, test.url, unpacksAnswer: false))
            #expect(response.body.length == Self.gzip.count)
            #expect(try await response.body.bytes() == Self.gzip)
            #expect(test.server.requests.first?.headers["accept-encoding"] == "identity")
        }
    }

    @Test("What is not compressed comes as it is, with its length")
    func plain() async throws {
        try await withTestServer { _ in
            .bytes([1, 2, 3], headers: ["Content-Encoding": "identity"])
        } body: { test async throws in
            #expect(try await test.http.fetch(Request(.get, test.url)).body == [1, 2, 3])
        }
    }

    @Test("An answer without a body has nothing to unpack", arguments: [Request.Method.head, .get])
    func nothing(method: Request.Method) async throws {
        try await withTestServer { request in
            ServerReply(
                status: request.method == "HEAD" ? 200 : 304, headers: ["Content-Encoding": "gzip"],
                steps: [.bytes(Self.gzip)])
        } body: { test async throws in
            #expect(try await test.http.fetch(Request(method, test.url)).body == [])
        }
    }

    @Test(
        "What is damaged is an error, and names it",
        arguments: [Array("no gzip at all".utf8), damaged, cutShort])
    func broken(packed: [UInt8]) async throws {
        try await withTestServer { _ in
            reply(packed, "gzip")
        } body: { test in
            let error = await #expect(throws: ReplyError.self) { try await test.http.fetch(Request(.get, test.url)) }
            #expect(error?.reason.contains("can't be unpacked") == true)
            #expect(error?.peer == "localhost:\(test.server.port)")
        }
    }

    private static let damaged = gzip.enumerated().map { $0.offset == 24 ? ~$0.element : $0.element }
    private static let cutShort = Array(gzip.dropLast(10))

    @Test("What is small when packed and large when unpacked meets the limit")
    func bomb() async throws {
        // A million zeros: the head of the format, one code for each run of them, and the sums to check them by.
        let packed =
            Self.bytes("H4sIAAAAAAACA+3BAQEAAACCIP+vbkhAAQ==") + [UInt8](repeating: 0, count: 968)
            + Self.bytes("rwaey3kSQEIPAA==")
        try await withTestServer { _ in
            reply(packed, "gzip")
        } body: { test in
            let whole = try await test.http.fetch(Request(.get, test.url)).body
            #expect(whole == [UInt8](repeating: 0, count: 1_000_000))
            let limited = test.http { $0.replyLimit = 100_000 }
            await #expect(throws: ReplyError.self) { try await limited.fetch(Request(.get, test.url)) }
        }
    }
}
