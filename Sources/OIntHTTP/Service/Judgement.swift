import OIntCore

/// What a response says that is not a yes, whatever its status.
///
/// A library finds it by one closure, from status, headers and body. Everything else follows from ``course``: whether the
/// request is repeated, after which pause, whether a stored login is refreshed, and the error in the end.
public struct Judgement: Sendable, Hashable {
    /// What follows from a refusal.
    public enum Course: Sendable, Hashable {
        /// Nothing would change if the request were sent again.
        case final
        /// The service did not take the request, because there were too many. It is sent again after a pause, whatever it
        /// does; nil where the service does not say how long, or says it in the header `Retry-After`.
        case slowDown(after: Duration?)
        /// The fault passes. The request is sent again where the service may get it twice.
        case passing
        /// The access token is over. A stored login is refreshed, and the request sent once more.
        case expired
        /// The service takes no such request for minutes or more, until a moment where that is known. The error is told at
        /// once.
        case blocked(until: DateTime?)
    }

    /// The service's own code for what went wrong, such as `invalid_grant`.
    public var code: String?
    /// What the service says in words.
    public var message: String?
    /// What a person can do about it; nil where the library's table or the status tells.
    public var remedy: String?
    /// What follows; nil where the status tells: 429, and 503 with `Retry-After`, ask to slow down, other statuses from 500
    /// on pass, the rest is final.
    public var course: Course?

    /// Creates a judgement.
    /// - Parameters:
    ///   - code: The service's own code.
    ///   - message: What the service says in words.
    ///   - remedy: What a person can do about it; nil where the library's table or the status tells.
    ///   - course: What follows; nil where the status tells.
    public init(code: String? = nil, message: String? = nil, remedy: String? = nil, course: Course? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.course = course
    }
}

extension Judgement {
    /// What a response says in one of the usual ways, such as a problem by RFC 9457; for refusals that a library knows no
    /// more of.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc9457
    /// - Parameter reply: The response.
    public init(usual reply: ServiceReply) {
        let error = reply["error"]
        let words =
            ["detail", "error_description", "message"].map { reply[$0] } + [error?["message"], error]
            + [reply["title"]]
        let codes = [reply["code"], error?["code"], reply["error_description"] == nil ? nil : error]
        self.init(
            code: codes.lazy.compactMap { $0?.scalarText }.first { !$0.isEmpty },
            message: words.lazy.compactMap { $0?.string }.first { !$0.isEmpty })
    }
}

/// Judges the responses to a request while it may still be repeated.
struct Judging: Sendable {
    /// Finds what a response says that is not a yes.
    let judge: Service.Judge
    /// Whether the whole body is judged; otherwise that of a refusal only, and of a success status and headers.
    let needsBody: Bool
    /// How many bytes of a body are taken into memory at most.
    let limit: Int

    /// Judges a response.
    /// - Parameter response: The response; its body is taken where it is judged.
    /// - Returns: The response with its judgement.
    /// - Throws: `ReplyError` when the body is too large; `ConnectionError` when the connection breaks.
    func judged(_ response: Response) async throws -> Response {
        let isSuccess = (200..<300).contains(response.status)
        guard needsBody || !isSuccess else {
            var judged = response
            let head = Reply(
                status: response.status, headers: response.headers, body: [], address: response.address)
            let reply = ServiceReply(head, isComplete: false)
            judged.judged = Judged(reply: reply, judgement: judge(reply))
            return judged
        }
        let reply = ServiceReply(try await response.collected(upTo: limit), isComplete: true)
        var judged = Response(
            status: reply.status, headers: reply.headers, body: ByteStream(reply.body), address: response.address)
        judged.judged = Judged(reply: reply, judgement: judge(reply) ?? (isSuccess ? nil : Judgement(usual: reply)))
        return judged
    }
}

/// A response with its judgement.
struct Judged: Sendable {
    /// The response.
    let reply: ServiceReply
    /// What it says that is not a yes; nil where it says yes.
    let judgement: Judgement?
}
