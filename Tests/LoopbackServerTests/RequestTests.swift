import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Requests", .timeLimit(.minutes(1)))
struct RequestTests {
    @Test("A call over TLS is decoded, recorded and answered")
    func typicalCall() async throws {
        try await withSetup { _ in
            .json(#"{"result": 1}"#, status: 201, headers: ["Set-Cookie": "a=1", "Set-Cookie": "b=2"])
        } body: { setup in
            let result = try await setup.curl(
                "-i", "-H", "X-Twice: one", "-H", "X-Twice: two", "-d", "title=%D0%B0+b%26&empty=&bare",
                setup.server.url + "/rest/a%20b?id=5&name=x%2By+z&broken=%zz"
            )
            #expect(result.exitCode == 0)
            #expect(
                result.output == """
                    HTTP/1.1 201 Created\r
                    Content-Type: application/json\r
                    Set-Cookie: a=1\r
                    Set-Cookie: b=2\r
                    Content-Length: 13\r
                    \r
                    {"result": 1}
                    """
            )
            let request = try #require(setup.server.requests.first)
            #expect(request.method == "POST")
            #expect(request.target == "/rest/a%20b?id=5&name=x%2By+z&broken=%zz")
            #expect(request.path == "/rest/a b")
            #expect(request.queryItems == [.init("id", "5"), .init("name", "x+y z"), .init("broken", "%zz")])
            #expect(request.headers.values(of: "x-twice") == ["one", "two"])
            #expect(request.formItems == [.init("title", "а b&"), .init("empty", ""), .init("bare", "")])
            #expect(request.form("title") == "а b&")
            #expect(request.text == "title=%D0%B0+b%26&empty=&bare")
            #expect(request.isComplete)
            #expect(setup.server.problems == [])
        }
    }

    @Test("Multipart forms are taken apart")
    func multipart() async throws {
        try await withSetup { _ in
            .status(200)
        } body: { setup in
            let content = Data([0, 13, 10, 45, 45, 255])
            try content.write(to: setup.directory.appendingPathComponent("a b.bin"))
            _ = try await setup.curl(
                "-F", "chat=42", "-F", "document=@\(setup.file("a b.bin"));type=image/png;filename=\"q\\\"q.png\"",
                setup.server.url + "/"
            )
            let parts = try #require(setup.server.requests.first).multipartParts()
            #expect(parts.map(\.name) == ["chat", "document"])
            #expect(parts.map(\.filename) == [nil, "q%22q.png"])
            #expect(parts.map(\.contentType) == [nil, "image/png"])
            #expect(parts[0].text == "42")
            #expect(parts[1].bytes == Array(content))
        }
    }

    @Test(
        "A malformed multipart form is told apart from a good one",
        arguments: [
            "no boundary", "--b\r\nA: b\r\n\r\nno end", "--b\r\nno colon\r\n\r\nx\r\n--b--",
            "--b\r\n\r\nx\r\n--b--tail",
            "--b\nA: b\n\nx\n--b--",
        ]
    )
    func malformedMultipart(body: String) async throws {
        try await withSetup { _ in
            .status(200)
        } body: { setup in
            let type = "Content-Type: multipart/form-data; boundary=b"
            _ = try await setup.curl("-H", type, "--data-binary", body, setup.server.url + "/")
            let request = try #require(setup.server.requests.first)
            #expect(throws: ServerRequest.MalformedBody.self) { try request.multipartParts() }
        }
    }

    @Test("Two calls of one client share a connection")
    func keepAlive() async throws {
        try await withSetup { _ in
            .json("1")
        } body: { setup in
            _ = try await setup.curl(setup.server.url + "/a", setup.server.url + "/b")
            #expect(setup.server.requests.map(\.path) == ["/a", "/b"])
            #expect(setup.server.requests.map(\.connection) == [0, 0])
            #expect(setup.server.acceptedConnections == 1)
            try await setup.server.waitUntilDisconnected()
            #expect(setup.server.openConnections == 0)
        }
    }

    @Test("Pipelined requests are answered in order, one at a time", arguments: [false, true])
    func pipelining(atOnce: Bool) async throws {
        try await withLoopbackServer { request in
            // A change of thread lets the next request arrive while this one is being answered.
            if !atOnce { await Task.detached {}.value }
            return .bytes(Array(request.path.utf8), contentType: nil)
        } body: { server in
            let script = """
                exec 3<>/dev/tcp/127.0.0.1/\(server.port)
                printf 'GET /1 HTTP/1.1\\r\\n\\r\\nPOST /2 HTTP/1.1\\r\\nContent-Length: 2\\r\\n\\r\\nxyGET /3 HTTP/1.0\\r\\n\\r\\n' >&3
                cat <&3
                """
            let result = try await Program.run("bash", "-c", script)
            let bodies = result.output.split(separator: "\r\n").filter { $0.hasPrefix("/") }
            #expect(bodies.map { $0.prefix(2) } == ["/1", "/2", "/3"])
            #expect(server.requests.map(\.text) == ["", "xy", ""])
        }
    }

