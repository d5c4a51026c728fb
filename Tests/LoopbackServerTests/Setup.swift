import Foundation
import LoopbackServer

/// An authority, the file that makes curl trust it, and a server with one of its certificates.
struct Setup: Sendable {
    let directory: URL
    let server: LoopbackServer

    var bundle: String { self.directory.appendingPathComponent("ca.pem").path }

    /// Starts curl with the authority trusted.
    func command(_ arguments: [String]) throws -> Command {
        try Command("curl", ["--silent", "--show-error", "--cacert", self.bundle] + arguments)
    }

    /// Runs curl with the authority trusted.
    func curl(_ arguments: String...) async throws -> Command.Result {
        try await self.command(arguments).result()
    }

    func file(_ name: String) -> String {
        self.directory.appendingPathComponent(name).path
    }
}

/// Runs a TLS server and hands out what is needed to call it.
func withSetup<T>(
    options: LoopbackServer.Options = LoopbackServer.Options(),
    identity: (CertificateAuthority) throws -> ServerIdentity = { try $0.issue() },
    handler: @escaping LoopbackServer.Handler,
    body: (Setup) async throws -> T
) async throws -> T {
    try await withTemporaryDirectory { directory in
        let authority = try CertificateAuthority()
        try authority.writeBundle(to: directory.appendingPathComponent("ca.pem").path)
        return try await withLoopbackServer(tls: identity(authority), options: options, handler: handler) { server in
            try await body(Setup(directory: directory, server: server))
        }
    }
}
