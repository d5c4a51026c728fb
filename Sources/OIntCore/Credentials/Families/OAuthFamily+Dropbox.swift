extension OAuthFamily {
    /// Dropbox.
    ///
    /// With a proof key no secret is needed, neither for the code nor for refreshing. A refresh gives no new refresh
    /// token: the first one stays.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#authorization
    public static let dropbox = OAuthFamily(
        name: "dropbox", service: "Dropbox", tokenAddress: "https://api.dropboxapi.com/oauth2/token",
        grants: [
            .code(
                OAuthConsent(
                    "https://www.dropbox.com/oauth2/authorize", redirect: .loopback(codePage: .service),
                    items: [("token_access_type", "offline"), ("include_granted_scopes", "user")]))
        ],
        refreshTokenLifetime: "until it is revoked",
        revocation: .bearer("https://api.dropboxapi.com/2/auth/token/revoke"))
}
