import OIntCore
import OIntHTTP

/// What Market says when it says no, be it under HTTP 200.
///
/// Source: https://yandex.ru/dev/market/partner-api/doc/ru/concepts/error-codes
enum Refusal {
    /// What a person can do about a refusal, by its status; Market has no list of its codes.
    private static let remedies = [
        401: "Check --token: it takes an API key, which begins with ACMA",
        403: "Give the key the right for this in the cabinet, and check that the shop is one of its own",
        404: "Check the ids: GetMarketsList tells those of shops and of the business",
        tooMany: "Send less often, or wait until the limit is counted anew",
        locked: "The cabinet is being moved: try again later",
    ]
    /// What holds when products are refused.
    private static let nothingDone =
        "Nothing that was sent with this request is changed: put it right, and send it again"

    /// The statuses by which Market asks to slow down, and says that a cabinet is being moved.
    private static let (tooMany, locked) = (420, 423)
    /// How long a pause is waited out; a longer one is told at once.
    private static let longestPause = 120

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? { judgement(reply, now: DateTime.now.unixTime) }

    /// Finds what an answer says that is no yes, at a moment.
    static func judgement(_ reply: ServiceReply, now: Int) -> Judgement? {
        let offers = offerErrors(reply)
        guard !reply.isSuccess || reply["status"]?.string == "ERROR" || !offers.isEmpty else { return nil }
        let errors = reply["errors"]?.array ?? []
        let texts =
            errors.map { error in
                [error["code"]?.string, error["message"]?.string].compactMap(\.self).joined(separator: ": ")
            } + offers
        let code = errors.first?["code"]?.string ?? offerCode(reply)
        return Judgement(
            code: code, message: texts.isEmpty ? reply["message"]?.string : texts.joined(separator: "; "),
            remedy: offers.isEmpty ? remedies[reply.status] : nothingDone,
            course: course(reply, now))
    }

    /// What is wrong with the offers of a request; one of them keeps all from being changed.
    private static func offerErrors(_ reply: ServiceReply) -> [String] { texts(reply.json, "errors") }

    /// What Market says of single offers.
    /// - Parameters:
    ///   - answer: The answer.
    ///   - kind: `errors` or `warnings`.
    static func texts(_ answer: JSON?, _ kind: String) -> [String] {
        (answer?["results"]?.array ?? []).flatMap { result -> [String] in
            (result[kind]?.array ?? []).map { detail in
                let words = [detail["type"]?.string, detail["message"]?.string].compactMap(\.self)
                return "\(result["offerId"]?.string ?? "?"): \(words.joined(separator: ", "))"
            }
        }
    }

    private static func offerCode(_ reply: ServiceReply) -> String? {
        (reply["results"]?.array ?? []).lazy.compactMap { $0["errors"]?[0]?["type"]?.string }.first
    }

    private static func course(_ reply: ServiceReply, _ now: Int) -> Judgement.Course? {
        switch reply.status {
        case tooMany:
            guard let end = reply.header("X-RateLimit-Resource-Until").flatMap({ HTTPDate.unixTime($0) }) else {
                return .slowDown(after: nil)
            }
            let pause = max(end - now, 0)
            return pause > longestPause
                ? .blocked(until: DateTime(unixTime: end)) : .slowDown(after: .seconds(pause))
        case locked: return .blocked(until: nil)
        case 200..<300: return .final
        default: return nil
        }
    }
}
