import LoopbackServer
import OIntCore
import OIntNetwork
import Testing

@testable import OIntHTTP

@Suite("Going through a proxy", .timeLimit(.minutes(1)))
struct ProxyExchangeTests {
    private func options(_ change: (inout LoopbackProxy.Options) -> Void) -> LoopbackProxy.Options {
        var options = LoopbackProxy.Options()
        change(&options)
        return options
    }

    @Test("TLS goes through a tunnel, to a host that only the proxy knows")
    func tunnel() async throws {
        try await withTestServer(identity: { try $0.issue(for: ["api.example"]) }, handler: { .json($0.text) }) {
            test in
            try await withLoopbackProxy(options: options { $0.routes = ["api.example:443": test.server.port] }) {
                proxy in
                let http = try test.http { $0.proxies = ProxySettings(try Proxy(proxy.url)) }
                for number in 1...2 {
                    let reply = try await http.fetch(Request(.post, "https://api.example/", body: .json(JSON(number))))
                    #expect(try reply.json() == JSON(number))
                }
                // The tunnel is used again, and the proxy learns nothing but where it leads.
                #expect(proxy.exchanges.map(\.method) == ["CONNECT"])
                #expect(proxy.exchanges.map(\.target) == ["api.example:443"])
                #expect(proxy.exchanges.map(\.hasCredentials) == [false])
            }
        }
    }

    @Test("Plain requests go through as well")
    func plain() async throws {
        try await withLoopbackServer(handler: { .json($0.text) }) { server in
            try await withLoopbackProxy { proxy in
                var configuration = HTTPConfiguration()
                configuration.proxies = ProxySettings(try Proxy(proxy.url))
                let url = "http://localhost:\(server.port)/a?b"
                #expect(try await HTTP(configuration).json(Request(.post, url, body: .json(7))) == 7)
                #expect(proxy.exchanges.map(\.method) == ["POST"])
                #expect(proxy.exchanges.map(\.target) == [url])
                #expect(server.requests.map(\.target) == ["/a?b"])
                #expect(server.requests.map { $0.headers["Host"] } == ["localhost:\(server.port)"])
            }
        }
    }

