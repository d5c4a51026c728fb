extension OAuthFamily {
    /// X, formerly Twitter.
    ///
    /// Applications that have a secret show it by Basic authentication. A refresh token comes with the scope
    /// `offline.access` only, and is good for one refresh.
    ///
    /// Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
    public static let x = OAuthFamily(
        name: "twitter", service: "X", tokenAddress: "https://api.x.com/2/oauth2/token",
        grants: [.code(OAuthConsent("https://x.com/i/oauth2/authorize"))],
        clientAuthentication: .basic, refreshTokenLifetime: "six months; good for one refresh",
        revocation: .field("https://api.x.com/2/oauth2/revoke"))
}
