import OIntCore
import OIntHTTP

/// What Metrica says when it says no.
///
/// Source: https://yandex.ru/dev/metrika/ru/intro/errors
enum Refusal {
    /// What a person can do about a refusal, by its type.
    static let remedies: [String: String] = [
        "unauthorized": "Check --token, or log in: oint login metrika",
        "invalid_token": "Check --token, or log in: oint login metrika",
        "access_denied": "The owner of the counter has to give this login access",
        "not_found": "Check the id of the counter or tag",
        "quota_requests_by_uid": "The 5,000 requests of the day are used up: they are counted anew at midnight GMT",
        "quota_requests_by_counter_id":
            "The requests of the day for this counter are used up: go on after midnight GMT",
        "quota_delegate_requests": "Too many changes of representatives: try again in an hour",
        "quota_grants_requests": "Three changes of access an hour are the most: try again in an hour",
    ]

    /// Quotas that pass in a moment; others last for hours.
    private static let short: Set = ["quota_requests_by_ip", "quota_parallel_requests"]

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard !reply.isSuccess else { return nil }
        let errors = reply["errors"]?.array ?? []
        let code = errors.first?["error_type"]?.string
        let texts = errors.compactMap { $0["message"]?.string }
        let course: Judgement.Course? =
            switch code {
            case "invalid_token"?: .expired
            case let code? where short.contains(code): .slowDown(after: nil)
            case let code? where code.hasPrefix("quota_"): .blocked(until: nil)
            default: nil
            }
        return Judgement(
            code: code, message: texts.isEmpty ? reply["message"]?.string : texts.joined(separator: "; "),
            course: course)
    }
}
