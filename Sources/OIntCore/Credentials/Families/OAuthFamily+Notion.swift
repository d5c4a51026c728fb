extension OAuthFamily {
    /// Notion's public integrations; internal ones have a token that never changes.
    ///
    /// Source: https://developers.notion.com/reference/create-a-token
    public static let notion = OAuthFamily(
        name: "notion", service: "Notion", tokenAddress: "https://api.notion.com/v1/oauth/token",
        grants: [
            .code(
                OAuthConsent(
                    "https://api.notion.com/v1/oauth/authorize", proofKey: nil, redirect: .loopback("localhost"),
                    items: [("owner", "user")]))
        ],
        clientAuthentication: .basic, tokenBody: .json, refreshTokenLifetime: "until it is revoked",
        revocation: .field("https://api.notion.com/v1/oauth/revoke"))
}
