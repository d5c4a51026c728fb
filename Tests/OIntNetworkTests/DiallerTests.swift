import Foundation
import LoopbackServer
import NIOCore
import NIOSSL
import OIntCore
import Testing

@testable import OIntNetwork

@Suite("Opening connections", .timeLimit(.minutes(1)))
struct DiallerTests {
    /// A server over TLS, and settings that trust it.
    private func withServer<T>(
        tls: Bool = true, identity: (CertificateAuthority) throws -> ServerIdentity = { try $0.issue() },
        _ body: (LoopbackServer, NetworkSettings) async throws -> T
    ) async throws -> T {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let authority = try CertificateAuthority()
        let bundle = directory.appendingPathComponent("ca.pem").path
        try authority.writeBundle(to: bundle)
        var settings = NetworkSettings()
        settings.tls.trust = .file(bundle)
        return try await withLoopbackServer(tls: tls ? identity(authority) : nil, handler: { _ in .json("1") }) {
            try await body($0, settings)
        }
    }

    /// Asks for a page over a connection, and gives the first line of the answer.
    private func ask(
        _ settings: NetworkSettings, _ endpoint: Endpoint, isEncrypted: Bool = true
    ) async throws -> String {
        let connection = try await Dialler(settings).connect(to: endpoint, isEncrypted: isEncrypted) { channel in
            try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
        return try await connection.executeThenClose { inbound, outbound in
            try await outbound.write(
                ByteBuffer(string: "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            var text = ""
            for try await bytes in inbound {
                text += String(buffer: bytes)
                if text.contains("\r\n") { break }
            }
            return text.split(separator: "\r\n").first.map { String($0) } ?? ""
        }
    }

    private func failure(_ settings: NetworkSettings, _ endpoint: Endpoint) async throws -> ConnectionError {
        try await #require(throws: ConnectionError.self) { try await ask(settings, endpoint) }
    }

    @Test("In the clear and encrypted")
    func direct() async throws {
        for tls in [false, true] {
            try await withServer(tls: tls) { server, settings async throws in
                let endpoint = Endpoint(host: "localhost", port: server.port)
                #expect(try await ask(settings, endpoint, isEncrypted: tls) == "HTTP/1.1 200 OK")
            }
        }
    }

    @Test("Through every kind of SOCKS, with the name or the number that it is to get")
    func socks() async throws {
        try await withServer { server, settings async throws in
            for (kind, user, target) in [
                (Proxy.Kind.socks5h, true, "localhost"), (.socks5h, false, "localhost"), (.socks5, false, "number"),
                (.socks4a, false, "localhost"), (.socks4, false, "127.0.0.1"),
            ] {
                var options = LoopbackSOCKSProxy.Options()
                if user { options.credentials = ("ann", "p:w") }
                try await withLoopbackSOCKSProxy(options: options) { proxy async throws in
                    var settings = settings
                    settings.proxies = ProxySettings(
                        try Proxy(
                            kind: kind, host: "127.0.0.1", port: proxy.port,
                            credentials: user ? Proxy.Credentials(user: "ann", password: "p:w") : nil))
                    // The system may give IPv6 first, which version 4 can't reach.
                    let host = kind == .socks4 ? "127.0.0.1" : "localhost"
                    #expect(
                        try await ask(settings, Endpoint(host: host, port: server.port)) == "HTTP/1.1 200 OK",
                        "\(kind)")
                    let seen = try #require(proxy.exchanges.first)
                    let isNumber = ["127.0.0.1:\(server.port)", "::1:\(server.port)"].contains(seen.target)
                    #expect(target == "number" ? isNumber : seen.target == "\(target):\(server.port)", "\(seen)")
                    #expect(seen.user == (user ? "ann" : ""))
                }
            }
        }
    }

    @Test("Through HTTP proxies, by CONNECT")
    func connect() async throws {
        try await withServer { server, settings async throws in
            try await withLoopbackProxy { proxy async throws in
                var settings = settings
                settings.proxies = ProxySettings(try Proxy(proxy.url))
                let endpoint = Endpoint(host: "localhost", port: server.port)
                #expect(try await ask(settings, endpoint) == "HTTP/1.1 200 OK")
                #expect(proxy.exchanges.map(\.target) == ["localhost:\(server.port)"])
            }
        }
    }

    @Test("A login that is missing or wrong")
    func login() async throws {
        var options = LoopbackSOCKSProxy.Options()
        options.credentials = ("ann", "right")
        try await withLoopbackSOCKSProxy(options: options) { proxy async throws in
            for credentials in ["", "ann:wr0ng@"] {
                var settings = NetworkSettings()
                settings.proxies = ProxySettings(try Proxy("socks5h://\(credentials)127.0.0.1:\(proxy.port)"))
                let error = try await failure(settings, Endpoint(host: "h.example", port: 443))
                #expect(error.step == .proxy)
                #expect(error.peer == "127.0.0.1:\(proxy.port)")
                #expect(error.reason.contains("the proxy wants a user and a password"))
                #expect(error.isUnsent)
                #expect(!"\(error)".contains("wr0ng"))
            }
            #expect(proxy.exchanges.isEmpty)
        }
    }

    @Test("A refusal says why", arguments: [(5, "the connection is refused there"), (2, "its rules forbid it")])
    func refusal(code: UInt8, reason: String) async throws {
        var options = LoopbackSOCKSProxy.Options()
        options.refusal = code
        try await withLoopbackSOCKSProxy(options: options) { proxy async throws in
            var settings = NetworkSettings()
            settings.proxies = ProxySettings(try Proxy("socks5h://127.0.0.1:\(proxy.port)"))
            let error = try await failure(settings, Endpoint(host: "h.example", port: 443))
            #expect(error.step == .proxy)
            #expect(error.reason == "the proxy refuses to connect to h.example:443 (\(reason))")
        }
    }

    @Test("What is no proxy of that kind is told", arguments: ["http", "socks5", "socks4a"])
    func otherProtocol(kind: String) async throws {
        try await withBareListener(.says(Array("SSH-2.0-x\r\n".utf8))) { listener in
            var settings = NetworkSettings()
            settings.proxies = ProxySettings(try Proxy("\(kind)://127.0.0.1:\(listener.port)"))
            let error = try await failure(settings, Endpoint(host: "10.0.0.1", port: 443))
            #expect(error.step == .proxy)
            #expect(error.reason.hasPrefix("the proxy does not speak"))
        }
    }

    @Test("A proxy that says nothing, or hangs up")
    func silence() async throws {
        for (behaviour, isTimeout) in [(BareListener.Behaviour.keepsSilent, true), (.closes, false), (.resets, false)] {
            try await withBareListener(behaviour) { listener in
                var settings = NetworkSettings()
                settings.connectTimeout = .milliseconds(isTimeout ? 100 : 10_000)
                settings.proxies = ProxySettings(try Proxy("socks5h://127.0.0.1:\(listener.port)"))
                let error = try await failure(settings, Endpoint(host: "h.example", port: 443))
                #expect(error.isTimeout == isTimeout, "\(error)")
            }
        }
    }

    @Test("Nothing listens there, and that may pass")
    func refused() async throws {
        try await withBareListener(.refuses) { listener in
            let error = try await failure(NetworkSettings(), Endpoint(host: "127.0.0.1", port: listener.port))
            #expect(error.reason == "the connection is refused")
            #expect(error.isUnsent)
            #expect(error.isPassing)
        }
    }

    @Test("A name that no one knows, and one that is none")
    func unknown() async throws {
        let unknown = try await failure(NetworkSettings(), Endpoint(host: "host.invalid", port: 1))
        #expect(unknown.step == .resolving)
        #expect(!unknown.isPassing)
        let injected = try await failure(NetworkSettings(), Endpoint(host: "h\r\nX: y", port: 1))
        #expect(injected.reason == "that is no name of a host")
    }

    @Test("A certificate for another host, unless its name is asked for, or any will do")
    func serverName() async throws {
        try await withServer(identity: { try $0.issue(for: ["other.example"]) }) { server, settings async throws in
            let endpoint = Endpoint(host: "localhost", port: server.port)
            let error = try await failure(settings, endpoint)
            #expect(error.reason == "the certificate is for another host, not for localhost")
            var named = settings
            named.tls.serverName = "other.example"
            #expect(try await ask(named, endpoint) == "HTTP/1.1 200 OK")
            var careless = NetworkSettings()
            careless.tls.verifiesServer = false
            #expect(try await ask(careless, endpoint) == "HTTP/1.1 200 OK")
        }
    }

    @Test("A connection is encrypted later, for protocols that begin in the clear")
    func later() async throws {
        try await withServer { server, settings async throws in
            let endpoint = Endpoint(host: "localhost", port: server.port)
            let dialler = Dialler(settings)
            let channel = try await dialler.connect(to: endpoint) { $0 }
            try await dialler.encrypt(channel, to: endpoint)
            #expect(try await channel.nioSSL_tlsVersion().get() != nil)
            try await channel.close()
        }
    }

    @Test("Nothing is missed of what the other side says first, direct or through a proxy")
    func greeting() async throws {
        try await withBareListener(.says(Array("220 hello\r\n".utf8))) { listener in
            try await withLoopbackSOCKSProxy { proxy in
                for proxies in [ProxySettings(), ProxySettings(try Proxy("socks5h://127.0.0.1:\(proxy.port)"))] {
                    var settings = NetworkSettings()
                    settings.proxies = proxies
                    let connection = try await Dialler(settings).connect(
                        to: Endpoint(host: "127.0.0.1", port: listener.port)
                    ) { channel in
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                    try await connection.executeThenClose { inbound, _ in
                        for try await bytes in inbound {
                            #expect(String(buffer: bytes) == "220 hello\r\n")
                            break
                        }
                    }
                }
            }
        }
    }

    @Test("A cancelled attempt ends at once")
    func cancelled() async throws {
        try await withBareListener(.keepsSilent) { listener in
            var settings = NetworkSettings()
            settings.proxies = ProxySettings(try Proxy("socks5h://127.0.0.1:\(listener.port)"))
            let attempt = Task { [settings] in try await ask(settings, Endpoint(host: "h.example", port: 443)) }
            attempt.cancel()
            await #expect(throws: (any Error).self) { try await attempt.value }
        }
    }
}
