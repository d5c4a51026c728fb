import OIntCore
import OIntHTTP

/// The signed statement that gets a service account its token.
enum ServiceAssertion {
    /// Signs a statement.
    /// - Parameters:
    ///   - tokens: What is known of the account: its key, whom it acts for, the scopes.
    ///   - family: The authorization server, to which the statement is addressed.
    ///   - now: Seconds since the beginning of 1970.
    /// - Returns: The statement, and the account's address.
    /// - Throws: `UsageError` when the key can't be used.
    static func make(
        for tokens: OAuthTokens, of family: OAuthFamily, now: Int
    ) throws(UsageError) -> (statement: Secret, account: String) {
        let key = try ServiceAccountKey(file: Array((tokens.signingKey?.exposed ?? "").utf8))
        let statement = try key.assertion(
            scopes: family.scopes(in: tokens.scope ?? ""), audience: family.tokenAddress, subject: tokens.subject,
            now: now)
        return (statement, key.email)
    }
}
