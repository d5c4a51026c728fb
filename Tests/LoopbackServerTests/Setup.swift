import Foundation
import LoopbackServer
import Programs

/// An authority, the file that makes curl trust it, and a server with one of its certificates.
struct Setup: Sendable {
    let directory: URL
    let server: LoopbackServer

    var bundle: String { self.directory.appendingPathComponent("ca.pem").path }

    /// Starts curl with the authority trusted.
    func start(_ arguments: String...) async throws -> Program {
        try await Program.start(Launch(self.command(arguments)))
    }

    /// Runs curl with the authority trusted.
    func curl(_ arguments: String...) async throws -> Outcome {
        try await Program.run(Launch(self.command(arguments)))
    }

    private func command(_ arguments: [String]) -> [String] {
        ["curl", "--silent", "--show-error", "--cacert", self.bundle] + arguments
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
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let authority = try CertificateAuthority()
    try authority.writeBundle(to: directory.appendingPathComponent("ca.pem").path)
    return try await withLoopbackServer(tls: identity(authority), options: options, handler: handler) { server in
        try await body(Setup(directory: directory, server: server))
    }
}
