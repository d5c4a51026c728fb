import LoopbackServer
import Programs
import Testing

@Suite("TLS", .timeLimit(.minutes(1)))
struct TLSTests {
    /// A certificate no client should accept.
    struct BadCertificate: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let identity: @Sendable (CertificateAuthority) throws -> ServerIdentity
        let complaint: String
    }

    @Test(
        "Bad certificates are rejected for the right reason",
        arguments: [
            BadCertificate(
                testDescription: "expired",
                identity: { try $0.issue(validity: .expired) },
                complaint: "certificate has expired"
            ),
            BadCertificate(
                testDescription: "not yet valid",
                identity: { try $0.issue(validity: .notYet) },
                complaint: "certificate is not yet valid"
            ),
            BadCertificate(
                testDescription: "wrong host",
                identity: { try $0.issue(for: ["wrong.example"]) },
                complaint: "no alternative certificate subject name matches"
            ),
            BadCertificate(
                testDescription: "self-signed",
                identity: { _ in try CertificateAuthority.selfSigned() },
                complaint: "self-signed certificate"
            ),
            BadCertificate(
                testDescription: "unknown authority",
                identity: { _ in try CertificateAuthority().issue() },
                complaint: "unable to get local issuer certificate"
            ),
        ]
    )
    func badCertificate(bad: BadCertificate) async throws {
        try await withSetup(identity: bad.identity) { _ in
            .status(200)
        } body: { setup in
            let result = try await setup.curl(setup.server.url + "/")
            #expect(result.exitCode == 60)
            #expect(result.errors.contains(bad.complaint), "\(result.errors)")
            #expect(setup.server.requests.isEmpty)
        }
    }

    @Test("A certificate is good for addresses as well as for names, and HTTP/1.1 is agreed on")
    func address() async throws {
        try await withSetup { _ in
            .json("1")
        } body: { setup in
            let result = try await setup.curl("-v", "https://127.0.0.1:\(setup.server.port)/")
            #expect(result.output == "1")
            #expect(result.errors.contains("server accepted http/1.1"))
        }
    }

    @Test(
        "The server agrees to the versions it was told",
        arguments: [(ServerTLSVersion.tls1_2, "--tls-max", "1.2"), (.tls1_3, "--tlsv1.3", "--tlsv1.3")]
    )
    func versions(version: ServerTLSVersion, option: String, value: String) async throws {
        var options = LoopbackServer.Options()
        options.tlsVersions = version...version
        try await withSetup(options: options) { _ in
            .json("1")
        } body: { setup in
            let good = try await setup.curl(option, value, setup.server.url + "/")
            #expect(good.output == "1")
            let (other, limit) = version == .tls1_2 ? ("--tlsv1.3", "--tlsv1.3") : ("--tls-max", "1.2")
            let bad = try await setup.curl(other, limit, setup.server.url + "/")
            #expect(bad.exitCode == 35)
            try await setup.server.waitUntilDisconnected()
            #expect(setup.server.problems.count == 1)
        }
    }

    @Test(
        "Ports without a server fail as they should",
        arguments: [
            (BareListener.Behaviour.refuses, 7, 7), (.closes, 35, 52), (.resets, 35, 56),
            (.says(Array("no TLS, no HTTP\r\n".utf8)), 35, 1),
        ]
    )
    func bareListener(behaviour: BareListener.Behaviour, overTLS: Int32, plain: Int32) async throws {
        try await withBareListener(behaviour) { listener in
            let secure = try await Program.run("curl", "-sS", "https://127.0.0.1:\(listener.port)/")
            #expect(secure.exitCode == overTLS, "\(secure.errors)")
            let open = try await Program.run("curl", "-sS", "http://127.0.0.1:\(listener.port)/")
            #expect(open.exitCode == plain, "\(open.errors)")
        }
    }
}
