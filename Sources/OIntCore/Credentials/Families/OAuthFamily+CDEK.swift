extension OAuthFamily {
    /// CDEK: the account and the password of its integration are exchanged for a token of one hour.
    ///
    /// The domain of the test environment is `api.edu.cdek.ru`.
    ///
    /// Source: https://apidoc.cdek.ru
    public static let cdek = OAuthFamily(
        name: "cdek", service: "CDEK", tokenAddress: "https://{domain}/v2/oauth/token",
        grants: [.clientCredentials], defaultDomain: "api.cdek.ru",
        refreshTokenLifetime: "none: the account gets the next token")
}
