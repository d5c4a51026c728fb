import OIntCore
import OIntHTTP

/// How servers with OpenAI's interface say no, whatever the status.
///
/// The status was sent before the model ran, so any body and any record of a stream may be an error: `error` as an object or
/// a text, `detail`, `message`, or an object of the type `error`.
///
/// Source: https://platform.openai.com/docs/guides/error-codes
enum Refusal {
    /// What helps, by code.
    static let remedies = [
        "invalid_api_key": "Check --token",
        "insufficient_quota":
            "The account has no credit left: see https://platform.openai.com/settings/organization/billing",
        "billing_hard_limit_reached":
            "The limit of the account is reached: see https://platform.openai.com/settings/organization/limits",
        "model_not_found": "See which models there are with oint openai GetModelList",
        "context_length_exceeded": "Send less text, or take a model with a larger context",
        "rate_limit_exceeded": "Send less often, or less at a time",
        "unsupported_parameter": "Leave the parameter out of --options, or take another model",
        "unsupported_value": "Change the value in --options, or take another model",
        "invalid_json_schema":
            "With strict schemas each object needs additionalProperties: false, and all its properties in required",
        "content_policy_violation": "Ask for something else",
    ]

    private static let exhausted: Set<String> = ["insufficient_quota", "billing_hard_limit_reached"]

    /// Finds what an answer says that is not a yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard let body = reply.json, let found = judgement(of: body, isSuccess: reply.isSuccess) else {
            guard !reply.isSuccess else { return nil }
            return completed(Judgement(usual: reply), reply)
        }
        return completed(found, reply)
    }

    /// What a body, or a record of a stream, says that is not a yes.
    /// - Parameters:
    ///   - body: The body.
    ///   - isSuccess: Whether it came under a status of success.
    /// - Returns: Nil where it is no error.
    static func judgement(of body: JSON, isSuccess: Bool = true) -> Judgement? {
        if let error = body["error"], !error.isNull, !(error.object?.isEmpty ?? false) {
            return judgement(ofError: error)
        }
        if body["object"]?.string == "error" || body["type"]?.string == "error" { return judgement(ofError: body) }
        let detail = body["detail"] ?? body["message"]
        guard let detail, !isSuccess || body.object?.count == 1 else { return nil }
        return Judgement(code: body["code"]?.scalarText, message: detail.string ?? detail.text(.compact))
    }

    /// What the object or text says that stands for an error.
    private static func judgement(ofError error: JSON) -> Judgement {
        guard error.object != nil else { return Judgement(message: error.scalarText ?? error.text(.compact)) }
        let code = [error["code"], error["type"]].lazy.compactMap { $0?.scalarText }.first {
            !$0.isEmpty && $0 != "error"
        }
        let words = [error["message"], error["error"], error["detail"], error["reason"]]
        return Judgement(code: code, message: words.lazy.compactMap { $0?.scalarText }.first { !$0.isEmpty })
    }

    /// Adds what follows: no repetition without credit, a pause as the headers ask for it, and remedies of servers.
    private static func completed(_ judgement: Judgement, _ reply: ServiceReply) -> Judgement {
        var judgement = judgement
        let type = reply["error"]?["type"]?.string ?? ""
        if exhausted.contains(judgement.code ?? "") || exhausted.contains(type) {
            judgement.code = exhausted.contains(judgement.code ?? "") ? judgement.code : type
            judgement.course = .final
        } else if reply.status == 429, let pause = RateHeaders.pause(reply) {
            judgement.course = .slowDown(after: pause)
        }
        if reply.status == 404, Address.names(reply, "assistants") {
            judgement.remedy =
                "OpenAI shut its assistants down on 26 August 2026: only compatible servers have them; "
                + "CreateModelResponse takes their place"
        } else if let message = judgement.message, message.contains("response_format") {
            judgement.remedy =
                "Servers differ in what they take as response_format: LM Studio takes json_schema and text alone"
        }
        return judgement
    }
}

extension Address {
    /// Whether the address of a reply has a segment.
    fileprivate static func names(_ reply: ServiceReply, _ segment: String) -> Bool {
        reply.reply.address.resource.path.split(separator: "/").contains { $0 == segment }
    }
}

/// The pause that a server asks for in headers of its own.
///
/// Source: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
enum RateHeaders {
    /// The pause after which the limit that is used up is renewed; nil where the headers do not say.
    static func pause(_ reply: ServiceReply) -> Duration? {
        if let milliseconds = reply.header("retry-after-ms").flatMap({ Int($0.trimmed) }), milliseconds >= 0 {
            return .milliseconds(milliseconds)
        }
        guard reply.header("retry-after") == nil else { return nil }
        let pauses = ["requests", "tokens"].compactMap { kind -> Duration? in
            guard reply.header("x-ratelimit-remaining-\(kind)")?.trimmed == "0" else { return nil }
            return reply.header("x-ratelimit-reset-\(kind)").flatMap(duration)
        }
        return pauses.max()
    }

    /// Reads a duration such as `6m0s`, `1.5s`, `20ms`, or a number of seconds.
    static func duration(_ text: String) -> Duration? {
        var rest = Substring(text.trimmed)
        if let seconds = Double(rest), seconds >= 0, seconds < 1e6 { return .seconds(seconds) }
        var total = Duration.zero
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { "0"..."9" ~= $0 || $0 == "." }
            guard let number = Double(digits), number < 1e6 else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            switch unit {
            case "h": total += .seconds(number * 3600)
            case "m": total += .seconds(number * 60)
            case "s": total += .seconds(number)
            case "ms": total += .milliseconds(number)
            case "us", "µs", "ns": total += .milliseconds(1)
            default: return nil
            }
        }
        return total
    }
}
