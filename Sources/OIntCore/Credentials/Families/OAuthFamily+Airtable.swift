extension OAuthFamily {
    /// Airtable.
    ///
    /// A proof key is required, also where the integration has a secret. A refresh token is good for one refresh.
    ///
    /// Source: https://airtable.com/developers/web/api/oauth-reference
    public static let airtable = OAuthFamily(
        name: "airtable", service: "Airtable", tokenAddress: "https://airtable.com/oauth2/v1/token",
        grants: [.code(OAuthConsent("https://airtable.com/oauth2/v1/authorize", redirect: .loopback("localhost")))],
        clientAuthentication: .basic, refreshTokenLifetime: "60 days; good for one refresh")
}
