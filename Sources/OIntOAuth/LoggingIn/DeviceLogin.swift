import OIntCore
import OIntHTTP

/// What a person has to do on another device.
package struct DevicePrompt: Sendable {
    /// The code to type.
    package let userCode: String
    /// The page to type it on.
    package let address: String
    /// A page that has the code already; nil where the service has none.
    package let completeAddress: String?
    /// How many seconds the code is good.
    package let lifetime: Int
    /// What the token address is asked with.
    let deviceCode: Secret
    /// How many seconds lie between two questions at least.
    let interval: Int
}

/// Logs in by a code that a person types on another device.
///
/// Source: https://www.rfc-editor.org/rfc/rfc8628
struct DeviceLogin {
    let flow: OAuthDeviceFlow
    let exchange: TokenExchange
    let application: TokenExchange.Application
    let clock: any Clock<Duration>

    /// Asks for a code.
    /// - Parameter scopes: What to ask for.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached.
    func prompt(scopes: [String]) async throws -> DevicePrompt {
        var fields = TokenFields(application)
        fields.append("client_id", application.id)
        if !scopes.isEmpty { fields.append("scope", scopes.joined(separator: exchange.family.scopeSeparator)) }
        let reply = try await exchange.http.fetch(fields.request(to: flow.address, as: .form))
        guard reply.isSuccess, let json = try? reply.json(), let device = json["device_code"]?.string,
            let user = json["user_code"]?.scalarText,
            // Older servers say url.
            let address = json["verification_uri"]?.string ?? json["verification_url"]?.string
        else { throw exchange.family.refusal(reply.status, reply.headers, reply.body) }
        return DevicePrompt(
            userCode: user, address: address,
            completeAddress: json["verification_uri_complete"]?.string ?? json["verification_url_complete"]?.string,
            lifetime: min(max(json["expires_in"]?.int ?? Self.usualLifetime, 1), 86_400),
            deviceCode: Secret(device), interval: min(max(json["interval"]?.int ?? Self.usualInterval, 1), 600))
    }

    /// Asks for tokens until there are some.
    /// - Parameter prompt: What the person was told.
    /// - Returns: The body of the response that brings the tokens.
    /// - Throws: `ServiceError` when the user or the service says no, or the code has expired.
    func answer(to prompt: DevicePrompt) async throws -> [UInt8] {
        var interval = prompt.interval
        var waited = 0
        while true {
            guard waited + interval <= prompt.lifetime else { throw expired(prompt) }
            try await clock.sleep(for: .seconds(interval))
            waited += interval
            do {
                return try await exchange.answer(.device(prompt.deviceCode, flow), application)
            } catch let refusal as ServiceError {
                switch refusal.code {
                case "authorization_pending": continue
                case "slow_down": interval += Self.slowDown
                case "expired_token": throw expired(prompt)
                default: throw refusal
                }
            } catch is ConnectionError {
                // Nothing is lost by asking again, more slowly.
                interval = min(interval * 2, 60)
            }
        }
    }

    private func expired(_ prompt: DevicePrompt) -> ServiceError {
        ServiceError(
            service: exchange.family.service, code: "expired_token",
            message: "the code \(prompt.userCode) was not confirmed within \(max(prompt.lifetime / 60, 1)) minutes",
            remedy: "Log in again", reply: .json(["error": "expired_token"]))
    }

    /// Seconds that a code is good, where the service does not say.
    private static let usualLifetime = 600
    /// Seconds between two questions, where the service does not say.
    private static let usualInterval = 5
    /// Seconds that are added when the service wants fewer questions.
    private static let slowDown = 5
}
