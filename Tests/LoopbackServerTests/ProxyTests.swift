import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Proxy", .timeLimit(.minutes(1)))
struct ProxyTests {
    @Test("A tunnel carries TLS, and the proxy sees the target only")
    func tunnel() async throws {
        let size = 8 * 1024 * 1024
        try await withSetup { request in
            request.path == "/up" ? .json("\(request.bodyLength)") : .stream(0..<size)
        } body: { setup in
            try await withLoopbackProxy { proxy in
                let down = try await setup.curl("-x", proxy.url, setup.server.url + "/down")
                #expect(down.bytes == BytePattern.counting.bytes(0..<size))
                try Data(down.bytes).write(to: setup.directory.appendingPathComponent("up"))
                let up = try await setup.curl("-x", proxy.url, "-T", setup.file("up"), setup.server.url + "/up")
                #expect(up.output == "\(size)")
                let target = "localhost:\(setup.server.port)"
                #expect(proxy.exchanges.map(\.target) == [target, target])
                #expect(proxy.exchanges.map(\.method) == ["CONNECT", "CONNECT"])
                #expect(proxy.exchanges.map(\.hasCredentials) == [false, false])
            }
        }
    }

    @Test("Credentials are asked for and checked")
    func credentials() async throws {
        try await withSetup { _ in
            .json("1")
        } body: { setup in
            var options = LoopbackProxy.Options()
            options.credentials = ("user", "pass:word")
            try await withLoopbackProxy(options: options) { proxy in
                let url = setup.server.url + "/"
                let none = try await setup.curl("-x", proxy.url, "-w", "%{http_connect}", url)
                #expect(none.output == "407")
                #expect(none.exitCode == 56)
                let wrong = try await setup.curl("-x", proxy.url, "-U", "user:other", "-w", "%{http_connect}", url)
                #expect(wrong.output == "407")
                let right = try await setup.curl("-x", proxy.url, "-U", "user:pass:word", url)
                #expect(right.output == "1")
                #expect(proxy.exchanges.map(\.hasCredentials) == [false, true, true])
                #expect(proxy.exchanges.map(\.isAuthorized) == [false, false, true])
                #expect(setup.server.requests.count == 1)
            }
        }
    }

    @Test("Plain requests are forwarded without what is meant for the proxy")
    func plain() async throws {
        try await withLoopbackServer { request in
            .json("\(request.bodyLength)")
        } body: { server in
            try await withLoopbackProxy { proxy in
                let url = "http://localhost:\(server.port)/a?b=c"
                let fixed = try await Program.run("curl", "-sS", "-x", proxy.url, "-U", "user:x", "-d", "12345", url)
                #expect(fixed.output == "5")
                let chunked = try await Program.run(
                    "curl", "-sS", "-x", proxy.url, "-H", "Transfer-Encoding: chunked", "-d", "123456", url
                )
                #expect(chunked.output == "6")
                #expect(proxy.exchanges.map(\.target) == [url, url])
                #expect(server.requests.map(\.target) == ["/a?b=c", "/a?b=c"])
                #expect(server.requests.map(\.text) == ["12345", "123456"])
                for request in server.requests {
                    #expect(request.headers["Host"] == "localhost:\(server.port)")
                    #expect(!request.headers.fields.contains { $0.name.lowercased().hasPrefix("proxy-") })
                }
            }
        }
    }

    @Test("Other hosts lead to where the test says, and nowhere else")
    func routes() async throws {
        try await withSetup(identity: { try $0.issue(for: ["api.example"]) }) { _ in
            .json("1")
        } body: { setup in
            var options = LoopbackProxy.Options()
            options.routes = ["api.example:443": setup.server.port]
            try await withLoopbackProxy(options: options) { proxy in
                let known = try await setup.curl("-x", proxy.url, "https://api.example/")
                #expect(known.output == "1")
                let unknown = try await setup.curl("-x", proxy.url, "-w", "%{http_connect}", "https://other.example/")
                #expect(unknown.output == "502")
            }
        }
    }

    @Test("A proxy can refuse or hang up")
    func refusal() async throws {
        try await withSetup { _ in
            .json("1")
        } body: { setup in
            var options = LoopbackProxy.Options()
            options.behaviour = .refuses(status: 403)
            try await withLoopbackProxy(options: options) { proxy in
                let result = try await setup.curl("-x", proxy.url, "-w", "%{http_connect}", setup.server.url)
                #expect(result.output == "403")
            }
            options.behaviour = .hangsUp
            try await withLoopbackProxy(options: options) { proxy in
                let result = try await setup.curl("-x", proxy.url, setup.server.url)
                #expect([52, 56].contains(result.exitCode), "\(result.errors)")
                #expect(proxy.exchanges.count == 1)
            }
            #expect(setup.server.requests.isEmpty)
        }
    }

    @Test("Faults of the server pass through a tunnel")
    func faults() async throws {
        try await withSetup { request in
            request.path == "/reset" ? .reset(after: 2000, of: 9000) : .truncated(after: 2000, of: 9000)
        } body: { setup in
            try await withLoopbackProxy { proxy in
                let reset = try await setup.curl("-x", proxy.url, setup.server.url + "/reset")
                #expect(reset.exitCode == 56)
                let truncated = try await setup.curl("-x", proxy.url, setup.server.url + "/truncated")
                #expect(truncated.exitCode == 18)
                #expect(truncated.bytes.count == 2000)
            }
        }
    }
}
