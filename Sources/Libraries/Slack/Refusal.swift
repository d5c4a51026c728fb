import OIntCore
import OIntHTTP

/// What Slack says when it says no: under HTTP 200, with `ok` as false.
///
/// Source: https://docs.slack.dev/apis/web-api#evaluating-responses
enum Refusal {
    /// The service, with its refusals.
    static func service(http: HTTP, authorization: Authorization) -> Service {
        Service(
            "Slack", at: "https://slack.com/api", http: http, authorization: authorization,
            options: Service.Options(token: "token", login: "slack"), remedies: remedies
        ) { reply in judge(reply) }
    }

    /// Whether an answer is a refusal, and what follows from it.
    static func judge(_ reply: ServiceReply) -> Judgement? {
        guard let answer = reply.json, let isDone = answer["ok"]?.bool else {
            // The status tells more than a page that some proxy wrote; a download or an upload is judged by it alone.
            guard reply.isComplete, reply.isSuccess else { return nil }
            return Judgement(message: "the answer says neither that it is done nor what is wrong", course: .final)
        }
        if isDone {
            guard warnings(in: answer).contains("message_truncated") else { return nil }
            return Judgement(
                code: "message_truncated", message: "the message is posted, but its text was cut",
                remedy: "Post the rest as a message of its own", course: .final)
        }
        let code = answer["error"]?.string
        return Judgement(code: code, message: message(of: answer), course: course(code))
    }

    /// What Slack warns of in an answer that says yes; nil for nothing.
    static func warning(in answer: JSON) -> String? {
        // These two speak of headers.
        let texts = warnings(in: answer).filter { $0 != "superfluous_charset" && $0 != "missing_charset" }
        return texts.isEmpty ? nil : "Slack warns: " + texts.joined(separator: ", ")
    }

    private static func warnings(in answer: JSON) -> [String] {
        let listed = (answer["response_metadata"]?["warnings"]?.array ?? []).compactMap(\.string)
        let named = (answer["warning"]?.string ?? "").split(separator: ",").map { String($0) }
        return listed + named.filter { !listed.contains($0) }
    }

    /// The details of a refusal: what of the arguments is wrong, and which scope is missing.
    private static func message(of answer: JSON) -> String? {
        var texts = (answer["response_metadata"]?["messages"]?.array ?? []).compactMap(\.string)
        for detail in answer["errors"]?.array ?? [] {
            texts.append(detail.string ?? detail["error"]?.string ?? detail.text(.compact))
        }
        if let needed = answer["needed"]?.string { texts.append("needs the scope \(needed)") }
        if let provided = answer["provided"]?.string { texts.append("the token has \(provided)") }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }

    private static func course(_ code: String?) -> Judgement.Course? {
        switch code {
        case "ratelimited", "rate_limited": .slowDown(after: nil)
        case "token_expired": .expired
        case "internal_error", "fatal_error", "service_unavailable", "request_timeout": .passing
        default: .final
        }
    }

    private static let remedies = [
        "account_inactive": "The bot or its workspace was removed: install the application again",
        "already_in_channel": "There is nothing to do: the user is in the channel already",
        "cant_kick_self": "Leave the channel with LeaveChannel",
        "cant_update_message": "A bot can edit its own messages only",
        "cant_delete_message": "A bot can delete its own messages only",
        "channel_not_found": "Check the id of the channel; a private one has to be opened to the bot by an invitation",
        "file_not_found": "Check the id of the file; GetFilesList tells the ids",
        "invalid_auth": "Check --token",
        "invalid_blocks": "Check --blocks against Slack's Block Kit Builder",
        "is_archived": "The channel is archived: it takes no messages",
        "limit_required": "Ask for the list page by page",
        "message_not_found": "Check the time of the message and the channel",
        "method_not_supported_for_channel_type": "This works in public channels only; others need an invitation",
        "missing_scope": "Add the scope in the application's settings, and install it in the workspace again",
        "msg_too_long": "Shorten the text, or post it in several messages",
        "name_taken": "Choose another name",
        "no_permission": "Add the scope in the application's settings, and install it in the workspace again",
        "no_text": "Give --text or --blocks",
        "not_allowed_token_type": "This takes a token of another kind: a user's (xoxp-…) where it was a bot's",
        "not_authed": "Check --token",
        "not_in_channel": "Let the bot join with JoinChannel, or invite it",
        "ratelimited": "Send less often; applications outside the Marketplace may read messages once a minute",
        "restricted_action": "An administrator of the workspace has to allow this",
        "time_in_past": "Give a time in the future",
        "time_too_far": "Messages can be scheduled up to 120 days ahead",
        "token_expired": "Log in again with oint login slack, or give a new --token",
        "token_revoked": "Log in again with oint login slack, or give a new --token",
        "user_not_found": "Check the id of the user; GetUserList tells the ids",
    ]
}
