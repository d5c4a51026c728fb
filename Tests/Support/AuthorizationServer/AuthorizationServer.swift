import Crypto
import Foundation
import LoopbackServer
import Synchronization

/// An authorisation server as strict as the real ones, with a service behind it that takes its tokens.
///
/// Codes are good for one exchange. A refresh token is good for one refresh, which kills it and gives the next one. Access
/// tokens expire when the test says so. Put its ``handler`` behind a `LoopbackServer`, so that everything goes over real
/// TLS and sockets.
public final class AuthorizationServer: Sendable {
    /// What an exchange of tokens does besides what it should.
    public enum Fault: Sendable {
        /// Nothing.
        case none
        /// It waits at a gate, before it does anything.
        case waitBefore(Gate)
        /// It does its work, and waits at a gate before it answers.
        case waitBehind(Gate)
        /// It does its work, and breaks the connection instead of answering.
        case drop
        /// It answers that it is out of order, and does nothing.
        case outOfOrder
    }

    /// What the server has done.
    public struct Log: Sendable, Equatable {
        /// How often a code was exchanged.
        public var logins = 0
        /// How often a refresh token was exchanged.
        public var refreshes = 0
        /// How often a refresh token was refused.
        public var refusedRefreshes = 0
        /// How often the service was called with a good token.
        public var calls = 0
        /// How often the service refused a token that has expired.
        public var expired = 0
    }

    private struct Code {
        let redirect: String?
        let challenge: String?
    }

    private struct State {
        var fault = Fault.none
        var log = Log()
        var codes: [String: Code] = [:]
        var access: [String: Bool] = [:]
        var refresh: Set<String> = []
        var number = 0
    }

    private let clientID: String
    private let clientSecret: String
    private let lifetime: Int
    private let endpoint: String
    private let state = Mutex(State())

    /// Creates a server.
    /// - Parameters:
    ///   - clientID: The id of the only application that it knows.
    ///   - clientSecret: The secret of that application.
    ///   - lifetime: How long it says that access tokens are good, in seconds.
    ///   - endpoint: The address of the service that it hands out with tokens.
    public init(
        clientID: String = "local.4711", clientSecret: String = "appl-s3cret-5a6b7c", lifetime: Int = 3600,
        endpoint: String
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.lifetime = lifetime
        self.endpoint = endpoint
    }

    /// What exchanges do besides what they should, from now on.
    public var fault: Fault {
        get { self.state.withLock { $0.fault } }
        set { self.state.withLock { $0.fault = newValue } }
    }

    /// What the server has done.
    public var log: Log { self.state.withLock { $0.log } }

    /// A code as the consent page would hand it back.
    public func consent(redirect: String? = nil, challenge: String? = nil) -> String {
        self.state.withLock { state in
            state.number += 1
            let code = "c0de-\(state.number)-7d8e9f"
            state.codes[code] = Code(redirect: redirect, challenge: challenge)
            return code
        }
    }

    /// Tokens as a login would give them.
    public func grant() -> (access: String, refresh: String) { self.state.withLock { Self.grant(&$0) } }

    /// Lets every access token expire.
    public func expireAccessTokens() {
        self.state.withLock { state in
            for token in state.access.keys { state.access[token] = false }
        }
    }

    /// Forgets every refresh token, as when the application is removed.
    public func revoke() { self.state.withLock { $0.refresh = [] } }

    /// Whether a refresh token is good.
    public func isGood(refresh: String) -> Bool { self.state.withLock { $0.refresh.contains(refresh) } }

    /// Answers requests to `/oauth/authorize/`, `/oauth/token/` and anything else, which is the service.
    public func handler(_ request: ServerRequest) async throws -> ServerReply {
        switch request.path {
        case "/oauth/authorize/": return self.authorize(request)
        case "/oauth/token/": return try await self.token(request)
        default: return self.service(request)
        }
    }

    private func authorize(_ request: ServerRequest) -> ServerReply {
        guard request.query("client_id") == self.clientID, request.query("response_type") == "code",
            let redirect = request.query("redirect_uri")
        else { return .status(400) }
        let code = self.consent(redirect: redirect, challenge: request.query("code_challenge"))
        var location = redirect + "?code=\(code)"
        if let state = request.query("state") { location += "&state=\(state)" }
        return .status(302, headers: ["Location": location])
    }

    private func token(_ request: ServerRequest) async throws -> ServerReply {
        let fault = self.fault
        if case .outOfOrder = fault { return .status(500) }
        if case .waitBefore(let gate) = fault { try await gate.pass() }
        let reply = self.exchange(request)
        switch fault {
        case .waitBehind(let gate):
            try await gate.pass()
            return reply
        case .drop: return .reset
        default: return reply
        }
    }

    private func exchange(_ request: ServerRequest) -> ServerReply {
        guard request.method == "POST", request.form("client_id") == self.clientID,
            request.form("client_secret") == self.clientSecret
        else { return Self.refusal("invalid_client", "Wrong client") }
        return self.state.withLock { state in
            switch request.form("grant_type") {
            case "authorization_code":
                guard let given = request.form("code"), let code = state.codes.removeValue(forKey: given),
                    code.redirect == nil || code.redirect == request.form("redirect_uri"),
                    code.challenge == nil || code.challenge == request.form("code_verifier").map(Self.challenge)
                else { return Self.refusal("invalid_grant", "Invalid code") }
                state.log.logins += 1
            case "refresh_token":
                guard let given = request.form("refresh_token"), state.refresh.remove(given) != nil else {
                    state.log.refusedRefreshes += 1
                    return Self.refusal("invalid_grant", "Invalid refresh token")
                }
                state.log.refreshes += 1
            default: return Self.refusal("unsupported_grant_type", "Unknown grant")
            }
            let tokens = Self.grant(&state)
            return .json(
                """
                {"access_token": "\(tokens.access)", "refresh_token": "\(tokens.refresh)", "expires_in": \(self.lifetime),
                 "scope": "app", "client_endpoint": "\(self.endpoint)", "member_id": "1"}
                """)
        }
    }

    private func service(_ request: ServerRequest) -> ServerReply {
        let body = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
        let token = body?["auth"] as? String ?? ""
        return self.state.withLock { state in
            switch state.access[token] {
            case true?:
                state.log.calls += 1
                return .json(#"{"result": {"ID": "1", "NAME": "Ada"}}"#)
            case false?:
                state.log.expired += 1
                return .json(
                    #"{"error": "expired_token", "error_description": "The access token provided has expired."}"#,
                    status: 401)
            case nil:
                return .json(
                    #"{"error": "invalid_token", "error_description": "Unable to get application by token"}"#,
                    status: 401)
            }
        }
    }

    private static func grant(_ state: inout State) -> (access: String, refresh: String) {
        state.number += 1
        let tokens = (access: "acc3ss-\(state.number)-1a2b3c4d", refresh: "r3fresh-\(state.number)-5e6f7a8b")
        state.access[tokens.access] = true
        state.refresh.insert(tokens.refresh)
        return tokens
    }

    private static func refusal(_ code: String, _ message: String) -> ServerReply {
        .json(#"{"error": "\#(code)", "error_description": "\#(message)"}"#, status: 400)
    }

    private static func challenge(_ verifier: String) -> String {
        Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
