import OIntCore
import OIntHTTP

@Methods("Account and authorization")
extension Dropbox {
    /// Gives the address of the page where a person grants access and gets a code.
    ///
    /// `oint login dropbox` does all of it, and needs no secret.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#oauth2-authorize
    /// - Parameter appkey: Key of the application.
    /// - Returns: The address.
    ///
    ///   ```text
    ///   https://www.dropbox.com/oauth2/authorize?client_id=k3yofanapp&response_type=code&token_access_type=offline
    ///   ```
    @Method(.reads, ru: "ПолучитьСсылкуАвторизации", calls: "oauth2/authorize")
    public static func getAuthorizationLink(appkey: String) -> String {
        "https://www.dropbox.com/oauth2/authorize?client_id=\(PercentEncoding.encoded(appkey))&response_type=code&token_access_type=offline"
    }

    /// Trades the code of the authorization page for tokens.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#oauth2-token
    /// - Parameters:
    ///   - appkey: Key of the application.
    ///   - appsecret: Secret of the application.
    ///   - code: Code that the page has shown.
    ///   - http: What makes the requests.
    /// - Returns: The tokens; the refresh token stays good until it is taken back.
    ///
    ///   ```json
    ///   {"access_token": "sl.EXAMPLE", "expires_in": 14400, "token_type": "bearer", "refresh_token": "EXAMPLE-REFRESH",
    ///   "scope": "files.content.read files.content.write", "account_id": "dbid:AAH4f99", "uid": "12345"}
    ///   ```
    @Method(.writes, ru: "ПолучитьТокен", calls: "oauth2/token")
    public static func getToken(
        appkey: String, appsecret: Secret, code: Secret, http: HTTP = .shared
    ) async throws -> JSON {
        try await tokens(http, [code], ["code": code.exposed, "grant_type": "authorization_code"], appkey, appsecret)
    }

    /// Gets a new access token by a refresh token.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#oauth2-token
    /// - Parameters:
    ///   - appkey: Key of the application.
    ///   - appsecret: Secret of the application.
    ///   - refresh: Refresh token.
    ///   - http: What makes the requests.
    /// - Returns: The access token, good for four hours.
    ///
    ///   ```json
    ///   {"access_token": "sl.EXAMPLE", "expires_in": 14400, "token_type": "bearer"}
    ///   ```
    @Method(.writes, ru: "ОбновитьТокен", calls: "oauth2/token")
    public static func refreshToken(
        appkey: String, appsecret: Secret, refresh: Secret, http: HTTP = .shared
    ) async throws -> JSON {
        try await tokens(
            http, [refresh], ["refresh_token": refresh.exposed, "grant_type": "refresh_token"], appkey, appsecret)
    }

    private static func tokens(
        _ http: HTTP, _ secrets: [Secret], _ fields: Fields, _ key: String, _ secret: Secret
    ) async throws -> JSON {
        let service = Service(
            "Dropbox", at: "https://api.dropboxapi.com", http: http,
            authorization: .basic(user: key, password: secret), secrets: secrets,
            options: Service.Options(token: "appsecret")
        ) { reply in
            guard !reply.isSuccess, let code = reply["error"]?.string else { return nil }
            return Judgement(code: code, message: reply["error_description"]?.string, course: .final)
        }
        return try await service.json(.post("oauth2/token", body: .form(fields)))
    }

    /// Reads the profile of the account, or of another one.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#users-get_current_account
    /// - Parameter account: Id of another account, such as dbid:AAH4f99.
    /// - Returns: The profile; root_info tells the namespaces of a team's account.
    ///
    ///   ```json
    ///   {"account_id": "dbid:AAH4f99", "name": {"display_name": "Ann Example"}, "email": "ann@example.com",
    ///   "root_info": {".tag": "user", "root_namespace_id": "3235641", "home_namespace_id": "3235641"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОбАккаунте", calls: "users/get_current_account")
    public func getAccountInformation(account: String? = nil) async throws -> JSON {
        guard let account else { return try await read("users/get_current_account") }
        return try await read("users/get_account", ["account_id": account])
    }

    /// Reads how much space is used, and how much there is.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#users-get_space_usage
    /// - Returns: The numbers of bytes.
    ///
    ///   ```json
    ///   {"used": 314159265, "allocation": {".tag": "individual", "allocated": 2147483648}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДанныеИспользованияПространства")
    public func getSpaceUsageData() async throws -> JSON { try await read("users/get_space_usage") }

    /// Calls any other method of Dropbox that takes JSON.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation
    /// - Parameters:
    ///   - method: Method of the request; Dropbox takes POST.
    ///   - path: Name of the method, such as files/search_v2.
    ///   - query: Items of the query; Dropbox has none.
    ///   - body: Arguments.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"matches": [], "has_more": false}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .post, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }
}
