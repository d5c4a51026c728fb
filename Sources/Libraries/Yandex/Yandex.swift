import OIntCore
import OIntHTTP

/// Yandex ID: tokens for the services of Yandex.
///
/// `oint login yandex` does all of it, on this device or, with --device, on another one.
///
/// Source: https://yandex.ru/dev/id/doc/ru/
public enum Yandex {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "yandex", title: "Yandex ID", summary: "Yandex ID: tokens for the services of Yandex.",
        discussion: "There is no application for everybody: register one of your own at https://oauth.yandex.ru.",
        oauth: OAuthDescription(.yandex, scopes: []), examples: examples
    ) { [`public`] }

    /// What the documentation shows for options.
    static let examples: [String: OptionExample] = [
        "id": "0123456789abcdef0123456789abcdef",
        "secret": OptionExample("not-a-real-secret", shown: "APP_SECRET"),
        "device": OptionExample("not-a-real-code", shown: "DEVICE_CODE"),
        "refresh": OptionExample("not-a-real-token", shown: "REFRESH_TOKEN"),
    ]

    /// The authorization server.
    private static func service(_ http: HTTP, _ secrets: [Secret]) -> Service {
        Service(
            "Yandex", at: "https://oauth.yandex.ru", http: http, authorization: .none, secrets: secrets,
            remedies: [
                "bad_verification_code": "The code was used, or ten minutes have passed: get a new one",
                "invalid_client": "Check --id and --secret",
                "invalid_grant": "The token or code is not good any more: get a new one",
                "authorization_pending": "Enter the code on the page first",
            ]
        ) { reply in
            guard !reply.isSuccess, let code = reply["error"]?.string else { return nil }
            return Judgement(code: code, message: reply["error_description"]?.string, course: .final)
        }
    }

    /// Gets a code that a person enters on a page, on any device.
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - scopes: Rights that are asked for; those of the application when empty.
    ///   - http: What makes the requests.
    package static func confirmationCode(_ id: String, scopes: [String], _ http: HTTP) async throws -> JSON {
        try await service(http, []).json(
            .post(
                "device/code",
                body: .form(["client_id": id, "scope": scopes.isEmpty ? nil : scopes.joined(separator: " ")])))
    }

    /// Waits until a person has entered the code, and gets tokens for it.
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - secret: Its secret.
    ///   - device: Code of the device.
    ///   - interval: Seconds between two questions.
    ///   - http: What makes the requests.
    package static func token(
        _ id: String, _ secret: Secret, device: Secret, every interval: Int, _ http: HTTP
    ) async throws -> JSON {
        guard (1...600).contains(interval) else {
            throw UsageError("--interval takes 1 to 600 seconds, not \(interval)")
        }
        let service = service(http, [secret, device])
        var waited = 0
        while true {
            do {
                return try await service.json(
                    .post(
                        "token",
                        body: .form([
                            "grant_type": "device_code", "code": device.exposed, "client_id": id,
                            "client_secret": secret.exposed,
                        ])))
            } catch let refusal as ServiceError where refusal.code == "authorization_pending" {
                waited += interval
                // The code lives for ten minutes.
                guard waited <= 600 else { throw refusal }
                if waited == interval { http.configuration.notice?("waiting until the code is entered on the page") }
                try await http.pause(for: .seconds(interval))
            }
        }
    }

    /// Gets new tokens by a refresh token.
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - secret: Its secret.
    ///   - refresh: Refresh token.
    ///   - http: What makes the requests.
    package static func token(_ id: String, _ secret: Secret, refresh: Secret, _ http: HTTP) async throws -> JSON {
        try await service(http, [secret, refresh]).json(
            .post(
                "token",
                body: .form([
                    "grant_type": "refresh_token", "refresh_token": refresh.exposed, "client_id": id,
                    "client_secret": secret.exposed,
                ])))
    }
}

@Methods("Public")
extension Yandex {
    /// Gets a code that a person enters on a page, on any device.
    ///
    /// Source: https://yandex.ru/dev/id/doc/ru/codes/screen-code-oauth
    /// - Parameters:
    ///   - id: Id of the application.
    ///   - scopes: Rights that are asked for; those of the application when not given.
    ///   - http: What makes the requests.
    /// - Returns: The code for the person and that of the device, good for ten minutes.
    ///
    ///   ```json
    ///   {"device_code": "0a1b2c", "user_code": "abcd-efgh", "verification_url": "https://ya.ru/device", "interval": 5,
    ///   "expires_in": 600}
    ///   ```
    @Method(.writes, ru: "ПолучитьКодПодтверждения", calls: "POST device/code")
    public static func getConfirmationCode(
        id: String, scopes: [String] = [], http: HTTP = .shared
    ) async throws -> JSON { try await confirmationCode(id, scopes: scopes, http) }

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
    ) async throws -> JSON { try await token(id, secret, device: device, every: interval, http) }

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
    ) async throws -> JSON { try await token(id, secret, refresh: refresh, http) }
}
