import OIntCore
import OIntHTTP

/// Exchanges codes and refresh tokens for tokens.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
struct TokenExchange: Sendable {
    let service: OAuthDescription
    let http: HTTP
    /// Seconds since the beginning of 1970.
    let now: @Sendable () -> Int

    /// What proves the application's right to tokens.
    enum Grant: Sendable {
        /// The code that the consent page handed back, with the address it was handed to and the proof key, if any.
        case code(Secret, redirect: String?, verifier: Secret?)
        /// The refresh token that came with the last pair.
        case refresh(Secret)
    }

    /// The application that asks.
    struct Application: Sendable {
        let id: String
        let secret: Secret?
    }

    /// How long an exchange may take: whoever waits can't break it off.
    private static let limit = Duration.seconds(60)

    /// Asks for tokens.
    /// - Returns: The body of an answer that is a success; it is the only copy of the tokens in it.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached, or its answer
    ///   breaks off.
    func answer(_ grant: Grant, _ application: Application) async throws -> [UInt8] {
        var fields: [(name: String, value: String)] = []
        var secrets = application.secret.map { [$0] } ?? []
        switch grant {
        case .code(let code, let redirect, let verifier):
            fields = [("grant_type", "authorization_code"), ("code", code.exposed)]
            if let redirect { fields.append(("redirect_uri", redirect)) }
            if let verifier { fields.append(("code_verifier", verifier.exposed)) }
            secrets += [code] + (verifier.map { [$0] } ?? [])
        case .refresh(let token):
            fields = [("grant_type", "refresh_token"), ("refresh_token", token.exposed)]
            secrets.append(token)
        }
        fields.append(("client_id", application.id))
        if let secret = application.secret { fields.append(("client_secret", secret.exposed)) }
        let request = Request(
            .post, service.tokenAddress, headers: [HeaderField("Accept", "application/json")], body: .form(fields),
            isRepeatable: false, secrets: secrets)
        let reply = try await TimeLimit.run(
            Self.limit,
            failure: { limit in
                ConnectionError(
                    peer: service.service, step: .exchanging,
                    reason: "no token came within \(limit.components.seconds) seconds", isTimeout: true)
            },
            work: { try await http.fetch(request) })
        let answer = try? reply.json()
        guard reply.isSuccess, answer?["access_token"]?.string?.isEmpty == false else {
            throw service.refusal(reply.status, reply.headers, reply.body)
        }
        return reply.body
    }

    /// The tokens in an answer.
    /// - Parameters:
    ///   - answer: The body of an answer that is a success.
    ///   - application: The application that asked.
    ///   - previous: The tokens before; what the answer leaves out stays as it was.
    /// - Returns: The tokens; nil when there are none in it.
    func tokens(in answer: [UInt8], for application: Application, replacing previous: OAuthTokens? = nil)
        -> OAuthTokens?
    {
        guard let json = try? JSON(parsing: answer), let access = json["access_token"]?.string, !access.isEmpty else {
            return nil
        }
        let moment = now()
        let lifetime = json["expires_in"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
        var options = previous?.options ?? [:]
        for (option, field) in service.answeredOptions {
            if let value = json[field]?.string, !value.isEmpty { options[option] = value }
        }
        return OAuthTokens(
            access: Secret(access),
            refresh: json["refresh_token"]?.string.map { Secret($0) } ?? previous?.refresh,
            expiresAt: lifetime.map { moment + $0 }, obtainedAt: moment, clientID: application.id,
            clientSecret: application.secret, scope: json["scope"]?.string ?? previous?.scope, options: options)
    }
}

extension OAuthTokens {
    /// The application the tokens were given to.
    var application: TokenExchange.Application { TokenExchange.Application(id: clientID, secret: clientSecret) }

    /// Whether the access token has expired.
    func isExpired(at moment: Int) -> Bool { expiresAt.map { $0 <= moment } ?? false }

    /// Whether the access token has expired or is about to: within a minute, or a tenth of a short life.
    func isDue(at moment: Int) -> Bool {
        guard let expiresAt else { return false }
        return expiresAt - min(60, max(0, expiresAt - obtainedAt) / 10) <= moment
    }
}
