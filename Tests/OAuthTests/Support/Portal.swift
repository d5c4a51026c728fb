import AuthorizationServer
import Foundation
import LoopbackServer
import OIntBitrix24
import OIntConfiguration
import OIntCore
import OIntHTTP

@testable import OIntOAuth

/// A service with its authorisation server, on one loopback server.
struct Portal: Sendable {
    let authority: AuthorizationServer
    let server: LoopbackServer
    let http: HTTP
    /// Where settings and secrets are.
    let configuration: Configuration

    static let clientID = "local.4711"
    static let clientSecret: Secret = "appl-s3cret-5a6b7c"

    /// How the service lets applications in.
    func service(proofKey: Bool = false) -> OAuthDescription {
        OAuthDescription(
            service: "Portal", authorizationAddress: server.url + "/oauth/authorize/",
            tokenAddress: server.url + "/oauth/token/", usesProofKey: proofKey,
            answeredOptions: ["url": "client_endpoint"], accountOption: "url", refreshTokenLifetime: "a day",
            refusal: { status, headers, body in
                let answer = (try? JSON(parsing: body)) ?? .null
                return ServiceError(
                    service: "Portal", status: status, headers: headers, code: answer["error"]?.string,
                    message: answer["error_description"]?.string, reply: .json(answer))
            })
    }

    /// The library of that service, as front-ends see it.
    func library() -> LibraryDescriptor {
        LibraryDescriptor(name: "portal", title: "Portal", summary: "For tests.", oauth: service()) { [] }
    }

    /// Stores a login; its access token has the given number of seconds to live.
    @discardableResult
    func logIn(living seconds: Int = 3600) async throws -> OAuthTokens {
        let pair = authority.grant()
        let now = DateTime.now.unixTime
        let tokens = OAuthTokens(
            access: Secret(pair.access), refresh: Secret(pair.refresh), expiresAt: now + seconds,
            obtainedAt: now + min(0, seconds - 3600), clientID: Self.clientID, clientSecret: Self.clientSecret,
            options: ["url": server.url + "/rest/"])
        try await configuration.secrets.change("portal", in: .fallback) { $0.tokens = tokens }
        return tokens
    }

    /// The tokens that are stored.
    func stored() async throws -> OAuthTokens? {
        try await configuration.secrets.secrets(of: "portal", in: .fallback)?.tokens
    }

    /// Credentials as the command line makes them.
    func credentials(refreshes: Bool = true) -> ProfileCredentials {
        ProfileCredentials(
            library(), profile: .fallback, in: configuration.secrets, refreshes: refreshes, http: http)
    }

    /// Names of the files in the folder of secrets, but for locks.
    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: configuration.places.secretsFolder)
            .filter { !$0.hasSuffix(".lock") }.sorted()
    }
}

/// Runs a portal for as long as a closure runs.
func withPortal<Result: Sendable>(
    isolation: isolated (any Actor)? = #isolation, _ body: (Portal) async throws -> Result
) async throws -> Result {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("oint-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let authority = AuthorizationServer(endpoint: "https://portal.example/rest/")
    return try await withLoopbackServer(handler: authority.handler) { server in
        try await body(
            Portal(
                authority: authority, server: server, http: HTTP(),
                configuration: Configuration(environment: ["HOME": home.path])))
    }
}
