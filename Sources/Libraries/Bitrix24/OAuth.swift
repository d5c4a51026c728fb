import OIntCore
import OIntHTTP

extension Bitrix24 {
    /// The tokens of an application that is registered with Bitrix24.
    ///
    /// Source: https://apidocs.bitrix24.com/settings/oauth/index.html
    @Client(roles: ["clientID": .data])
    public struct OAuth: Sendable {
        private let clientID: String
        private let clientSecret: Secret
        private let http: HTTP

        /// Creates a client.
        /// - Parameters:
        ///   - clientID: Client ID of the application.
        ///   - clientSecret: Client secret of the application.
        ///   - http: What makes the requests.
        public init(clientID: String, clientSecret: Secret, http: HTTP = .shared) {
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.http = http
        }

        private static let tokenAddress = "https://oauth.bitrix.info/oauth/token/"

        /// How logging in and refreshing go.
        ///
        /// The portal sends the browser to the address that the application is registered with. A refresh token is good
        /// for one refresh, which gives the next one.
        ///
        /// Source: https://apidocs.bitrix24.com/settings/oauth/index.html
        static let description = OAuthDescription(
            service: "Bitrix24", authorizationAddress: "https://{domain}/oauth/authorize/",
            tokenAddress: tokenAddress, usesProofKey: false, answeredOptions: ["url": "client_endpoint"],
            accountOption: "url", refreshTokenLifetime: "28 to 180 days", identityMethod: "GetCurrentUser"
        ) { status, headers, body in
            Refusal.of(status: status, headers: headers, body: body)
        }

        /// Asks the authorisation server for tokens.
        ///
        /// The fields travel in the body, as the vendor's own PHP kit sends them: an address ends up in logs.
        func token(_ grant: String, _ field: String, _ value: Secret) async throws -> JSON {
            let fields = [
                ("grant_type", grant), ("client_id", clientID), ("client_secret", clientSecret.exposed),
                (field, value.exposed),
            ]
            let request = Request(
                .post, Self.tokenAddress, body: .form(fields), secrets: [clientSecret, value])
            return try Refusal.judge(try await http.fetch(request))
        }
    }
}
