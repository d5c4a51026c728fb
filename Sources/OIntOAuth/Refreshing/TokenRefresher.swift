import OIntCore

/// Refreshes the tokens of a store.
protocol TokenRefresher: Sendable {
    /// Refreshes the tokens, unless somebody else has done so meanwhile.
    ///
    /// What has begun goes on when the task is cancelled.
    /// - Parameter refused: The token that the service has refused; nil for one that is about to expire.
    /// - Returns: The tokens that are stored afterwards, or nil when nobody is logged in.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached; `LocalError` when
    ///   the tokens can't be read or written.
    func refreshed(replacing refused: Secret?) async throws -> OAuthTokens?
}
