import OIntCore
import OIntHTTP

/// Exchanges codes, refresh tokens and proofs of all kinds for tokens.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
struct TokenExchange: Sendable {
    let family: OAuthFamily
    let http: HTTP
    /// Seconds since the beginning of 1970.
    let now: @Sendable () -> Int

    /// What proves the application's right to tokens.
    enum Grant: Sendable {
        /// The code that the consent page handed back, with the address it was handed to and the proof key, if any.
        case code(Secret, redirect: String?, verifier: Secret?)
        /// The refresh token that came with the last pair.
        case refresh(Secret)
        /// The code of a device, which a user may have confirmed by now.
        case device(Secret, OAuthDeviceFlow)
        /// The application's id and secret alone.
        case client(scopes: [String])
        /// A statement that a service account's key has signed.
        case assertion(Secret)
        /// A user's name and password.
        case password(user: String, Secret)
    }

    /// The application that asks, and what all its requests carry.
    struct Application: Sendable {
        let id: String
        let secret: Secret?
        /// The account's own domain, where tokens are issued there.
        var domain: String?
        /// Items that every token request carries again, by name.
        var keptItems: [String: String] = [:]
    }

    /// How long an exchange may take: it can't be given up half-way.
    private static let limit = Duration.seconds(60)

    /// Asks for tokens.
    /// - Returns: The body of a response that is a success; it is the only copy of the tokens in it.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached, or its response
    ///   breaks off.
    func answer(_ grant: Grant, _ application: Application) async throws -> [UInt8] {
        let reply = try await reply(to: try request(for: grant, application))
        let answer = try? reply.json()
        guard reply.isSuccess, answer?["access_token"]?.string?.isEmpty == false else {
            throw family.refusal(reply.status, reply.headers, reply.body)
        }
        return reply.body
    }

    /// The response to a token request, from the other place where the first one's name is not known.
    private func reply(to request: Request) async throws -> Reply {
        try await TimeLimit.run(
            Self.limit,
            failure: { limit in
                ConnectionError(
                    peer: family.service, step: .exchanging,
                    reason: "no token came within \(limit.components.seconds) seconds", isTimeout: true)
            },
            work: {
                do {
                    return try await http.fetch(request)
                } catch let error as ConnectionError where error.step == .resolving {
                    guard let other = family.alternativeTokenAddress else { throw error }
                    var request = request
                    request.url = other
                    return try await http.fetch(request)
                }
            })
    }

    private func request(for grant: Grant, _ application: Application) throws(UsageError) -> Request {
        var fields = TokenFields(application)
        switch grant {
        case .code(let code, let redirect, let verifier):
            fields.append("grant_type", "authorization_code")
            fields.append("code", code)
            if let redirect { fields.append("redirect_uri", redirect) }
            if let verifier { fields.append("code_verifier", verifier) }
        case .refresh(let token):
            fields.append("grant_type", "refresh_token")
            fields.append("refresh_token", token)
        case .device(let code, let flow):
            fields.append("grant_type", flow.grantType)
            fields.append(flow.codeField, code)
        case .client(let scopes):
            fields.append("grant_type", "client_credentials")
            if !scopes.isEmpty { fields.append("scope", scopes.joined(separator: family.scopeSeparator)) }
        case .assertion(let statement):
            fields.append("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
            fields.append("assertion", statement)
        case .password(let user, let password):
            fields.append("grant_type", "password")
            fields.append("username", user)
            fields.append("password", password)
        }
        for item in family.tokenItems {
            fields.append(item.name, item.value == "{random}" ? Base64.urlSafe(Randomness.bytes(32)) : item.value)
        }
        for item in application.keptItems.sorted(by: { $0.key < $1.key }) { fields.append(item.key, item.value) }
        // An assertion says by itself who signs.
        if case .assertion = grant {} else { fields.identify(by: family.clientAuthentication) }
        let address = try AccountDomain.address(family.tokenAddress, at: application.domain, of: family)
        return fields.request(to: address, as: family.tokenBody)
    }

    /// Tells the service that a token is worth nothing any more.
    /// - Parameters:
    ///   - tokens: The tokens.
    ///   - revocation: How they are revoked.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached.
    func revoke(_ tokens: OAuthTokens, by revocation: OAuthRevocation) async throws {
        let request: Request
        switch revocation {
        case .field(let address, let name, let token):
            var fields = TokenFields(tokens.application)
            fields.append(name, token == .refresh ? tokens.refresh ?? tokens.access : tokens.access)
            if tokens.origin != .serviceAccount { fields.identify(by: family.clientAuthentication) }
            request = fields.request(to: address, as: family.tokenBody)
        case .bearer(let address):
            request = Request(
                .post, address, headers: [HeaderField("Authorization", "Bearer \(tokens.access.exposed)")],
                secrets: tokens.secrets)
        }
        let reply = try await http.fetch(request)
        // Some say no under 200.
        guard reply.isSuccess, (try? reply.json())?["ok"] != false else {
            throw family.refusal(reply.status, reply.headers, reply.body)
        }
    }

    /// The tokens in a response.
    /// - Parameters:
    ///   - answer: The body of a response that is a success.
    ///   - previous: The tokens before, or what is known of the first ones; what the response leaves out stays as it was.
    /// - Returns: The tokens; nil when there are none in it.
    func tokens(in answer: [UInt8], replacing previous: OAuthTokens) -> OAuthTokens? {
        guard let json = try? JSON(parsing: answer), let access = json["access_token"]?.string, !access.isEmpty else {
            return nil
        }
        func text(_ field: String) -> String? { json[field]?.scalarText.flatMap { $0.isEmpty ? nil : $0 } }
        var tokens = previous
        tokens.access = Secret(access)
        tokens.refresh = text("refresh_token").map { Secret($0) } ?? previous.refresh
        tokens.obtainedAt = now()
        // Whatever stands there must not lose the tokens beside it.
        let lifetime = json["expires_in"].flatMap { $0.number?.double ?? $0.string.flatMap { JSONNumber($0)?.double } }
        tokens.expiresAt = lifetime.map { tokens.obtainedAt + Int(min(max($0, 0), Self.longestLife)) }
        tokens.scope = text("scope") ?? previous.scope
        for (option, field) in family.answeredOptions {
            if let value = text(field) { tokens.options[option] = value }
        }
        for item in family.keptItems {
            if let value = text(item) { tokens.keptItems[item] = value }
        }
        return tokens
    }

    /// A hundred years, in seconds.
    private static let longestLife = 3.2e9
}

extension OAuthTokens {
    /// The application the tokens were given to.
    var application: TokenExchange.Application {
        TokenExchange.Application(id: clientID, secret: clientSecret, domain: domain, keptItems: keptItems)
    }

    /// Whether the access token has expired.
    func isExpired(at moment: Int) -> Bool { expiresAt.map { $0 <= moment } ?? false }

    /// Whether the access token has expired or is about to: within a minute, or a tenth of a short life; or whether it is
    /// as old as the family refreshes tokens at.
    func isDue(at moment: Int, in family: OAuthFamily) -> Bool {
        if let age = family.refreshesAfter, obtainedAt + age <= moment { return true }
        guard let expiresAt else { return false }
        return expiresAt - min(60, max(0, expiresAt - obtainedAt) / 10) <= moment
    }
}
