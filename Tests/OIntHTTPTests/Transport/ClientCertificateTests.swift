import Foundation
import LoopbackServer
import OIntCore
import OIntNetwork
import Programs
import Testing

@testable import OIntHTTP

@Suite("Certificates of clients", .timeLimit(.minutes(1)))
struct ClientCertificateTests {
    /// A server that wants a certificate, a client without one, and the paths of a certificate, its key, another key, and the
    /// key protected by the password `s3same`.
    private func withDemandingServer(
        _ body: (TestServer, _ certificate: String, _ key: String, _ other: String, _ locked: String) async throws ->
            Void
    ) async throws {
        let authority = try CertificateAuthority(name: "Authority of clients")
        var options = LoopbackServer.Options()
        options.clientAuthorityPEM = authority.certificatePEM
        try await withTestServer(options: options, handler: { _ in .json("1") }) { test in
            func write(_ text: String, _ name: String) throws -> String {
                let url = test.directory.appendingPathComponent(name)
                try Data(text.utf8).write(to: url)
                return url.path
            }
            let (own, other) = (try authority.issue(for: ["client"]), try authority.issue(for: ["other"]))
            let key = try write(own.privateKeyPEM, "key.pem")
            let locked = test.directory.appendingPathComponent("locked.pem").path
            _ = try await Program.run(
                "openssl", "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", key, "-out", locked, "-passout",
                "pass:s3same"
            ).successful()
            try await body(
                test, write(own.certificatePEM, "cert.pem"), key, write(other.privateKeyPEM, "other.pem"), locked)
        }
    }

    @Test("A certificate is shown: directly, through proxies, with its key elsewhere, beside it, or locked")
    func shown() async throws {
        try await withDemandingServer { test, certificate, key, _, locked in
            let both = test.directory.appendingPathComponent("both.pem").path
            let text =
                try String(contentsOfFile: certificate, encoding: .utf8) + "\n"
                + String(contentsOfFile: key, encoding: .utf8)
            try Data(text.utf8).write(to: URL(fileURLWithPath: both))
            let bundle = test.directory.appendingPathComponent("both.p12").path
            _ = try await Program.run(
                "openssl", "pkcs12", "-export", "-in", certificate, "-inkey", key, "-out", bundle, "-passout",
                "pass:s3same"
            ).successful()
            for client in [
                ClientCertificate(path: certificate, keyPath: key), ClientCertificate(path: both),
                ClientCertificate(path: certificate, keyPath: locked, password: "s3same"),
                ClientCertificate(path: bundle, password: "s3same"),
            ] {
                let http = test.http { $0.tls.certificate = client }
                #expect(try await http.json(Request(.get, test.url)) == 1, "\(client.path)")
            }
            try await withLoopbackSOCKSProxy { proxy in
                let http = try test.http {
                    $0.tls.certificate = ClientCertificate(path: certificate, keyPath: key)
                    $0.proxies = ProxySettings(try Proxy("socks5h://127.0.0.1:\(proxy.port)"))
                }
                #expect(try await http.json(Request(.get, test.url)) == 1)
                #expect(proxy.exchanges.count == 1)
            }
        }
    }

    @Test("Without one, it is said that one is wanted")
    func missing() async throws {
        try await withDemandingServer { test, _, _, _, _ in
            let error = await #expect(throws: ConnectionError.self) {
                try await test.http.fetch(Request(.get, test.url))
            }
            #expect(error?.reason.contains("wants a certificate") == true, "\(error as Any)")
            #expect(error?.remedy?.contains("--cert") == true)
        }
    }

    @Test("What is wrong with the files is said before anything is sent")
    func unusable() async throws {
        try await withDemandingServer { test, certificate, key, other, locked in
            for (client, reason) in [
                (ClientCertificate(path: "/not/there", keyPath: key), "does not exist"),
                (ClientCertificate(path: certificate, keyPath: "/not/there"), "does not exist"),
                (ClientCertificate(path: certificate), "holds no private key"),
                (ClientCertificate(path: key, keyPath: key), "holds no certificate"),
                (ClientCertificate(path: certificate, keyPath: other), "belongs to another certificate"),
                (ClientCertificate(path: certificate, keyPath: locked), "protected by a password"),
                (ClientCertificate(path: certificate, keyPath: locked, password: "wr0ng"), "another one"),
            ] {
                let http = test.http { $0.tls.certificate = client }
                let error = await #expect(throws: LocalError.self) { try await http.fetch(Request(.get, test.url)) }
                #expect(error?.reason.contains(reason) == true, "\(error as Any)")
                #expect(error?.reason.contains("wr0ng") == false)
            }
            #expect(test.server.acceptedConnections == 0)
        }
    }

    @Test("Any certificate of a server will do where none is checked")
    func insecure() async throws {
        try await withTestServer(
            identity: { try $0.issue(for: ["wrong.example"], validity: .expired) }, handler: { _ in .json("1") }
        ) {
            test async throws in
            let http = test.http {
                $0.trust = .system
                $0.tls.verifiesServer = false
            }
            #expect(try await http.json(Request(.get, test.url)) == 1)
        }
    }

    @Test("A proxy for plain HTTP that wants a login is told from the service")
    func plainProxyLogin() async throws {
        try await withLoopbackServer(handler: { _ in .json("1") }) { server in
            var options = LoopbackProxy.Options()
            options.credentials = ("ann", "w")
            try await withLoopbackProxy(options: options) { proxy in
                var configuration = HTTPConfiguration()
                configuration.proxies = ProxySettings(try Proxy(proxy.url))
                let error = await #expect(throws: ConnectionError.self) {
                    try await HTTP(configuration).fetch(Request(.post, server.url))
                }
                #expect(error?.step == .proxy)
                #expect(server.requests.isEmpty)
                configuration.proxies = ProxySettings(try Proxy("http://ann:w@127.0.0.1:\(proxy.port)"))
                #expect(try await HTTP(configuration).json(Request(.get, server.url)) == 1)
                #expect(server.requests.first?.headers["Proxy-Authorization"] == nil)
            }
        }
    }
}
