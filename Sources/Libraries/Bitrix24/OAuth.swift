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
        private let server: BaseURL
        private let http: HTTP

        /// Creates a client.
        /// - Parameters:
        ///   - clientID: Client ID of the application.
        ///   - clientSecret: Client secret of the application.
        ///   - server: Authorization server, by its older or its present name; the other is tried where one is unknown.
        ///   - http: What makes the requests.
        public init(
            clientID: String, clientSecret: Secret, server: BaseURL = "https://oauth.bitrix.info", http: HTTP = .shared
        ) {
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.server = server
            self.http = http
        }

        /// The authorization server by its older name.
        static let publishedServer: BaseURL = "https://oauth.bitrix.info"
        /// The authorization server by its present name.
        private static let presentServer: BaseURL = "https://oauth.bitrix24.tech"

        /// How logging in and refreshing go.
        ///
        /// The portal sends the browser to the address that the application is registered with. A refresh token is good
        /// for one refresh, which gives the next one.
        ///
        /// Source: https://apidocs.bitrix24.com/settings/oauth/index.html
        static let description = OAuthDescription(
            OAuthFamily(
                name: "bitrix24", service: "Bitrix24", tokenAddress: publishedServer.text + "/oauth/token/",
                grants: [.code(OAuthConsent("https://{domain}/oauth/authorize/", proofKey: nil))],
                answeredOptions: ["url": "client_endpoint"],
                refreshTokenLifetime: "28 to 180 days; good for one refresh"
            ) { status, headers, body in
                Refusal.of(status: status, headers: headers, body: body)
            }, accountOption: "url", identityMethod: "GetCurrentUser")

        private static func otherServer(_ server: BaseURL) -> BaseURL? {
            [publishedServer: presentServer, presentServer: publishedServer][server]
        }

        /// Asks the authorisation server for tokens.
        ///
        /// The fields travel in the body, as the vendor's own PHP kit sends them: an address ends up in logs.
        func token(_ grant: String, _ field: String, _ value: Secret) async throws -> JSON {
            let fields = [
                ("grant_type", grant), ("client_id", clientID), ("client_secret", clientSecret.exposed),
                (field, value.exposed),
            ]
            let service = Refusal.service(at: server, http: http, secrets: [clientSecret, value])
            let request = ServiceRequest.post("oauth/token/", body: .form(fields))
            do {
                return try await service.json(request)
            } catch let error as ConnectionError where error.step == .resolving {
                // Nothing was sent, and so nothing used up.
                guard let other = Self.otherServer(server) else { throw error }
                return try await service.at(other).json(request)
            }
        }
    }
}
