import OIntCore
import OIntHTTP

/// What Bitrix24 says when it says no.
///
/// Source: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/error-codes.html
enum Refusal {
    /// What a response says that is not a yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard let answer = reply.json else {
            let remedy = reply.status == 404 ? "Check --url" : nil
            return reply.isComplete ? Judgement(remedy: remedy) : nil
        }
        guard let code = code(in: answer) else { return batch(answer) }
        return Judgement(code: code, message: message(in: answer), course: course(code, answer))
    }

    /// The code of an error; nil where there is none.
    ///
    /// Version 3 of the interface gives an object.
    private static func code(in answer: JSON) -> String? {
        guard let error = answer["error"], !error.isNull, error != "" else { return nil }
        return error.scalarText ?? (error["code"] ?? error["error"])?.scalarText ?? ""
    }

    private static func message(in answer: JSON) -> String? {
        let error = answer["error"]
        let words = (answer["error_description"] ?? error?["error_description"] ?? error?["message"])?.scalarText
        let details = (error?["validation"]?.array ?? []).compactMap { detail in
            detail["message"]?.string.map { words in (detail["field"]?.string.map { "\($0): " } ?? "") + words }
        }
        let all = [words].compactMap(\.self) + details
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    /// The commands of a batch that failed.
    ///
    /// Source: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html
    private static func batch(_ answer: JSON) -> Judgement? {
        guard let result = answer["result"], let failed = result["result_error"]?.object, !failed.isEmpty else {
            return nil
        }
        let words = failed.map { member in
            let code = code(in: ["error": member.value["error"] ?? member.value]) ?? "?"
            return "\(member.key): \(code)" + (message(in: member.value).map { " (\($0))" } ?? "")
        }
        let done = result["result"]?.object?.count ?? result["result"]?.array?.count ?? 0
        return Judgement(
            code: failed.first.flatMap { code(in: $0.value) },
            message: "\(failed.count) of \(failed.count + done) commands failed: \(words.joined(separator: "; "))",
            course: .final)
    }

    private static func course(_ code: String, _ answer: JSON) -> Judgement.Course? {
        switch code.lowercased() {
        case "expired_token": .expired
        // Source: https://apidocs.bitrix24.com/limits.html
        case "query_limit_exceeded": .slowDown(after: .seconds(1))
        case "operation_time_limit":
            // The method is blocked until a part of the last ten minutes' work is forgotten.
            .blocked(
                until: DateTime(
                    unixTime: answer["time"]?["operating_reset_at"]?.int ?? DateTime.now.unixTime + 600))
        case "overload_limit": .blocked(until: nil)
        case "internal_server_error": .passing
        default: nil
        }
    }

    /// What a person can do, by code.
    static let remedies = [
        "expired_token": "Get a new one with RefreshToken, or let oint login bitrix24 keep them fresh",
        "invalid_token": "Check --token, or the code in the webhook's address",
        "no_auth_found": "Check --token, or the code in the webhook's address",
        "authorization_error": "Check --token, or the code in the webhook's address",
        "invalid_grant": "The refresh token was used already or is too old: log in again, and use GetToken",
        "invalid_client": "Check --clientid and --clientsecret",
        "wrong_client": "Check --clientid and --clientsecret",
        "insufficient_scope": "Give the webhook or the application the right to this part of the portal",
        "query_limit_exceeded": "Call less often",
        "operation_time_limit": "The portal has worked too long for this method lately",
        "overload_limit":
            "The portal takes no calls because of its load: its administrator has a message from Bitrix24",
        "error_method_not_found":
            "Check whether the portal has this part, and whether the webhook or application may use it",
        "access_denied": "The user behind the token or webhook may not do this",
    ]

    /// What a response says that is not a yes, given in its parts.
    static func of(status: Int, headers: [HeaderField], body: [UInt8]) -> ServiceError {
        service(at: OAuth.publishedServer, http: .shared).refusal(status: status, headers: headers, body: body)
    }

    /// Bitrix24 as a service, at a portal or at its authorization server.
    static func service(
        at base: BaseURL, http: HTTP, authorization: Authorization = .none, secrets: [Secret] = []
    ) -> Service {
        Service(
            "Bitrix24", at: base, http: http, authorization: authorization, secrets: secrets,
            options: Service.Options(address: "url", login: "bitrix24"), remedies: remedies, judge: judgement)
    }

    private typealias OAuth = Bitrix24.OAuth
}
