import AuthorizationServer
import Foundation
import LoopbackServer
import Programs

/// A Bitrix24 portal with its authorisation server on this machine, behind a proxy that leads there, and a sandbox.
struct Account: Sendable {
    static let clientSecret = "appl-s3cret-5a6b7c"
    static let domain = "portal.example"

    let sandbox: Sandbox
    let authority: AuthorizationServer

    /// Logs in, by pasting the code that the consent page would show.
    @discardableResult
    func logIn(_ words: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await self.sandbox.oint(
            ["login", "bitrix24", "--domain", Self.domain, "--clientid", "local.4711", "--no-browser"]
                + ["--clientsecret-env", "CLIENT_SECRET"] + words,
            environment: environment.merging(["CLIENT_SECRET": Self.clientSecret]) { $1 },
            input: .text(self.authority.consent() + "\n"))
    }

    /// Makes a call that needs the token.
    func call(_ words: String..., environment: [String: String] = [:], launcher: [String] = []) async throws -> Outcome
    {
        try await self.sandbox.oint(
            ["bitrix24", "GetCurrentUser"] + words, environment: environment, launcher: launcher)
    }

    /// The stored tokens of a profile, as they are on the disk.
    func stored(_ profile: String = "default") throws -> [String: Any] {
        let text = try self.sandbox.read(".config/oint/secrets/\(profile).bitrix24.json")
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return json?["oauth"] as? [String: Any] ?? [:]
    }

    /// Names of the files with secrets, but for locks.
    func files() throws -> [String] {
        try self.sandbox.names(in: ".config/oint/secrets").filter { !$0.hasSuffix(".lock") }
    }
}

/// Runs an account for as long as a closure runs.
/// - Parameters:
///   - lifetime: How long its access tokens are good, in seconds.
///   - body: What to do.
func withAccount<Result>(
    lifetime: Int = 3600, isolation: isolated (any Actor)? = #isolation, body: (Account) async throws -> Result
) async throws -> Result {
    try await withSandbox { sandbox in
        let authority = AuthorizationServer(lifetime: lifetime, endpoint: "https://\(Account.domain)/rest/")
        let identity = try sandbox.authority.issue(for: ["oauth.bitrix.info", Account.domain])
        return try await withLoopbackServer(tls: identity, handler: authority.handler) { server in
            var options = LoopbackProxy.Options()
            options.routes = ["oauth.bitrix.info:443": server.port, "\(Account.domain):443": server.port]
            return try await withLoopbackProxy(options: options) { proxy in
                var sandbox = sandbox
                sandbox.environment["HTTPS_PROXY"] = proxy.url
                return try await body(Account(sandbox: sandbox, authority: authority))
            }
        }
    }
}
