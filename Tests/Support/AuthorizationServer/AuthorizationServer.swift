import Crypto
import CryptoExtras
import Foundation
import LoopbackServer
import Synchronization

/// An authorization server as strict as the real ones, with a service behind it that takes its tokens.
///
/// Codes are good for one exchange, and refresh tokens for as many as its ``AuthorizationRules`` say. Access tokens expire
/// when the test says so. Put its ``handler`` behind a `LoopbackServer`, so that everything goes over real
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
        /// How often an application got a token by its id and secret alone.
        public var clientTokens = 0
        /// How often a service account got a token.
        public var assertions = 0
        /// The claims of the last assertion, as JSON.
        public var claims = ""
        /// How often a device asked for its tokens.
        public var deviceQuestions = 0
        /// The tokens that were revoked.
        public var revoked: [String] = []
        /// The scopes that were last asked for.
        public var scope: String?
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
        var scope: String?
    }

    private struct State {
        var fault = Fault.none
        var log = Log()
        var codes: [String: Code] = [:]
        var access: [String: Bool] = [:]
        var refresh: Set<String> = []
        var devices: [String: String] = [:]
        var deviceAnswers: ArraySlice<AuthorizationRules.DeviceAnswer>
        var lastAccess: String?
        var number = 0
    }

    private let clientID: String
    private let clientSecret: String
    private let lifetime: Int
    private let endpoint: String
    private let rules: AuthorizationRules
    private let state: Mutex<State>

    /// Creates a server.
    /// - Parameters:
    ///   - clientID: The id of the only application that it knows.
    ///   - clientSecret: The secret of that application.
    ///   - lifetime: How long it says that access tokens are good, in seconds.
    ///   - endpoint: The address of the service that it hands out with tokens.
    ///   - rules: What sets it apart from others.
    public init(
        clientID: String = "local.4711", clientSecret: String = "appl-s3cret-5a6b7c", lifetime: Int = 3600,
        endpoint: String, rules: AuthorizationRules = AuthorizationRules()
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.lifetime = lifetime
        self.endpoint = endpoint
        self.rules = rules
        self.state = Mutex(State(deviceAnswers: rules.deviceAnswers[...]))
    }

    /// What exchanges do besides what they should, from now on.
    public var fault: Fault {
        get { self.state.withLock { $0.fault } }
        set { self.state.withLock { $0.fault = newValue } }
    }

    /// What the server has done.
    public var log: Log { self.state.withLock { $0.log } }

    /// A code as the consent page would hand it back.
    public func consent(redirect: String? = nil, challenge: String? = nil, scope: String? = nil) -> String {
        self.state.withLock { state in
            state.number += 1
            let code = "c0de-\(state.number)-7d8e9f"
            state.codes[code] = Code(redirect: redirect, challenge: challenge, scope: scope)
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

    /// Answers requests below `/oauth/` as an authorization server, and anything else as the service.
    public func handler(_ request: ServerRequest) async throws -> ServerReply {
        switch request.path {
        case "/oauth/authorize/": return self.authorize(request)
        case "/oauth/token/": return try await self.token(request)
        case "/oauth/device/": return self.device(request)
        case "/oauth/revoke/": return self.revoke(request)
        default: return self.service(request)
        }
    }

    private func authorize(_ request: ServerRequest) -> ServerReply {
        guard request.query("client_id") == self.clientID, request.query("response_type") == "code",
            let redirect = request.query("redirect_uri")
        else { return .status(400) }
        let challenge = request.query("code_challenge")
        let isProved = challenge != nil && request.query("code_challenge_method")?.lowercased() == "s256"
        guard isProved || !self.rules.requiresProofKey else { return .status(400) }
        let code = self.consent(redirect: redirect, challenge: challenge, scope: request.query("scope"))
        var location = redirect + "?code=\(code)"
        if let state = request.query("state") { location += "&state=\(state)" }
        if let item = self.rules.keptItem { location += "&\(item.name)=\(item.value)" }
        return .status(302, headers: ["Location": location])
    }

    private func device(_ request: ServerRequest) -> ServerReply {
        guard request.method == "POST", request.form("client_id") == self.clientID else {
            return Self.refusal("invalid_client", "Wrong client")
        }
        return self.state.withLock { state in
            state.number += 1
            state.log.scope = request.form("scope")
            let code = "dev1ce-\(state.number)-3c4d5e"
            state.devices[code] = request.form("scope") ?? ""
            return .json(
                """
                {"device_code": "\(code)", "user_code": "WDJB-MJHT", "interval": 5, "expires_in": \(self.rules.deviceLifetime),
                 "verification_url": "https://portal.example/device"}
                """)
        }
    }

    private func revoke(_ request: ServerRequest) -> ServerReply {
        let fields = TokenFields(request, isJSON: self.rules.takesJSON)
        guard self.isClient(request, fields) else { return Self.refusal("invalid_client", "Wrong client") }
        let token = fields["token"] ?? fields["access_token"] ?? ""
        return self.state.withLock { state in
            state.log.revoked.append(token)
            state.access[token] = nil
            state.refresh.remove(token)
            return .json("{}")
        }
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

    /// Whether a request says in the right way, and in no other, which application sends it.
    private func isClient(_ request: ServerRequest, _ fields: TokenFields) -> Bool {
        let header = request.headers["Authorization"]
        switch self.rules.clientAuthentication {
        case .form:
            return header == nil && fields["client_id"] == self.clientID && fields["client_secret"] == self.clientSecret
        case .basic:
            let pair = Data("\(self.clientID):\(self.clientSecret)".utf8).base64EncodedString()
            return header == "Basic \(pair)" && fields["client_secret"] == nil
        case .none:
            return header == nil && fields["client_id"] == self.clientID && fields["client_secret"] == nil
        }
    }

    private func exchange(_ request: ServerRequest) -> ServerReply {
        let fields = TokenFields(request, isJSON: self.rules.takesJSON)
        guard request.method == "POST" else { return .status(405) }
        let grant = fields["grant_type"]
        let isAssertion = grant == "urn:ietf:params:oauth:grant-type:jwt-bearer"
        guard isAssertion || self.isClient(request, fields) else {
            return Self.refusal("invalid_client", "Wrong client")
        }
        if let item = self.rules.keptItem, fields[item.name] != item.value {
            return Self.refusal("invalid_request", "\(item.name) is missing")
        }
        return self.state.withLock { state in
            var scope = fields["scope"]
            switch grant {
            case "authorization_code":
                guard let given = fields["code"], let code = state.codes.removeValue(forKey: given),
                    code.redirect == nil || code.redirect == fields["redirect_uri"],
                    code.challenge == nil || code.challenge == fields["code_verifier"].map(Self.challenge)
                else { return Self.refusal("invalid_grant", "Invalid code") }
                scope = code.scope
                state.log.scope = scope
                state.log.logins += 1
            case "refresh_token":
                guard let given = fields["refresh_token"], state.refresh.contains(given) else {
                    state.log.refusedRefreshes += 1
                    return Self.refusal("invalid_grant", "Invalid refresh token")
                }
                state.log.refreshes += 1
                return self.refreshed(given, &state)
            case "client_credentials": state.log.clientTokens += 1
            case "password":
                guard let user = self.rules.user, fields["username"] == user.name, fields["password"] == user.password
                else { return Self.refusal("invalid_grant", "Bad credentials") }
                state.log.logins += 1
            case self.rules.device.grantType:
                if let refusal = self.deviceRefusal(fields, &state) { return refusal }
                scope = fields[self.rules.device.codeField].flatMap { state.devices.removeValue(forKey: $0) }
                state.log.logins += 1
            case _ where isAssertion:
                guard let claims = self.claims(of: fields["assertion"] ?? "") else {
                    return Self.refusal("invalid_grant", "Invalid JWT Signature.")
                }
                state.log.assertions += 1
                state.log.claims = claims
                return self.reply(Self.grant(&state).access, refresh: nil, scope: nil)
            default: return Self.refusal("unsupported_grant_type", "Unknown grant")
            }
            let tokens = Self.grant(&state)
            return self.reply(
                tokens.access, refresh: grant == "client_credentials" ? nil : tokens.refresh, scope: scope ?? "app")
        }
    }

    /// What a device is told that has no tokens yet; nil when it gets them now.
    private func deviceRefusal(_ fields: TokenFields, _ state: inout State) -> ServerReply? {
        state.log.deviceQuestions += 1
        guard let code = fields[self.rules.device.codeField], state.devices[code] != nil else {
            return Self.refusal("invalid_grant", "Unknown code")
        }
        switch state.deviceAnswers.popFirst() {
        case .pending: return Self.refusal("authorization_pending", "User has not yet authorized")
        case .slowDown: return Self.refusal("slow_down", "Too fast")
        case .denied: return Self.refusal("access_denied", "The user said no")
        case .drop: return .reset
        case nil: return nil
        }
    }

    private func refreshed(_ used: String, _ state: inout State) -> ServerReply {
        switch self.rules.refreshing {
        case .rotating:
            state.refresh.remove(used)
            let tokens = Self.grant(&state)
            return self.reply(tokens.access, refresh: tokens.refresh, scope: nil)
        case .fixed: return self.reply(Self.grant(&state, withRefresh: false).access, refresh: nil, scope: nil)
        case .rotatingWithSameAccess:
            state.refresh.remove(used)
            let kept = state.lastAccess
            let tokens = Self.grant(&state)
            if let kept {
                state.access[tokens.access] = nil
                state.access[kept] = true
                state.lastAccess = kept
            }
            return self.reply(kept ?? tokens.access, refresh: tokens.refresh, scope: nil)
        }
    }

    /// The claims of an assertion, as JSON; nil when its signature is not that of the service account, or what stands in
    /// it is not what such a server wants.
    private func claims(of assertion: String) -> String? {
        let parts = assertion.split(separator: ".").map(String.init)
        guard let pem = self.rules.serviceAccountKey, let key = try? _RSA.Signing.PublicKey(pemRepresentation: pem),
            parts.count == 3, let header = Self.json(parts[0]), let claims = Self.json(parts[1]),
            let signature = Self.bytes(parts[2]), header["alg"] as? String == "RS256",
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: Data("\(parts[0]).\(parts[1])".utf8),
                padding: .insecurePKCS1v1_5),
            let issued = claims["iat"] as? Int, let end = claims["exp"] as? Int, end > issued, end <= issued + 3600,
            (claims["aud"] as? String)?.hasSuffix("/oauth/token/") == true
        else { return nil }
        return Self.bytes(parts[1]).map { String(decoding: $0, as: UTF8.self) }
    }

    private func reply(_ access: String, refresh: String?, scope: String?) -> ServerReply {
        var fields = [
            #""access_token": "\#(access)", "expires_in": \#(self.lifetime), "client_endpoint": "\#(self.endpoint)""#,
            #""member_id": "1""#,
        ]
        if let refresh { fields.append(#""refresh_token": "\#(refresh)""#) }
        let granted = self.rules.grantedScopes.map { $0.joined(separator: self.rules.scopeSeparator) } ?? scope
        if let granted { fields.append(#""scope": "\#(granted)""#) }
        return .json("{\(fields.joined(separator: ", "))}")
    }

    private func service(_ request: ServerRequest) -> ServerReply {
        let body = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
        let header = request.headers["Authorization"]?.split(separator: " ").last.map(String.init)
        let token = body?["auth"] as? String ?? header ?? ""
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

    private static func grant(_ state: inout State, withRefresh: Bool = true) -> (access: String, refresh: String) {
        state.number += 1
        let tokens = (access: "acc3ss-\(state.number)-1a2b3c4d", refresh: "r3fresh-\(state.number)-5e6f7a8b")
        state.access[tokens.access] = true
        state.lastAccess = tokens.access
        if withRefresh { state.refresh.insert(tokens.refresh) }
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

    /// The bytes of a part of a JSON web token.
    private static func bytes(_ part: String) -> Data? {
        let text = part.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        return Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4))
    }

    private static func json(_ part: String) -> [String: Any]? {
        self.bytes(part).flatMap { try? JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    }
}

/// The fields of a token request, as a form or as JSON.
private struct TokenFields {
    private let request: ServerRequest
    private let object: [String: Any]?

    init(_ request: ServerRequest, isJSON: Bool) {
        self.request = request
        let json = isJSON ? try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] : nil
        self.object = isJSON ? json ?? [:] : nil
    }

    subscript(name: String) -> String? { self.object.map { $0[name] as? String } ?? self.request.form(name) }
}
