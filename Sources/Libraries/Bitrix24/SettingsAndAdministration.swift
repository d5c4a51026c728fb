import OIntCore
import OIntHTTP

@Methods("Settings and administration")
extension Bitrix24.OAuth {
    /// Gives the address of the page where a user lets an application in.
    ///
    /// After consent the portal sends the user's browser back to the application, with a code for GetToken.
    /// - Parameters:
    ///   - domain: Domain of the portal, such as example.bitrix24.com; https unless a scheme is given.
    ///   - clientID: Client ID of the application.
    /// - Returns: The address.
    ///
    ///   ```text
    ///   https://example.bitrix24.com/oauth/authorize/?client_id=local.example
    ///   ```
    @Method(.reads, ru: "ПолучитьСсылкуАвторизацииПриложения")
    public static func getAppAuthLink(domain: String, clientID: String) -> String {
        let base = Address.absolute(domain.trimmed)
        let separator = base.hasSuffix("/") ? "" : "/"
        return "\(base)\(separator)oauth/authorize/?client_id=\(PercentEncoding.encoded(clientID))"
    }

    /// Exchanges an authorization code for an access and a refresh token.
    /// - Parameter code: Code that the consent page handed back; good for 30 seconds.
    /// - Returns: The tokens, with their lifetime and the portal's addresses.
    ///
    ///   ```json
    ///   {"access_token": "ACCESS_TOKEN", "client_endpoint": "https://example.bitrix24.com/rest/",
    ///   "domain": "oauth.bitrix.info", "expires_in": 3600, "member_id": "MEMBER_ID",
    ///   "refresh_token": "REFRESH_TOKEN", "scope": "app", "server_endpoint": "https://oauth.bitrix.info/rest/",
    ///   "status": "L"}
    ///   ```
    @Method(.writes, ru: "ПолучитьТокен")
    public func getToken(code: Secret) async throws -> JSON {
        try await token("authorization_code", "code", code)
    }

    /// Trades a refresh token for a fresh pair of tokens.
    ///
    /// The old refresh token is worth nothing afterwards: keep the new one.
    /// - Parameter refresh: Refresh token that came with the last pair.
    /// - Returns: The tokens, with their lifetime and the portal's addresses.
    ///
    ///   ```json
    ///   {"access_token": "ACCESS_TOKEN", "client_endpoint": "https://example.bitrix24.com/rest/",
    ///   "domain": "oauth.bitrix.info", "expires_in": 3600, "member_id": "MEMBER_ID",
    ///   "refresh_token": "REFRESH_TOKEN", "scope": "app", "server_endpoint": "https://oauth.bitrix.info/rest/",
    ///   "status": "L"}
    ///   ```
    @Method(.writes, ru: "ОбновитьТокен")
    public func refreshToken(refresh: Secret) async throws -> JSON {
        try await token("refresh_token", "refresh_token", refresh)
    }
}

@Methods("Settings and administration")
extension Bitrix24 {
    /// Tells the time by the portal's clock.
    /// - Returns: The time by ISO 8601, under `result`.
    ///
    ///   ```json
    ///   {"result": "2026-01-31T10:00:00+00:00"}
    ///   ```
    @Method(.reads, ru: "СерверноеВремя")
    public func serverTime() async throws -> JSON {
        try await read("server.time")
    }

    /// Calls any REST method by its name, with fields of your own.
    /// - Parameters:
    ///   - method: Name of the REST method, such as crm.item.list.
    ///   - fields: Fields of the request.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"result": {"items": [{"id": 42, "title": "Weekly report", "stageId": "NEW", "opportunity": 1200,
    ///   "assignedById": 1, "sourceId": "WEB", "isManualOpportunity": "Y"}]}, "total": 1}
    ///   ```
    @Method(.general, ru: "ВызватьМетод")
    public func call(method: String, fields: JSONObject = [:]) throws -> Pages {
        guard method.utf8.allSatisfy(Self.isOfMethodName) else {
            throw UsageError(
                "--method takes the name of a REST method, such as crm.item.list, not \(Quote.short(method))")
        }
        var request = Fields()
        request.append(contentsOf: fields)
        return list(method, request, isRepeatable: false)
    }

    private static func isOfMethodName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
