extension OAuthFamily {
    /// Google's accounts: calendars, drives, sheets.
    ///
    /// A refresh token comes with the first consent only, so that consent is asked for each time. The device flow is left
    /// out: it takes none of the scopes of these services. The key file of a service account names an address of its own,
    /// which is not used: a file must not say where an assertion is sent.
    ///
    /// Source: https://developers.google.com/identity/protocols/oauth2/native-app
    public static let google = OAuthFamily(
        name: "google", service: "Google", tokenAddress: "https://oauth2.googleapis.com/token",
        grants: [
            .code(
                OAuthConsent(
                    "https://accounts.google.com/o/oauth2/v2/auth", redirect: .loopback(takesAnyPort: true),
                    items: [
                        ("access_type", "offline"), ("prompt", "consent"), ("include_granted_scopes", "true"),
                    ])),
            .serviceAccount,
        ],
        refreshTokenLifetime: "until it is revoked; 7 days while the project is in testing",
        revocation: .field("https://oauth2.googleapis.com/revoke", token: .refresh))
}
