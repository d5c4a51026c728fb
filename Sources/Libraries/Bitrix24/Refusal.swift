import OIntCore
import OIntHTTP

/// What Bitrix24 says when it says no.
///
/// Source: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/error-codes.html
enum Refusal {
    /// The answer as JSON, if it says yes.
    /// - Throws: `ServiceError` when it says no, or is no JSON at all.
    static func judge(_ reply: Reply) throws(ServiceError) -> JSON {
        guard reply.isSuccess, let answer = try? reply.json(), answer["error"] ?? "" == "" else { throw of(reply) }
        return answer
    }

    /// What an answer says that is not a yes.
    static func of(_ reply: Reply) -> ServiceError {
        do throws(ReplyError) {
            return refusal(status: reply.status, headers: reply.headers, answer: try reply.json())
        } catch {
            return ServiceError(
                service: "Bitrix24", status: reply.status, headers: reply.headers, message: error.reason,
                remedy: remedy(code: nil, status: reply.status), reply: .bytes(reply.body))
        }
    }

    /// What an answer says that is not a yes, given in its parts.
    static func of(status: Int, headers: [HeaderField], body: [UInt8]) -> ServiceError {
        guard let answer = try? JSON(parsing: body) else {
            return ServiceError(
                service: "Bitrix24", status: status, headers: headers, message: "the answer is not JSON",
                remedy: remedy(code: nil, status: status), reply: .bytes(body))
        }
        return refusal(status: status, headers: headers, answer: answer)
    }

    private static func refusal(status: Int, headers: [HeaderField], answer: JSON) -> ServiceError {
        let code = answer["error"]?.string ?? answer["error"]?.number?.text
        return ServiceError(
            service: "Bitrix24", status: status, headers: headers, code: code,
            message: answer["error_description"]?.string, remedy: remedy(code: code, status: status),
            reply: .json(answer))
    }

    /// Whether the portal says that the access token has expired.
    static func isExpiredToken(_ refusal: ServiceError) -> Bool { refusal.code?.lowercased() == "expired_token" }

    private static func remedy(code: String?, status: Int) -> String? {
        switch code?.lowercased() {
        case "expired_token": "Get a new one with RefreshToken, or let oint login bitrix24 keep them fresh"
        case "invalid_token", "no_auth_found", "authorization_error":
            "Check --token, or the code in the webhook's address"
        case "invalid_grant": "The refresh token was used already or is too old: log in again, and use GetToken"
        case "invalid_client", "wrong_client": "Check --clientid and --clientsecret"
        case "insufficient_scope": "Give the webhook or the application the right to this part of the portal"
        case "query_limit_exceeded": "Call less often"
        case "operation_time_limit": "The portal has worked too long for this method lately: wait ten minutes"
        case "error_method_not_found":
            "Check whether the portal has this part, and whether the webhook or application may use it"
        case "access_denied": "The user behind the token or webhook may not do this"
        default: status == 404 ? "Check --url" : nil
        }
    }
}
