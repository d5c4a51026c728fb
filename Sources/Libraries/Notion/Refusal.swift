import OIntCore
import OIntHTTP

/// What Notion says when it says no.
///
/// Source: https://developers.notion.com/reference/status-codes
enum Refusal {
    /// What a person can do about a refusal, by its code.
    static let remedies: [String: String] = [
        "unauthorized": "Check --token, or log in: oint login notion",
        "restricted_resource":
            "The integration lacks a capability, such as inserting content or reading users: add it in its settings",
        "object_not_found":
            "Share it with the integration: open it in Notion, ••• and Connections; then check the id",
        "validation_error": "Check the values against what the message names",
        "conflict_error": "Somebody else changed it at the same moment: try again",
        "rate_limited": "Send less often: three requests a second are the average that Notion takes",
        "service_overload": "Notion is overloaded: try again later",
        "gateway_timeout": "Notion took too long: ask for less, by a filter or with fewer properties",
        "invalid_json": "Check the JSON of the body",
        "invalid_request_url": "Check the path",
        "missing_version": "Give a version, such as --version 2026-03-11",
    ]

    /// The status by which Notion says that it is overloaded; nothing was done then.
    private static let overloaded = 529

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        let isError = reply["object"]?.string == "error"
        guard !reply.isSuccess || isError else { return nil }
        let code = reply["code"]?.string
        return Judgement(code: code, message: reply["message"]?.string, course: course(code, reply.status))
    }

    private static func course(_ code: String?, _ status: Int) -> Judgement.Course? {
        switch (code, status) {
        case ("rate_limited"?, _), ("service_overload"?, _), (_, 429), (_, overloaded): .slowDown(after: nil)
        case ("unauthorized"?, _), (_, 401): .expired
        // It would take as long again; what lists things asks for less.
        case ("gateway_timeout"?, _), (_, 504): .final
        case ("internal_server_error"?, _), ("service_unavailable"?, _): .passing
        default: (200..<300).contains(status) ? .final : nil
        }
    }
}
