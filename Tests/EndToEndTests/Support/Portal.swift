import LoopbackServer
import Programs

/// A Bitrix24 portal on this machine, and a sandbox in which the program runs.
struct Portal: Sendable {
    /// The code of the webhook, which is as good as a password.
    static let code = "k3m9x7q2w8e5r1t6"

    let sandbox: Sandbox
    let server: LoopbackServer

    /// The address of the webhook.
    var webhook: String { "\(self.server.url)/rest/1/\(Self.code)/" }

    /// What the portal was asked, without the webhook's part of the address.
    var calls: [String] {
        self.server.requests.map { $0.target.replacing("/rest/1/\(Self.code)/", with: "") }
    }

    /// Runs a method through the webhook.
    func oint(_ words: String...) async throws -> Outcome {
        try await self.oint(words)
    }

    /// Runs a method through the webhook.
    func oint(
        _ words: [String], environment: [String: String] = [:], input: Launch.Input = .nothing,
        launcher: [String] = [], output: Launch.Outlet = .pipe, errors: Launch.Outlet = .pipe
    ) async throws -> Outcome {
        try await self.sandbox.oint(
            self.command(words), environment: environment, input: input, launcher: launcher, output: output,
            errors: errors)
    }

    /// Starts a method through the webhook.
    func start(
        _ words: [String], environment: [String: String] = [:], input: Launch.Input = .nothing, launcher: [String] = []
    ) async throws -> Program {
        try await self.sandbox.start(
            self.command(words), environment: environment, input: input, launcher: launcher)
    }

    /// A method and its options, with the webhook among them.
    private func command(_ words: [String]) -> [String] {
        ["bitrix24", words[0], "--url", self.webhook] + words.dropFirst()
    }
}

/// Runs a portal for as long as a closure runs.
/// - Parameters:
///   - identity: Makes the certificate it shows.
///   - options: Limits and refusals of its server.
///   - isolation: The actor the closure runs on.
///   - handler: Answers its requests.
///   - body: What is done with it.
func withPortal<Result>(
    identity: (CertificateAuthority) throws -> ServerIdentity = { try $0.issue() },
    options: LoopbackServer.Options = LoopbackServer.Options(),
    isolation: isolated (any Actor)? = #isolation,
    handler: @escaping LoopbackServer.Handler,
    body: (Portal) async throws -> Result
) async throws -> Result {
    try await withSandbox { sandbox in
        try await withLoopbackServer(tls: identity(sandbox.authority), options: options, handler: handler) { server in
            try await body(Portal(sandbox: sandbox, server: server))
        }
    }
}

/// Runs a portal that gives the same answer to everything.
func withPortal<Result>(
    answering reply: ServerReply = .json(#"{"result":true}"#),
    isolation: isolated (any Actor)? = #isolation,
    body: (Portal) async throws -> Result
) async throws -> Result {
    try await withPortal(handler: { _ in reply }, body: body)
}
