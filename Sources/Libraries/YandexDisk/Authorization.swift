import OIntCore
import OIntHTTP
import OIntYandex

@Methods("Authorization")
extension YandexDisk {
    /// Gets a code that a person enters on a page, on any device.
    ///
    /// `oint login yadisk --device` does all of it.
    ///
    /// Source: https://yandex.ru/dev/id/doc/ru/codes/screen-code-oauth
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - http: What makes the requests.
    /// - Returns: The code for the person and that of the device, good for ten minutes.
    ///
    ///   ```json
    ///   {"device_code": "0a1b2c", "user_code": "abcd-efgh", "verification_url": "https://ya.ru/device", "interval": 5,
    ///   "expires_in": 600}
    ///   ```
    @Method(.writes, ru: "ПолучитьКодПодтверждения", calls: "POST device/code")
    public static func getConfirmationCode(id: String, http: HTTP = .shared) async throws -> JSON {
        try await Yandex.confirmationCode(id, scopes: [], http)
    }

    /// Waits until a person has entered the code, and gets tokens for it.
    ///
    /// Source: https://yandex.ru/dev/id/doc/ru/codes/screen-code-oauth
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - secret: Secret of the application.
    ///   - device: device_code from GetConfirmationCode.
    ///   - interval: Seconds between two questions, as GetConfirmationCode tells.
    ///   - http: What makes the requests.
    /// - Returns: The tokens.
    ///
    ///   ```json
    ///   {"token_type": "bearer", "access_token": "y0_EXAMPLE", "expires_in": 31536000, "refresh_token": "1:EXAMPLE"}
    ///   ```
    @Method(.writes, ru: "ПреобразоватьКодВТокен", calls: "POST token")
    public static func convertCodeToToken(
        id: String, secret: Secret, device: Secret, interval: Int = 5, http: HTTP = .shared
    ) async throws -> JSON { try await Yandex.token(id, secret, device: device, every: interval, http) }

    /// Gets new tokens by a refresh token, which is good for one time.
    ///
    /// Source: https://yandex.ru/dev/id/doc/ru/tokens/refresh-client
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - secret: Secret of the application.
    ///   - refresh: Refresh token.
    ///   - http: What makes the requests.
    /// - Returns: The tokens; keep the new refresh token.
    ///
    ///   ```json
    ///   {"token_type": "bearer", "access_token": "y0_EXAMPLE", "expires_in": 31536000, "refresh_token": "1:EXAMPLE"}
    ///   ```
    @Method(.writes, ru: "ОбновитьТокен", calls: "POST token")
    public static func refreshToken(
        id: String, secret: Secret, refresh: Secret, http: HTTP = .shared
    ) async throws -> JSON { try await Yandex.token(id, secret, refresh: refresh, http) }

    /// Calls any other endpoint of the disk.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path behind v1/disk, such as resources/last-uploaded.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"items": [], "limit": 20}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }
}
