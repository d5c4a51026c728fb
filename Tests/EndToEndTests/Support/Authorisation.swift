import LoopbackServer
import Programs

/// Bitrix24's authorisation server on this machine, behind a proxy that leads there, and a sandbox for the program.
struct Authorisation: Sendable {
    static let clientSecret = "cl13nt+s3cret/9f8e7d6c5b"
    static let refreshToken = "r3fr3sh-t0ken-1a2b3c4d5e"
    static let code = "c0de-4f5e6d7c8b9a0"

    let sandbox: Sandbox
    let server: LoopbackServer
    let proxy: LoopbackProxy

    /// Runs RefreshToken.
    func refresh(_ words: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await self.oint(["RefreshToken", "--refresh", Self.refreshToken] + words, environment: environment)
    }

    /// Runs a method with the application's id and secret.
    func oint(_ words: [String], environment: [String: String] = [:]) async throws -> Outcome {
        let application = ["--clientid", "local.4711", "--clientsecret", Self.clientSecret]
        return try await self.sandbox.oint(
            ["bitrix24", words[0]] + application + words.dropFirst(), environment: environment)
    }
}

/// Runs an authorisation server for as long as a closure runs.
func withAuthorisation<Result>(
    isolation: isolated (any Actor)? = #isolation,
    handler: @escaping LoopbackServer.Handler,
    body: (Authorisation) async throws -> Result
) async throws -> Result {
    try await withSandbox { sandbox in
        let identity = try sandbox.authority.issue(for: ["oauth.bitrix.info"])
        return try await withLoopbackServer(tls: identity, handler: handler) { server in
            var options = LoopbackProxy.Options()
            options.routes = ["oauth.bitrix.info:443": server.port]
            return try await withLoopbackProxy(options: options) { proxy in
                var sandbox = sandbox
                sandbox.environment["HTTPS_PROXY"] = proxy.url
                return try await body(Authorisation(sandbox: sandbox, server: server, proxy: proxy))
            }
        }
    }
}
