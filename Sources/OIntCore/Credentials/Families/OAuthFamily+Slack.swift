extension OAuthFamily {
    /// Slack.
    ///
    /// Redirect addresses need https, so that the code is pasted. A refresh token comes where token rotation is switched
    /// on, and is good for one refresh.
    ///
    /// Source: https://docs.slack.dev/authentication/using-token-rotation
    public static let slack = OAuthFamily(
        name: "slack", service: "Slack", tokenAddress: "https://slack.com/api/oauth.v2.access",
        grants: [.code(OAuthConsent("https://slack.com/oauth/v2/authorize", proofKey: nil, redirect: .https))],
        clientAuthentication: .basic, scopeSeparator: ",", refreshTokenLifetime: "good for one refresh",
        revocation: .bearer("https://slack.com/api/auth.revoke"))
}
