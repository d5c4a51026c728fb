import OIntCore
import OIntHTTP

/// Tokens that are refreshed when they expire, by one request however many ask.
///
/// It is handed to a client, and used from any number of tasks at once:
///
/// ```swift
/// let tokens = try ProfileCredentials(Bitrix24.library, profile: "work")
/// let portal = try Bitrix24(url: PortalAddress("example.bitrix24.com"), credentials: Credentials(tokens))
/// ```
public actor RefreshingCredentials: CredentialProvider {
    private let exchange: TokenExchange
    private let store: any TokenStore
    private let remedy: String
    private let refreshes: Bool
    /// Refreshes elsewhere, in place of doing it here.
    private let keeper: (@Sendable (_ refused: Secret?) async throws -> Void)?
    private var flight: Task<OAuthTokens?, any Error>?

    /// Creates credentials.
    /// - Parameters:
    ///   - service: How the service lets applications in.
    ///   - store: Where the tokens are kept.
    ///   - refreshes: Whether tokens are refreshed at all; where they are not, they are used as they stand.
    ///   - remedy: What a person does when the refresh token is worth nothing any more.
    ///   - http: What makes the requests.
    ///   - now: Seconds since the beginning of 1970.
    public init(
        _ service: OAuthDescription, store: any TokenStore, refreshes: Bool = true, remedy: String = "Log in again",
        http: HTTP = .shared, now: @escaping @Sendable () -> Int = { DateTime.now.unixTime }
    ) {
        self.init(service, store: store, refreshes: refreshes, remedy: remedy, http: http, now: now, keeper: nil)
    }

    init(
        _ service: OAuthDescription, store: any TokenStore, refreshes: Bool, remedy: String, http: HTTP,
        now: @escaping @Sendable () -> Int, keeper: (@Sendable (_ refused: Secret?) async throws -> Void)?
    ) {
        self.keeper = keeper
        exchange = TokenExchange(service: service, http: http, now: now)
        self.store = store
        self.refreshes = refreshes
        self.remedy = remedy
    }

    /// The access token, refreshed first when it has expired or is about to.
    public func token() async throws -> Secret? {
        guard let tokens = try await store.tokens() else { return nil }
        let moment = exchange.now()
        guard refreshes, tokens.refresh != nil, tokens.isDue(at: moment) else { return tokens.access }
        do {
            return try await renewed(replacing: nil)?.access
        } catch  where !(error is CancellationError) && !tokens.isExpired(at: moment) {
            // It is good for some seconds more: whatever is wrong, this call need not fail for it.
            return tokens.access
        }
    }

    /// A fresh access token in place of one that the service has refused as expired.
    public func token(replacing refused: Secret) async throws -> Secret? {
        guard refreshes else { return nil }
        return try await renewed(replacing: refused)?.access
    }

    /// Refreshes, or waits for the refresh that is under way.
    /// - Parameter refused: The token that the service has refused; nil for one that is about to expire.
    /// - Returns: The tokens that are stored afterwards.
    func renewed(replacing refused: Secret?) async throws -> OAuthTokens? {
        if let flight { return try await flight.value }
        let flight = Task { [exchange, store, remedy, keeper] in
            if let keeper {
                try await keeper(refused)
                return try await store.tokens()
            }
            return try await CriticalWork.run {
                try await store.replace { tokens, safe in
                    try await Self.renew(tokens, refused, exchange, remedy, safe)
                }
            }
        }
        self.flight = flight
        defer { self.flight = nil }
        return try await flight.value
    }

    private static func renew(
        _ tokens: OAuthTokens, _ refused: Secret?, _ exchange: TokenExchange, _ remedy: String,
        _ safe: any AnswerSafe
    ) async throws -> OAuthTokens {
        // Somebody else may have refreshed while this one waited for its turn.
        if let refused { guard tokens.access == refused else { return tokens } }
        guard refused != nil || tokens.isDue(at: exchange.now()), let refresh = tokens.refresh else { return tokens }
        try safe.prepare()
        FaultPoint.reach("refresh.prepared")
        let answer: [UInt8]
        do {
            answer = try await exchange.answer(.refresh(refresh), tokens.application)
        } catch let refusal as ServiceError {
            throw refusal.refusingRefresh(remedy: remedy)
        }
        FaultPoint.reach("refresh.answered")
        try safe.keep(answer)
        FaultPoint.reach("refresh.kept")
        return exchange.tokens(in: answer, for: tokens.application, replacing: tokens) ?? tokens
    }
}

extension ServiceError {
    /// The refusal of a refresh, with what a person can do about it.
    func refusingRefresh(remedy: String) -> ServiceError {
        guard ["invalid_grant", "invalid_token", "expired_token"].contains(code?.lowercased()) else { return self }
        return ServiceError(
            service: service, status: status, headers: headers, code: code,
            message: "the stored refresh token is worth nothing any more" + (message.map { ": \($0)" } ?? ""),
            remedy: remedy, reply: reply)
    }
}
