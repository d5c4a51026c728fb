extension OAuthFamily {
    /// Yandex ID: Disk, Metrica.
    ///
    /// A refresh gives a new refresh token, and perhaps the same access token as before. Both live equally long, often a
    /// year, so that they are refreshed long before they expire; the vendor advises every three months.
    ///
    /// Source: https://yandex.ru/dev/id/doc/ru/tokens/refresh-client
    public static let yandex = OAuthFamily(
        name: "yandex", service: "Yandex", tokenAddress: "https://oauth.yandex.ru/token",
        grants: [
            .code(
                OAuthConsent(
                    "https://oauth.yandex.ru/authorize",
                    redirect: .loopback(codePage: .address("https://oauth.yandex.ru/verification_code")))),
            .device(
                OAuthDeviceFlow(
                    "https://oauth.yandex.ru/device/code", grantType: "device_code", codeField: "code")),
        ],
        refreshTokenLifetime: "as long as the access token, often a year", refreshesAfter: 90 * 86_400,
        revocation: .field("https://oauth.yandex.ru/revoke_token", name: "access_token"))
}
