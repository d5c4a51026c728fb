import Foundation
import LoopbackServer
import NIOConcurrencyHelpers
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Exchanges over TLS", .timeLimit(.minutes(1)))
struct ExchangeTests {
    @Test("Method, address, headers and body arrive as they were given")
    func request() async throws {
        try await withTestServer { _ in
            .json(#"{"ok": true}"#, status: 201, headers: ["X-B": "1", "x-b": "2"])
        } body: { test in
            let request = Request(
                .put, test.url + "/a%20b/я", query: [("q", "1&2")],
                headers: [HeaderField("X-A", "z"), HeaderField("x-a", "y")],
                body: .json(["k": 1]))
            let reply = try await test.http.fetch(request)
            #expect(reply.status == 201)
            #expect(try reply.json() == ["ok": true])
            #expect(reply.headers.filter { $0.name.lowercased() == "x-b" }.map(\.value) == ["1", "2"])
            #expect(reply.address.text.hasSuffix("?q=1%262"))
            let seen = try #require(test.server.requests.first)
            #expect(seen.method == "PUT")
            #expect(seen.target == "/a%20b/%D1%8F?q=1%262")
            #expect(seen.headers.values(of: "X-A") == ["z", "y"])
            #expect(seen.headers["Content-Type"] == "application/json; charset=utf-8")
            #expect(seen.headers["Content-Length"] == "7")
            #expect(seen.headers["User-Agent"] == "oint/\(Version.number)")
            #expect(seen.headers["Host"] == "localhost:\(test.server.port)")
            #expect(seen.text == #"{"k":1}"#)
        }
    }

    @Test("Headers of the caller come before our own")
    func ownHeaders() async throws {
        try await withTestServer { _ in
            .status(204)
        } body: { test in
            let headers = [
                HeaderField("user-agent", "me"), HeaderField("content-type", "text/x"), HeaderField("accept", "b"),
            ]
            let reply = try await test.http.fetch(Request(.post, test.url, headers: headers, body: .json(1)))
            #expect(reply.body == [])
            let seen = try #require(test.server.requests.first)
            #expect(seen.headers.values(of: "User-Agent") == ["me"])
            #expect(seen.headers.values(of: "Content-Type") == ["text/x"])
            #expect(seen.headers.values(of: "Accept") == ["b"])
        }
    }

    @Test(
        "A request without a body announces none, and an empty one is announced as such",
        arguments: Request.Method.allCases)
    func emptyBodies(method: Request.Method) async throws {
        try await withTestServer { _ in
            .status(200)
        } body: { test in
            _ = try await test.http.fetch(Request(method, test.url))
            _ = try await test.http.fetch(Request(method, test.url, body: .form([])))
            #expect(test.server.requests.map(\.method) == [method.rawValue, method.rawValue])
            #expect(test.server.requests.map(\.bodyLength) == [0, 0])
            #expect(test.server.requests[0].headers["Content-Type"] == nil)
            // What usually has no body need not say so.
            let isPlain = [.get, .head, .delete].contains(method)
            #expect(test.server.requests[1].headers["Content-Length"] == (isPlain ? nil : "0"))
            #expect(test.server.requests.allSatisfy { $0.headers["Transfer-Encoding"] == nil })
        }
    }

    @Test("A header that would begin another one is not sent")
    func headerInjection() async throws {
        try await withTestServer { _ in
            .status(200)
        } body: { test in
            let request = Request(.get, test.url, headers: [HeaderField("X-A", "b\r\nX-Evil: 1")])
            await #expect(throws: (any Error).self) { try await test.http.fetch(request) }
            #expect(test.server.requests.isEmpty)
        }
    }

    @Test("The answer to HEAD has no body, and is not waited for")
    func head() async throws {
        try await withTestServer { _ in
            .bytes([1, 2, 3])
        } body: { test in
            let reply = try await test.http.fetch(Request(.head, test.url))
            #expect(reply.header("Content-Length") == "3")
            #expect(reply.body == [])
        }
    }

    @Test("Form and multipart bodies are understood by a server")
    func bodies() async throws {
        try await withTestServer { _ in
            .status(200)
        } body: { test in
            let fields = [("a b", "1+1=2&"), ("ключ", "я\n")]
            _ = try await test.http.fetch(
                Request(.post, test.url, body: .form(fields.map { (name: $0.0, value: $0.1) })))
            let content = BytePattern.counting.bytes(0..<300_000)
            let parts: [Body.Part] = [
                .field("title", "Отчёт"),
                .file("file", .bytes(content), fileName: "отчёт \"1\".pdf", type: "application/pdf"),
            ]
            _ = try await test.http.fetch(Request(.post, test.url, body: .multipart(parts)))
            let seen = test.server.requests
            #expect(seen[0].formItems == fields.map { .init($0.0, $0.1) })
            let arrived = try seen[1].multipartParts()
            #expect(arrived.map(\.name) == ["title", "file"])
            #expect(arrived[0].text == "Отчёт")
            #expect(arrived[0].contentType == nil)
            #expect(arrived[1].filename == "отчёт %221%22.pdf")
            #expect(arrived[1].contentType == "application/pdf")
            #expect(arrived[1].bytes == content)
        }
    }

    @Test("Connections are used again, by one client and by clients made from it")
    func keepAlive() async throws {
        try await withTestServer { _ in
            .json("1")
        } body: { test in
            let http = test.http
            let derived = http.adding(PassThrough())
            for client in [http, http, derived] { _ = try await client.fetch(Request(.post, test.url, body: .json(1))) }
            #expect(test.server.requests.map(\.connection) == [0, 0, 0])
        }
    }

    @Test("Requests at the same time don't wait for each other, and get each their own answer")
    func concurrency() async throws {
        let (count, gate, arrived) = (6, Gate(), NIOLockedValueBox(0))
        try await withTestServer { request in
            // Nobody is answered until all have come.
            if arrived.withLockedValue({ arrived in
                arrived += 1; return arrived
            }) == count {
                gate.open()
            }
            try await gate.pass()
            return .json(request.text)
        } body: { test in
            let http = test.http
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<count {
                    group.addTask {
                        try await http.json(Request(.post, test.url, body: .json(JSON(number)))) == JSON(number)
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("Many requests at once are all answered")
    func many() async throws {
        try await withTestServer { request in
            .json(request.text)
        } body: { test in
            let http = test.http
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...100 {
                    group.addTask {
                        try await http.fetch(Request(.post, test.url, body: .json(JSON(number)))).json().int ?? 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 5050)
            #expect(test.server.acceptedConnections < 100)
        }
    }

    @Test("Redirects lead to the answer, credentials and body with them")
    func redirect() async throws {
        try await withTestServer { request in
            request.path == "/a" ? .status(307, headers: ["Location": "/b?c"]) : .json(request.text)
        } body: { test in
            let request = Request(
                .post, test.url + "/a", headers: [HeaderField("Authorization", "x")], body: .json(5), secrets: ["x"])
            let reply = try await test.http.fetch(request)
            #expect(try reply.json() == 5)
            #expect(reply.address.text == test.url + "/b?c")
            #expect(test.server.requests.map { $0.headers["Authorization"] } == ["x", "x"])
        }
    }

    @Test("To another host no credentials are sent")
    func redirectElsewhere() async throws {
        try await withTestServer { _ in
            .json("1")
        } body: { other in
            try await withTestServer { _ in
                .status(302, headers: ["Location": "http://127.0.0.1:\(other.server.port)/"])
            } body: { test in
                let request = Request(.get, test.url, headers: [HeaderField("Authorization", "x")], secrets: ["x"])
                _ = try? await test.http.fetch(request)
                #expect(test.server.requests.count == 1)
                #expect(other.server.requests.allSatisfy { $0.headers["Authorization"] == nil })
            }
        }
    }

    @Test("A service that is busy gets the same request again when it asked for that")
    func retry() async throws {
        let busy = ServerReply.status(503, headers: ["Retry-After": "0"])
        try await withTestServer(handler: LoopbackServer.replies(busy, .json("2"))) { test async throws in
            var configuration = test.configuration
            configuration.retry = RetryPolicy()
            let http = HTTP(configuration, clock: TestClock())
            #expect(try await http.json(Request(.post, test.url, body: .json("x"))) == 2)
            #expect(test.server.requests.map(\.text) == [#""x""#, #""x""#])
        }
    }

    @Test("A connection that was reset is opened again for what only reads")
    func retryAfterReset() async throws {
        try await withTestServer(handler: LoopbackServer.replies(.reset, .close, .json("3"))) { test async throws in
            var configuration = test.configuration
            configuration.retry = RetryPolicy()
            let http = HTTP(configuration, clock: TestClock())
            #expect(try await http.json(Request(.get, test.url)) == 3)
            #expect(test.server.requests.count == 3)
        }
    }
}

/// A link that does nothing.
private struct PassThrough: Middleware {
    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        try await next(request)
    }
}
