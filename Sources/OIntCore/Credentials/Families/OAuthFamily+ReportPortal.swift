extension OAuthFamily {
    /// ReportPortal, by a user's name and password; keys of its interface need no login.
    ///
    /// The application is always the portal's own page, whose secret is known to all.
    ///
    /// Source: https://reportportal.io/docs/log-data-in-reportportal/HowToGetAccessToken
    public static let reportPortal = OAuthFamily(
        name: "rportal", service: "ReportPortal", tokenAddress: "https://{domain}/uat/sso/oauth/token",
        grants: [.password], clientAuthentication: .basic,
        publicClient: PublicClient(id: "ui", secret: "uiman"), refreshTokenLifetime: "some hours")
}
