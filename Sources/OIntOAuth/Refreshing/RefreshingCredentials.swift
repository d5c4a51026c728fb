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
    private let store: any TokenStore
    /// Refreshes the tokens in the store; nil where they are used as they stand.
    private let refresher: (any TokenRefresher)?
    private let family: OAuthFamily
    private let now: @Sendable () -> Int
    private var flight: Task<OAuthTokens?, any Error>?

    /// Creates credentials.
    /// - Parameters:
    ///   - family: The authorization server that issued the tokens.
    ///   - store: Where the tokens are kept.
    ///   - refreshes: Whether tokens are refreshed at all; where they are not, they are used as they stand.
    ///   - remedy: What a person does when the refresh token is worth nothing any more.
    ///   - http: What makes the requests.
    ///   - now: Seconds since the beginning of 1970.
    public init(
        _ family: OAuthFamily, store: any TokenStore, refreshes: Bool = true, remedy: String = "Log in again",
        http: HTTP = .shared, now: @escaping @Sendable () -> Int = { DateTime.now.unixTime }
    ) {
        let refresher = DirectRefresher(
            exchange: TokenExchange(family: family, http: http, now: now), store: store, remedy: remedy)
        self.init(family, store: store, refresher: refreshes ? refresher : nil, now: now)
    }

    /// Creates credentials.
    /// - Parameters:
    ///   - family: The authorization server that issued the tokens.
    ///   - store: Where the tokens are kept.
    ///   - refresher: Refreshes the tokens in the store; nil to use them as they stand.
    ///   - now: Seconds since the beginning of 1970.
    init(
        _ family: OAuthFamily, store: any TokenStore, refresher: (any TokenRefresher)?,
        now: @escaping @Sendable () -> Int
    ) {
        self.family = family
        self.store = store
        self.refresher = refresher
        self.now = now
    }

    /// The access token, refreshed first when it has expired or is about to.
    public func token() async throws -> Secret? {
        guard let tokens = try await store.tokens() else { return nil }
        let moment = now()
        guard let refresher, tokens.isRenewable, tokens.isDue(at: moment, in: family) else { return tokens.access }
        do {
            return try await renewed(by: refresher, replacing: nil)?.access
        } catch  where !(error is CancellationError) && !tokens.isExpired(at: moment) {
            // It is good for some seconds more: whatever is wrong, this call need not fail for it.
            return tokens.access
        }
    }

    /// A fresh access token in place of one that the service has refused as expired.
    public func token(replacing refused: Secret) async throws -> Secret? {
        guard let refresher else { return nil }
        return try await renewed(by: refresher, replacing: refused)?.access
    }

    /// Refreshes, or waits for the refresh that is under way.
    private func renewed(by refresher: any TokenRefresher, replacing refused: Secret?) async throws -> OAuthTokens? {
        if let flight { return try await flight.value }
        let flight = Task { try await refresher.refreshed(replacing: refused) }
        self.flight = flight
        defer { self.flight = nil }
        return try await flight.value
    }
}
