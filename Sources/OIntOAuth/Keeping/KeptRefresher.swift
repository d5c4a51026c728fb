import OIntConfiguration
import OIntCore

/// Refreshes the tokens of a profile in a process of its own.
struct KeptRefresher: TokenRefresher {
    /// Starts that process.
    let keeper: RefreshKeeper
    /// Where the tokens are kept.
    let store: ProfileTokenStore

    func refreshed(replacing refused: Secret?) async throws -> OAuthTokens? {
        try await keeper.refresh(store, replacing: refused)
        return try await store.tokens()
    }
}