    @Test("Credentials are shown to the proxy, and to nobody else")
    func credentials() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            try await withLoopbackProxy(options: options { $0.credentials = ("us:er", "wörd@/") }) {
                proxy async throws in
                // A colon in the user would end it, by RFC 7617.
                let good = try Proxy(
                    host: "127.0.0.1", port: proxy.port, credentials: .init(user: "us:er", password: "wörd@/"))
                let typed = try Proxy("http://us%3Aer:w%C3%B6rd%40%2F@127.0.0.1:\(proxy.port)")
                #expect(typed == good)
                let http = test.http { $0.proxies = ProxySettings(good) }
                #expect(try await http.json(Request(.get, test.url)) == 1)
                #expect(test.server.requests.allSatisfy { $0.headers["Proxy-Authorization"] == nil })
                #expect(proxy.exchanges.map(\.isAuthorized) == [true])
            }
        }
    }

    @Test("Credentials that are missing or wrong are asked for", arguments: ["", "user:wrong@"])
    func unauthorized(credentials: String) async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            try await withLoopbackProxy(options: options { $0.credentials = ("user", "word") }) { proxy in
                let http = try test.http {
                    $0.proxies = ProxySettings(try Proxy("\(credentials)127.0.0.1:\(proxy.port)"))
                }
                let error = await #expect(throws: ConnectionError.self) {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(error?.step == .proxy)
                #expect(error?.peer == "127.0.0.1:\(proxy.port)")
                #expect(error?.reason.contains("a user and a password") == true)
                #expect(error?.description.contains("wrong") == false)
                #expect(test.server.acceptedConnections == 0)
            }
        }
    }

    @Test("A proxy that does not want to go there", arguments: [403, 502, 503])
    func refusal(status: Int) async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            try await withLoopbackProxy(options: options { $0.behaviour = .refuses(status: status) }) { proxy in
                let http = try test.http { $0.proxies = ProxySettings(try Proxy(proxy.url)) }
                let error = await #expect(throws: ConnectionError.self) {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(error?.step == .proxy)
                #expect(
                    error?.reason == "the proxy refuses to connect to localhost:\(test.server.port) (HTTP \(status))")
                #expect(error?.peer == "127.0.0.1:\(proxy.port)")
            }
        }
    }

    @Test("A proxy that hangs up")
    func hangUp() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            try await withLoopbackProxy(options: options { $0.behaviour = .hangsUp }) { proxy in
                let http = try test.http { $0.proxies = ProxySettings(try Proxy(proxy.url)) }
                let error = await #expect(throws: ConnectionError.self) {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(error?.isTimeout == false)
                #expect(error?.reason.contains("closed") == true, "\(error as Any)")
            }
        }
    }

    @Test("A proxy that is not there is named instead of the service")
    func refused() async throws {
        try await withBareListener(.refuses) { listener in
            var configuration = HTTPConfiguration()
            configuration.proxies = ProxySettings(try Proxy("127.0.0.1:\(listener.port)"))
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP(configuration).fetch(Request(.post, "https://api.example/"))
            }
            #expect(error?.step == .connecting)
            #expect(error?.peer == "127.0.0.1:\(listener.port)")
            #expect(error?.remedy?.contains("proxy") == true)
        }
    }

    @Test("A proxy that nobody knows is named instead of the service")
    func unknown() async throws {
        var configuration = HTTPConfiguration()
        configuration.proxies = ProxySettings(try Proxy("proxy.invalid:3128"))
        let error = await #expect(throws: ConnectionError.self) {
            try await HTTP(configuration).fetch(Request(.post, "https://api.example/"))
        }
        #expect(error?.step == .resolving)
        #expect(error?.peer == "proxy.invalid:3128")
    }

    @Test("A proxy that keeps silent is given up")
    func silence() async throws {
        try await withLoopbackProxy(options: options { $0.behaviour = .keepsSilent }) { proxy in
            var configuration = HTTPConfiguration()
            configuration.proxies = ProxySettings(try Proxy(proxy.url))
            configuration.timeout = .milliseconds(100)
            let error = await #expect(throws: ConnectionError.self) {
                try await HTTP(configuration).fetch(Request(.post, "https://api.example/"))
            }
            #expect(error?.isTimeout == true)
        }
    }

    @Test("Hosts that are excepted are reached directly")
    func exceptions() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            let http = try test.http {
                $0.proxies = try ProxySettings(environment: ["HTTPS_PROXY": "proxy.invalid:1", "NO_PROXY": "localhost"])
            }
            #expect(try await http.json(Request(.get, test.url)) == 1)
        }
    }

    @Test("A bad certificate behind a proxy is refused as well")
    func certificate() async throws {
        try await withTestServer(identity: { try $0.issue(for: ["wrong.example"]) }, handler: { _ in .json("1") }) {
            test in
            try await withLoopbackProxy { proxy in
                let http = try test.http { $0.proxies = ProxySettings(try Proxy(proxy.url)) }
                let error = await #expect(throws: ConnectionError.self) {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(error?.step == .tls)
                #expect(error?.reason == "the certificate is for another host, not for localhost")
            }
        }
        try await withTestServer(identity: { try $0.issue(validity: .expired) }, handler: { _ in .json("1") }) { test in
            try await withLoopbackProxy { proxy in
                let http = try test.http { $0.proxies = ProxySettings(try Proxy(proxy.url)) }
                let error = await #expect(throws: ConnectionError.self) {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(error?.step == .tls)
                #expect(test.server.requests.isEmpty)
            }
        }
    }

    @Test("Faults behind a proxy are told as without one")
    func faults() async throws {
        try await withTestServer(handler: { _ in .truncated(after: 10, of: 100) }) { test in
            try await withLoopbackProxy { proxy in
                let http = try test.http { $0.proxies = ProxySettings(try Proxy(proxy.url)) }
                let error = await #expect(throws: ConnectionError.self) {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(error?.step == .receiving)
                #expect(error?.peer == "localhost:\(test.server.port)")
            }
        }
    }
}
