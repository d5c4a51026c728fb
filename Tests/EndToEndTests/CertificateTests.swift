import LoopbackServer
import Programs
import Testing

@Suite("Certificates", .timeLimit(.minutes(2)))
struct CertificateTests {
    /// A certificate nobody should accept, and what is said about it.
    struct BadCertificate: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let identity: @Sendable (CertificateAuthority) throws -> ServerIdentity
        let messages: [String]
    }

    @Test(
        "A bad certificate is refused for the right reason, before anything is sent",
        arguments: [
            BadCertificate(
                testDescription: "expired", identity: { try $0.issue(validity: .expired) },
                messages: ["the certificate expired on 2", "Who runs the service has to renew it"]),
            BadCertificate(
                testDescription: "not yet valid", identity: { try $0.issue(validity: .notYet) },
                messages: ["the certificate is valid from 2", "Check this machine's clock"]),
            BadCertificate(
                testDescription: "for another host", identity: { try $0.issue(for: ["wrong.example"]) },
                messages: ["the certificate is for another host, not for localhost", "Check the host's name"]),
            BadCertificate(
                testDescription: "self-signed", identity: { _ in try CertificateAuthority.selfSigned() },
                messages: [
                    "the certificate is self-signed, or its authority is not one", "by --cacert or SSL_CERT_FILE",
                ]),
            BadCertificate(
                testDescription: "by an unknown authority", identity: { _ in try CertificateAuthority().issue() },
                messages: [
                    "the certificate is self-signed, or its authority is not one", "by --cacert or SSL_CERT_FILE",
                ]),
        ]
    )
    func badCertificate(_ bad: BadCertificate) async throws {
        try await withPortal(identity: bad.identity, handler: { _ in .json("{}") }) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5")
            #expect(outcome.exitCode == 3)
            #expect(outcome.output == "")
            #expect(outcome.errors.hasPrefix("oint: localhost:\(portal.server.port): "))
            #expect(outcome.errors.contains("while securing the connection"))
            for message in bad.messages { #expect(outcome.errors.contains(message)) }
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("A certificate may be for an address instead of a name")
    func address() async throws {
        try await withPortal { portal in
            let outcome = try await portal.sandbox.oint(
                "bitrix24", "GetTask", "--url", "https://127.0.0.1:\(portal.server.port)/rest/1/\(Portal.code)/",
                "--task", "5")
            #expect(outcome.exitCode == 0)
        }
    }

    @Test("Without SSL_CERT_FILE the authority of the test is unknown")
    func systemTrust() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(["GetTask", "--task", "5"], environment: ["SSL_CERT_FILE": ""])
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("its authority is not one this machine trusts"))
        }
    }

    @Test(
        "SSL_CERT_FILE that can't be used is a fault of this machine",
        arguments: [
            (
                "gone.pem",
                "gone.pem: this file is to hold the certificates of trusted authorities, but it does not exist"
            ),
            (".", ".: this file is to hold the certificates of trusted authorities, but it is a directory"),
            ("empty.pem", "SSL_CERT_FILE"),
            ("text.pem", "SSL_CERT_FILE"),
        ]
    )
    func badTrust(file: String, message: String) async throws {
        try await withPortal { portal in
            try portal.sandbox.write("", to: "empty.pem")
            try portal.sandbox.write("this is no certificate\n", to: "text.pem")
            let outcome = try await portal.oint(["GetTask", "--task", "5"], environment: ["SSL_CERT_FILE": file])
            #expect(outcome.exitCode == 4)
            #expect(outcome.output == "")
            #expect(outcome.errors.hasPrefix("oint: "))
            #expect(outcome.errors.contains(message))
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("An old version of TLS is refused")
    func oldVersion() async throws {
        var options = LoopbackServer.Options()
        options.tlsVersions = .tls1_0 ... .tls1_1
        try await withPortal(options: options, handler: { _ in .json("{}") }) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5")
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("localhost:\(portal.server.port): "))
            #expect(outcome.errors.contains("while securing the connection"))
        }
    }
}
