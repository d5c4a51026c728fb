extension OAuthFamily {
    /// VK ID.
    ///
    /// Applications are public: there is no secret. The id of the device, which the browser brings back with the code,
    /// belongs to every token request, and so does a state of 32 characters or more.
    ///
    /// Source: https://id.vk.com/about/business/go/docs/ru/vkid/latest/vk-id/connection/api-integration/api-description
    public static let vk = OAuthFamily(
        name: "vk", service: "VK", tokenAddress: "https://id.vk.com/oauth2/auth",
        grants: [.code(OAuthConsent("https://id.vk.com/authorize", proofKey: "s256", redirect: .https))],
        clientAuthentication: .none, tokenItems: [("state", "{random}")], keptItems: ["device_id"],
        refreshTokenLifetime: "180 days; good for one refresh")
}