    @Test("64 MiB are uploaded unharmed, with a fraction of them kept", arguments: [false, true])
    func largeUpload(chunked: Bool) async throws {
        let size = 64 * 1024 * 1024
        var options = LoopbackServer.Options()
        options.bodyLimit = 1000
        try await withSetup(options: options) { request in
            request.method == "GET" ? .stream(0..<size) : .json("\(request.bodyLength)")
        } body: { setup in
            _ = try await setup.curl("-o", setup.file("whole"), setup.server.url + "/down")
            let framing = chunked ? "Transfer-Encoding: chunked" : "X-Nothing: 1"
            let result = try await setup.curl("-v", "-H", framing, "-T", setup.file("whole"), setup.server.url + "/up")
            #expect(result.output == "\(size)")
            #expect(result.errors.contains("< HTTP/1.1 100 Continue"))
            let request = try #require(setup.server.requests.last)
            #expect(request.headers["Expect"] == "100-continue")
            #expect(request.bodyLength == size)
            #expect(request.bodySHA256 == BytePattern.counting.sha256(0..<size))
            #expect(request.body == BytePattern.counting.bytes(0..<1000))
        }
    }

    @Test("A request is refused before its body is sent")
    func refusal() async throws {
        var options = LoopbackServer.Options()
        options.admission = { $0.method == "PUT" ? .refuse(.json("too much", status: 413)) : .accept }
        try await withSetup(options: options) { _ in
            .status(200)
        } body: { setup in
            try Data(count: 4_000_000).write(to: setup.directory.appendingPathComponent("big"))
            let url = setup.server.url + "/"
            let result = try await setup.curl("-w", " %{http_code} %{size_upload}", "-T", setup.file("big"), url)
            #expect(result.output == "too much 413 0")
            // Without `Expect`, the client is in the middle of sending when the answer comes.
            let busy = try await setup.curl("-w", " %{http_code}", "-H", "Expect:", "-T", setup.file("big"), url)
            #expect(busy.output == "too much 413")
            #expect(setup.server.requests.map(\.isComplete) == [false, false])
        }
    }

    @Test("A refused client that is still sending gets the answer, not a reset")
    func refusalOfBusyClient() async throws {
        var options = LoopbackServer.Options()
        options.admission = { _ in .refuse(.json("too much", status: 413)) }
        try await withLoopbackServer(options: options) { _ in
            .status(200)
        } body: { server in
            // Had the server closed, the first bytes after its answer would meet a reset, and the next ones fail.
            let script = """
                exec 3<>/dev/tcp/127.0.0.1/\(server.port)
                printf 'PUT / HTTP/1.1\\r\\nContent-Length: 8\\r\\n\\r\\n' >&3
                read -r status <&3
                printf 'abcd' >&3
                printf 'efgh' >&3
                echo "$status"
                cat <&3
                """
            let result = try await Program.run("bash", "-c", script)
            #expect(result.output.hasPrefix("HTTP/1.1 413 "))
            #expect(result.output.hasSuffix("\r\n\r\ntoo much"))
            #expect(result.errors == "")
        }
    }

    @Test("An upload is reset in the middle")
    func resetUpload() async throws {
        var options = LoopbackServer.Options()
        options.admission = { _ in .reset(afterBodyBytes: 100_000) }
        try await withSetup(options: options) { _ in
            .status(200)
        } body: { setup in
            try Data(count: 64_000_000).write(to: setup.directory.appendingPathComponent("big"))
            let result = try await setup.curl("-T", setup.file("big"), setup.server.url + "/")
            #expect([55, 56].contains(result.exitCode), "\(result.errors)")
            let request = try #require(setup.server.requests.first)
            #expect(!request.isComplete)
            #expect((100_000..<64_000_000).contains(request.bodyLength))
        }
    }

    @Test("An error of the handler is a 500 and a recorded problem")
    func handlerThrows() async throws {
        struct Mishap: Error {}
        try await withSetup { _ in
            throw Mishap()
        } body: { setup in
            let result = try await setup.curl("-o", "/dev/null", "-w", "%{http_code}", setup.server.url + "/x")
            #expect(result.output == "500")
            #expect(setup.server.problems == ["GET /x: the handler threw Mishap()"])
        }
    }

    @Test("What is no HTTP request is a 400 and a recorded problem")
    func malformedRequest() async throws {
        try await withSetup { _ in
            .status(200)
        } body: { setup in
            let result = try await setup.curl("-w", "%{http_code}", "-X", "NO METHOD", setup.server.url + "/x")
            #expect(result.output == "400")
            #expect(setup.server.problems.count == 1)
        }
    }
}
