import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Answers as some servers write them", .timeLimit(.minutes(1)))
struct RawAnswerTests {
    /// The body of a raw answer over plain HTTP, whole and as a stream.
    private func body(_ bytes: [UInt8], _ method: Request.Method = .get) async throws -> String {
        var configuration = HTTPConfiguration()
        configuration.retry.limit = 0
        return try await withLoopbackServer(handler: { _ in .raw(bytes) }) { [configuration] server in
            // A client each: the server closes the connection, whatever its answer says of it.
            let whole = try await HTTP(configuration).fetch(Request(method, server.url)).body
            let streamed = try await HTTP(configuration).send(Request(method, server.url)).body.bytes()
            #expect(whole == streamed)
            return String(decoding: whole, as: UTF8.self)
        }
    }

    private func answer(_ coding: String, _ body: [UInt8], length: Bool = true) -> [UInt8] {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\n"
        return Array((head + (length ? "Content-Length: \(body.count)\r\n" : "Connection: close\r\n") + "\r\n").utf8)
            + body
    }

    private static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map { Array($0) } ?? [] }

    /// `{"a": 1}`, packed in three ways.
    private static let gzip = bytes("H4sIAAAAAAACA6tWSlSyUjCsBQCXjqH7CAAAAA==")
    private static let zlib = bytes("eNqrVkpUslIwrAUACeUCKQ==")
    private static let raw = bytes("q1ZKVLJSMKwFAA==")

    @Test(
        "What browsers and curl read",
        arguments: [
            "HTTP/1.1 200 OK\nContent-Length: 8\n\n{\"a\": 1}", "HTTP/1.1 200 OK\n\n{\"a\": 1}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8  \r\n{\"a\": 1}\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8;x=y\r\n{\"a\": 1}\r\n0\r\nT: v\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\": 1}\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 8\r\n\r\n{\"a\": 1}",
            "HTTP/1.1 200\r\nContent-Length: 8\r\n\r\n{\"a\": 1}", "HTTP/1.0 200 OK\r\n\r\n{\"a\": 1}",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"a\": 1}",
            "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 64 << 10))\r\nContent-Length: 8\r\n\r\n{\"a\": 1}",
        ])
    func loose(text: String) async throws { #expect(try await body(Array(text.utf8)) == "{\"a\": 1}") }

    @Test("An answer without a body, whatever it says of one")
    func nothing() async throws {
        #expect(try await body(Array("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n".utf8), .head) == "")
        #expect(try await body(Array("HTTP/1.1 204 No\r\nContent-Length: 8\r\n\r\n".utf8)) == "")
        for coding in ["gzip", "deflate", "x-gzip"] { #expect(try await body(answer(coding, [])) == "") }
    }

    @Test("Content codings as they come")
    func codings() async throws {
        for (coding, packed) in [
            ("gzip", Self.gzip), ("x-gzip", Self.gzip), ("GZIP", Self.gzip), ("deflate", Self.zlib),
            ("deflate", Self.raw), ("deflate", Self.gzip), ("gzip", Self.gzip + [0, 0, 0]),
            ("gzip", Self.gzip + [0x1F]),
            ("deflate", Self.raw + [1, 2]),
        ] {
            for length in [true, false] {
                #expect(try await body(answer(coding, packed, length: length)) == "{\"a\": 1}", "\(coding)")
            }
        }
        #expect(try await body(answer("gzip", Self.gzip + Self.gzip)) == "{\"a\": 1}{\"a\": 1}")
    }

    @Test("What was not asked for comes as it is")
    func unasked() async throws { #expect(try await body(answer("br", Array("abc".utf8))) == "abc") }

    @Test("What is cut short or damaged is told, and that the service got the request")
    func damaged() async throws {
        var wrongSum = Self.gzip
        wrongSum[wrongSum.count - 6] ^= 1
        for packed in [Array(Self.gzip.dropLast(1)), Array(Self.gzip.prefix(12)), [0x1F], wrongSum, Array("text".utf8)]
        {
            let error = await #expect(throws: ReplyError.self) { try await body(answer("gzip", packed)) }
            #expect(error?.reason.contains("can't be unpacked") == true)
            #expect(error?.remedy?.contains("carried the request out") == true)
        }
    }

    @Test(
        "What can't be read is told, and that the service got the request",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "contradicts itself"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab", "no number"),
            ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 90 << 10))\r\n\r\n", "80 KiB"),
            ("HTTP/1.1 200 OK\r\nno header at all\r\n\r\n", "no header"),
        ])
    func unreadable(text: String, reason: String) async throws {
        let error = await #expect(throws: ReplyError.self) { try await body(Array(text.utf8)) }
        #expect(error?.reason.contains(reason) == true, "\(error as Any)")
        #expect(error?.remedy?.contains("did get the request") == true)
    }

    @Test("What is packed to fill memory and disks is given up, and takes little memory on the way")
    func bomb() async throws {
        // Zeros in runs of 258 bytes, each one bit of a code; 256 MiB of them.
        let packed = Self.bytes("H4sIAAAAAAACA+3BAQEAAACCIP+vbkhAAQ==") + [UInt8](repeating: 0, count: 260_000)
        var configuration = HTTPConfiguration()
        configuration.retry.limit = 0
        try await withLoopbackServer(handler: { _ in .raw(answer("gzip", packed)) }) { server in
            let response = try await HTTP(configuration).send(Request(.get, server.url))
            var count = 0
            let error = await #expect(throws: ReplyError.self) {
                for try await chunk in response.body { count += chunk.byteCount }
            }
            #expect(error?.reason.contains("grows too far") == true, "\(error as Any)")
            #expect(count <= 65 << 20)
        }
    }
}
