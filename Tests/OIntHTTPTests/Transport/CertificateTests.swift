import Foundation
import LoopbackServer
import OIntCore
import OIntNetwork
import Testing

@testable import OIntHTTP

@Suite("Certificates", .timeLimit(.minutes(1)))
struct CertificateTests {
    /// What a call to a server with a bad certificate ends with; the server must not see a request.
    private func refusal(
        _ identity: (CertificateAuthority) throws -> ServerIdentity, host: String = "localhost",
        change: (inout HTTPConfiguration) -> Void = { _ in }
    ) async throws -> ConnectionError {
        try await withTestServer(identity: identity, handler: { _ in .json("1") }) { test in
            let request = Request(.post, "https://\(host):\(test.server.port)/", body: .json("hushhush"))
            let error = try await #require(throws: (any Error).self) { try await test.http(change).fetch(request) }
            #expect(test.server.requests.isEmpty)
            let failure = try #require(error as? ConnectionError, "\(error)")
            #expect(failure.step == .tls)
            #expect(failure.peer == "\(host):\(test.server.port)")
            return failure
        }
    }

    /// The day some days from now, in UTC, as `yyyy-MM-dd`.
    private func day(_ days: Int) -> String { DateTime(unixTime: DateTime.now.unixTime + days * 86400).dayText }

    @Test("A good one is accepted, by name and by number", arguments: ["localhost", "127.0.0.1"])
    func good(host: String) async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            let reply = try await test.http.fetch(Request(.get, "https://\(host):\(test.server.port)/"))
            #expect(try reply.json() == 1)
        }
    }

    @Test("An expired one", arguments: ["localhost", "127.0.0.1"])
    func expired(host: String) async throws {
        let error = try await refusal({ try $0.issue(validity: .expired) }, host: host)
        // The test may run over midnight.
        #expect(
            ["the certificate expired on \(day(-1))", "the certificate expired on \(day(-2))"].contains(error.reason))
        #expect(error.remedy?.contains("renew") == true)
    }

    @Test("One that is not valid yet")
    func notYet() async throws {
        let error = try await refusal { try $0.issue(validity: .notYet) }
        #expect(
            ["the certificate is valid from \(day(1)) on only", "the certificate is valid from \(day(0)) on only"]
                .contains(error.reason))
        #expect(error.remedy?.contains("clock") == true)
    }

    @Test("One for another host", arguments: ["localhost", "127.0.0.1"])
    func otherHost(host: String) async throws {
        let error = try await refusal({ try $0.issue(for: ["wrong.example"]) }, host: host)
        #expect(error.reason == "the certificate is for another host, not for \(host)")
    }

    @Test("A self-signed one, and one by an unknown authority")
    func untrusted() async throws {
        for identity in [try CertificateAuthority.selfSigned(), try CertificateAuthority().issue()] {
            let error = try await refusal { _ in identity }
            #expect(error.reason == "the certificate is self-signed, or its authority is not one this machine trusts")
            #expect(error.remedy?.contains("SSL_CERT_FILE") == true)
        }
    }

    @Test("One that the system's authorities don't know")
    func unknownToTheSystem() async throws {
        let error = try await refusal({ try $0.issue() }) { $0.trust = .system }
        #expect(error.reason.contains("not one this machine trusts"))
    }

    @Test("Protocols that are known to be broken are not spoken", arguments: [ServerTLSVersion.tls1_0, .tls1_1])
    func oldProtocols(version: ServerTLSVersion) async throws {
        var options = LoopbackServer.Options()
        options.tlsVersions = .tls1_0...version
        try await withTestServer(options: options, handler: { _ in .json("1") }) { test in
            let error = await #expect(throws: ConnectionError.self) {
                try await test.http.fetch(Request(.get, test.url))
            }
            #expect(error?.step == .tls)
            #expect(error?.reason.contains("refuses this encryption") == true, "\(error as Any)")
            #expect(test.server.requests.isEmpty)
        }
    }

    @Test("The protocols in use are spoken", arguments: [ServerTLSVersion.tls1_2, .tls1_3])
    func protocols(version: ServerTLSVersion) async throws {
        var options = LoopbackServer.Options()
        options.tlsVersions = version...version
        try await withTestServer(options: options, handler: { _ in .json("1") }) { test async throws in
            #expect(try await test.http.json(Request(.get, test.url)) == 1)
        }
    }

    @Test("Authorities may lie in a directory, as openssl rehash prepares it")
    func directory() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            let directory = test.directory.appendingPathComponent("authorities")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            // The hash of the subject "CN=Loopback test authority".
            try FileManager.default.createSymbolicLink(
                at: directory.appendingPathComponent("53d9866d.0"),
                withDestinationURL: test.directory.appendingPathComponent("ca.pem"))
            let http = test.http { $0.trust = .directory(directory.path, file: nil) }
            #expect(try await http.json(Request(.get, test.url)) == 1)
            let empty = test.directory.appendingPathComponent("empty")
            try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
            let both = test.http {
                $0.trust = .directory(empty.path, file: test.directory.appendingPathComponent("ca.pem").path)
            }
            #expect(try await both.json(Request(.get, test.url)) == 1)
            let none = test.http { $0.trust = .directory(empty.path, file: nil) }
            await #expect(throws: ConnectionError.self) { try await none.fetch(Request(.get, test.url)) }
        }
    }

    @Test("Authorities that can't be read are an error of this machine, named with the variable")
    func unreadableAuthorities() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            let missing = test.directory.appendingPathComponent("missing.pem").path
            for trust in [TrustRoots.file(missing), .directory(test.directory.path, file: missing)] {
                let http = test.http { $0.trust = trust }
                let error = await #expect(throws: LocalError.self) { try await http.fetch(Request(.get, test.url)) }
                #expect(error?.subject == missing)
                #expect(error?.reason.contains("but it does not exist") == true)
                #expect(error?.reason.contains("SSL_CERT_FILE") == true)
            }
            for content in ["", "no certificate\n", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
                let file = test.directory.appendingPathComponent("bad.pem")
                try Data(content.utf8).write(to: file)
                let http = test.http { $0.trust = .file(file.path) }
                let error = await #expect(throws: LocalError.self, "\(content)") {
                    try await http.fetch(Request(.get, test.url))
                }
                #expect(
                    error?.subject.contains("SSL_CERT_FILE") == true || error?.reason.contains("SSL_CERT_FILE") == true)
            }
            #expect(test.server.requests.isEmpty)
        }
    }

    @Test("A directory of authorities that is not there is an error of this machine")
    func missingDirectory() async throws {
        try await withTestServer(handler: { _ in .json("1") }) { test in
            let missing = test.directory.appendingPathComponent("missing").path
            let http = test.http { $0.trust = .directory(missing, file: nil) }
            let error = await #expect(throws: LocalError.self) { try await http.fetch(Request(.get, test.url)) }
            #expect(error?.subject == missing)
            #expect(error?.reason.contains("but it does not exist") == true)
        }
    }
}
