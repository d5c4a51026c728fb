import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Streaming", .timeLimit(.minutes(1)))
struct StreamingTests {
    private static let size = 8 << 20

    @Test("The head and the first bytes are there before the last ones are sent")
    func down() async throws {
        let gate = Gate()
        try await withTestServer { _ in
            ServerReply(headers: ["X-A": "1"], steps: [.bytes([1, 2]), .wait(gate), .bytes([3])])
        } body: { test in
            let response = try await test.http.send(Request(.get, test.url))
            #expect(response.header("x-a") == "1")
            #expect(response.body.length == 3)
            var iterator = response.body.makeAsyncIterator()
            #expect(try await iterator.next()?.withBytes { Array($0) } == [1, 2])
            gate.open()
            #expect(try await iterator.next()?.withBytes { Array($0) } == [3])
            #expect(try await iterator.next() == nil)
        }
    }

    @Test(
        "A large answer arrives whole, with its length known or not",
        arguments: [ServerReply.Framing.contentLength, .chunked, .untilClose])
    func large(framing: ServerReply.Framing) async throws {
        try await withTestServer { _ in
            .stream(0..<Self.size, framing: framing)
        } body: { test in
            let response = try await test.http.send(Request(.get, test.url))
            if case .contentLength = framing {
                #expect(response.body.length == Self.size)
            } else {
                #expect(response.body.length == nil)
            }
            #expect(try await response.body.bytes() == BytePattern.counting.bytes(0..<Self.size))
        }
    }

    @Test("A file goes up whole, its length announced")
    func up() async throws {
        try await withTestServer { request in
            .json("\(request.bodyLength)")
        } body: { test in
            let file = test.directory.appendingPathComponent("file")
            try Data(BytePattern.counting.bytes(0..<Self.size)).write(to: file)
            let request = Request(.put, test.url, body: .file(.path(file.path), type: "x/y"))
            #expect(try await test.http.json(request) == JSON(Self.size))
            let seen = try #require(test.server.requests.first)
            #expect(seen.headers["Content-Length"] == "\(Self.size)")
            #expect(seen.bodySHA256 == BytePattern.counting.sha256(0..<Self.size))
        }
    }

    @Test("A file inside JSON goes up whole, as base64")
    func upInJSON() async throws {
        let content = BytePattern.counting.bytes(0..<1_000_001)
        try await withTestServer { _ in
            .status(200)
        } body: { test in
            let file = test.directory.appendingPathComponent("file")
            try Data(content).write(to: file)
            var files = EmbeddedFiles()
            let mark = files.add(.path(file.path))
            _ = try await test.http.fetch(
                Request(.post, test.url, body: .jsonWithFiles(["f": ["n", mark]], files: files)))
            let seen = try #require(test.server.requests.first)
            #expect(seen.headers["Content-Length"] == "\(seen.bodyLength)")
            let text = try #require(try JSON(parsing: seen.body)["f"]?[1]?.string)
            #expect(Data(base64Encoded: text) == Data(content))
        }
    }

    @Test("What has no known length goes up in chunks")
    func upInChunks() async throws {
        try await withTestServer { _ in
            .status(200)
        } body: { test in
            _ = try await test.http.fetch(Request(.put, test.url, body: .file(.path("/dev/null"), type: "x/y")))
            let seen = try #require(test.server.requests.first)
            #expect(seen.headers["Transfer-Encoding"] == "chunked")
            #expect(seen.headers["Content-Length"] == nil)
            #expect(seen.isComplete && seen.bodyLength == 0)
        }
    }

    @Test("A file at an address goes from there to the service")
    func upFromAddress() async throws {
        try await withTestServer { request in
            switch request.path {
            case "/file": .stream(0..<500_000)
            default: .status(200)
            }
        } body: { test in
            let parts: [Body.Part] = [.file("f", .address(test.url + "/file"), fileName: "n")]
            _ = try await test.http.fetch(Request(.post, test.url + "/up", body: .multipart(parts)))
            let seen = try #require(test.server.requests.first { $0.path == "/up" })
            #expect(try seen.multipartParts().map(\.bytes) == [BytePattern.counting.bytes(0..<500_000)])
        }
    }

    @Test("A file that its address does not give is the error of the call")
    func missingAtAddress() async throws {
        try await withTestServer { request in
            request.path == "/file" ? .status(404) : .status(200)
        } body: { test in
            let request = Request(.post, test.url + "/up", body: .file(.address(test.url + "/file"), type: "x/y"))
            let error = await #expect(throws: ReplyError.self) { try await test.http.fetch(request) }
            #expect(error?.reason == "the file to send can't be downloaded (HTTP 404)")
        }
    }

    @Test("A file that is missing is reported before anything is sent")
    func missingFile() async throws {
        try await withTestServer { _ in
            .status(200)
        } body: { test in
            let path = test.directory.appendingPathComponent("missing").path
            let request = Request(.post, test.url, body: .file(.path(path), type: "x/y"))
            await #expect(throws: LocalError(path, "it does not exist")) { try await test.http.fetch(request) }
            #expect(test.server.acceptedConnections == 0)
        }
    }

    @Test("A service may answer before it has the whole body")
    func earlyRefusal() async throws {
        var options = LoopbackServer.Options()
        options.admission = { _ in .refuse(.json(#"{"error": "too large"}"#, status: 413)) }
        try await withTestServer(options: options) { _ in
            .status(200)
        } body: { test in
            let body = Body.bytes([UInt8](repeating: 0, count: Self.size), type: "x/y")
            let reply = try await test.http.fetch(Request(.post, test.url, body: body))
            #expect(reply.status == 413)
            #expect(try reply.json() == ["error": "too large"])
        }
    }

    @Test("Whoever stops reading an answer lets go of its connection")
    func abandoned() async throws {
        try await withTestServer { _ in
            .endless()
        } body: { test in
            let http = test.http
            func readSome() async throws -> Int {
                let response = try await http.send(Request(.get, test.url))
                var iterator = response.body.makeAsyncIterator()
                return try await iterator.next()?.byteCount ?? 0
            }
            #expect(try await readSome() > 0)
            try await test.server.waitUntilDisconnected()
            withExtendedLifetime(http) {}
        }
    }

    @Test("An answer that nobody reads holds no connection either")
    func unread() async throws {
        try await withTestServer { _ in
            .endless()
        } body: { test in
            let http = test.http
            #expect(try await http.send(Request(.get, test.url)).status == 200)
            try await test.server.waitUntilDisconnected()
            withExtendedLifetime(http) {}
        }
    }

    @Test("An answer outlives the client it came from")
    func outliving() async throws {
        let gate = Gate()
        try await withTestServer { _ in
            ServerReply(steps: [.bytes([1]), .wait(gate), .pattern(.counting, 0..<Self.size)])
        } body: { test in
            let response = try await HTTP(test.configuration).send(Request(.get, test.url))
            gate.open()
            #expect(try await response.body.bytes().count == Self.size + 1)
        }
    }

    @Test("A client that is gone leaves no connection open")
    func gone() async throws {
        try await withTestServer { _ in
            .json("1")
        } body: { test in
            #expect(try await HTTP(test.configuration).json(Request(.get, test.url)) == 1)
            try await test.server.waitUntilDisconnected()
        }
    }
}
