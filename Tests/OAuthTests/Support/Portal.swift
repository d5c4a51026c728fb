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

    /// What is not as usual about the authorization server, and so about the family.
    var rules = AuthorizationRules()
    /// How old tokens become before they are refreshed; nil for as old as they may.
    var refreshesAfter: Int?

    /// The authorization server, as libraries name it.
    func family(proofKey: Bool = false) -> OAuthFamily {
        let client: OAuthClientAuthentication =
            switch rules.clientAuthentication {
            case .form: .form
            case .basic: .basic
            case .none: .none
            }
        return OAuthFamily(
            name: "portal", service: "Portal", tokenAddress: server.url + "/oauth/token/",
            grants: [
                .code(
                    OAuthConsent(
                        server.url + "/oauth/authorize/",
                        proofKey: proofKey || rules.requiresProofKey ? "S256" : nil)),
                .device(
                    OAuthDeviceFlow(
                        server.url + "/oauth/device/", grantType: rules.device.grantType,
                        codeField: rules.device.codeField)),
                .clientCredentials, .serviceAccount, .password,
            ],
            clientAuthentication: client, tokenBody: rules.takesJSON ? .json : .form,
            scopeSeparator: rules.scopeSeparator, answeredOptions: ["url": "client_endpoint"],
            keptItems: rules.keptItem.map { [$0.name] } ?? [], refreshTokenLifetime: "a day",
            refreshesAfter: refreshesAfter, revocation: .field(server.url + "/oauth/revoke/", token: .refresh))
    }

    /// A library of that service, as front-ends see it.
    func library(_ name: String = "portal", scopes: [String] = []) -> LibraryDescriptor {
        LibraryDescriptor(
            name: name, title: name, summary: "For tests.",
            oauth: OAuthDescription(family(), scopes: scopes, accountOption: "url")
        ) { [] }
    }

    /// A login with the application that the server knows.
    func login(
        proofKey: Bool = false, scopes: [String] = [], secret: Secret? = Portal.clientSecret,
        clock: any Clock<Duration> = ContinuousClock()
    ) -> Login {
        Login(
            family(proofKey: proofKey), clientID: Self.clientID, clientSecret: secret, scopes: scopes, http: http,
            clock: clock)
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

    /// Stores tokens.
    func store(_ tokens: OAuthTokens) async throws {
        try await configuration.secrets.change("portal", in: .fallback) { $0.tokens = tokens }
    }

    /// Credentials as the command line makes them.
    func credentials(_ name: String = "portal", refreshes: Bool = true) -> ProfileCredentials {
        ProfileCredentials(
            library(name), profile: .fallback, in: configuration.secrets, refreshes: refreshes, http: http)
    }

    /// Names of the files in the folder of secrets, but for locks.
    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: configuration.places.secretsFolder)
            .filter { !$0.hasSuffix(".lock") }.sorted()
    }
}

/// Runs a portal for as long as a closure runs.
/// - Parameters:
///   - rules: What sets its authorization server apart from others.
///   - lifetime: How long it says that access tokens are good, in seconds.
///   - body: What to do.
func withPortal<Result: Sendable>(
    _ rules: AuthorizationRules = AuthorizationRules(), lifetime: Int = 3600,
    isolation: isolated (any Actor)? = #isolation, _ body: (Portal) async throws -> Result
) async throws -> Result {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("oint-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let authority = AuthorizationServer(lifetime: lifetime, endpoint: "https://portal.example/rest/", rules: rules)
    return try await withLoopbackServer(handler: authority.handler) { server in
        try await body(
            Portal(
                authority: authority, server: server, http: HTTP(),
                configuration: Configuration(environment: ["HOME": home.path]), rules: rules))
    }
}
