import OIntCore
import OIntHTTP

/// What a service says when it says no.
enum Refusal {
    /// The refusal in an answer.
    /// - Parameters:
    ///   - reply: The answer.
    ///   - method: What was asked.
    ///   - caller: Who asked.
    static func of(_ reply: Reply, to method: Request.Method, from caller: CallerIdentity) -> ServiceError {
        let body = try? reply.json()
        let answer: ServiceError.Reply =
            method == .head
            ? .json(["status": JSON(reply.status), "headers": .object(AnswerHead.fields(reply.headers))])
            : body.map { .json($0) } ?? .bytes(text(of: reply).map { Array($0.utf8) } ?? reply.body)
        return ServiceError(
            service: reply.address.host, status: reply.status, headers: reply.headers,
            message: Judgement(usual: ServiceReply(reply)).message,
            remedy: remedy(reply, caller), reply: answer)
    }

    /// An answer as text that a terminal can show; nil where it is none.
    private static func text(of reply: Reply) -> String? { reply.mediaType.mayBeText ? reply.text : nil }

    private static func remedy(_ reply: Reply, _ caller: CallerIdentity) -> String? {
        switch reply.status {
        case 300..<400: return reply.header("location") == nil ? nil : "Call the new address directly"
        case 401:
            return caller.option.map { "Check \($0)" } ?? "Say who calls, such as with --basic, --bearer or --digest"
        case 405: return reply.header("allow").map { "The address takes \($0)" }
        case 411: return "The service wants to know the length beforehand: give the content as a file"
        case 429: return "Send less often"
        default: return nil
        }
    }
}
