import OIntCore
import OIntHTTP

/// What a record of a stream means for the stream.
enum StreamStep {
    /// The stream goes on.
    case goesOn
    /// The record is the last one.
    case ends
    /// The record says that the answer failed; what came so far stands.
    case fails(Judgement)
}

/// How a kind of stream tells its records from its end.
protocol StreamRules: Sendable {
    /// Takes a record.
    mutating func take(_ record: JSON, type: String) -> StreamStep
    /// Whether the answer is whole where the connection ends, and what is to be told besides it.
    /// - Parameter isMarked: Whether the stream ended with `[DONE]`.
    func ending(isMarked: Bool) -> AnswerEnding
}

/// How an answer ended.
enum AnswerEnding: Equatable {
    /// It is whole.
    case whole
    /// It is cut, for a reason: `length`, `content_filter`.
    case cut(String)
    /// The model refused, in these words.
    case refused(String)
    /// Its end is missing.
    case missing
}

/// An answer of a model that comes piece by piece.
///
/// It is whole only when its own end was seen: a connection that ends before is a failure, whatever the status was. Errors
/// inside of the stream end it behind what came before.
final class ModelStream: EventSource, @unchecked Sendable {
    private let client: OpenAI
    private let head: (status: Int, headers: [HeaderField])
    private var events: ServerSentEvents.AsyncIterator?
    private var whole: JSON?
    private var rules: any StreamRules
    private let mustBeWhole: Bool
    private var failure: (any Error)?
    private var isAtEnd = false

    /// Sends a request, and waits for the beginning of the answer.
    /// - Parameters:
    ///   - request: The request.
    ///   - client: The client.
    ///   - rules: How the stream tells its end.
    ///   - mustBeWhole: Whether an answer that was cut is of no use, as with a schema.
    init(_ request: ServiceRequest, _ client: OpenAI, _ rules: some StreamRules, mustBeWhole: Bool) async throws {
        var request = request
        request.headers.append(HeaderField("Accept", "text/event-stream"))
        let response = try await client.service.send(request)
        self.client = client
        self.rules = rules
        self.mustBeWhole = mustBeWhole
        head = (response.status, response.headers)
        guard MediaType(response.header("content-type")).isJSON else {
            events = ServerSentEvents(response.body, source: client.service.base.authority).makeAsyncIterator()
            return
        }
        // A server that can't stream answers as a whole; so does one that refuses after the status was sent.
        let reply = ServiceReply(try await response.collected(upTo: client.service.http.configuration.replyLimit))
        guard let json = reply.json, Refusal.judgement(of: json) == nil else {
            throw client.service.refusal(Refusal.judgement(reply) ?? Judgement(), in: reply)
        }
        whole = json
    }

    func next() async throws -> JSON? {
        if let failure { throw failure }
        if isAtEnd { return nil }
        if let whole {
            isAtEnd = true
            return whole
        }
        while let event = try await events?.next() {
            if event.data.trimmed == "[DONE]" { return try finish(isMarked: true) }
            guard let record = try? JSON(parsing: Array(event.data.utf8)) else {
                // Comments and words of gateways between the records are nothing; an error is one, whatever its form.
                guard event.type == "error" else { throw broken("a record of the stream is not JSON") }
                throw refusal(Judgement(message: event.data), .string(event.data))
            }
            if let judgement = Refusal.judgement(of: record) ?? errorEvent(event.type, record) {
                throw refusal(judgement, record)
            }
            switch rules.take(record, type: event.type == "message" ? record["type"]?.string ?? "" : event.type) {
            case .goesOn: return record
            case .ends:
                isAtEnd = true
                do { _ = try finish(isMarked: true) } catch { failure = error }
                return record
            case .fails(let judgement):
                failure = refusal(judgement, record)
                return record
            }
        }
        return try finish(isMarked: false)
    }

    private func errorEvent(_ type: String, _ record: JSON) -> Judgement? {
        type == "error" ? Judgement(code: record["code"]?.scalarText, message: record["message"]?.scalarText) : nil
    }

    private func finish(isMarked: Bool) throws -> JSON? {
        isAtEnd = true
        switch rules.ending(isMarked: isMarked) {
        case .whole: return nil
        case .missing: throw broken("the answer broke off before its end")
        case .cut(let reason):
            guard !mustBeWhole else {
                throw refusal(Judgement(code: reason, message: Ending.words(reason)), .null)
            }
            client.tell(Ending.words(reason))
        case .refused(let words):
            guard !mustBeWhole else { throw refusal(Judgement(code: "refusal", message: words), .null) }
        }
        return nil
    }

    private func refusal(_ judgement: Judgement, _ record: JSON) -> ServiceError {
        isAtEnd = true
        return ServiceError(
            service: client.service.name, status: head.status, headers: head.headers, code: judgement.code,
            message: judgement.message,
            remedy: judgement.remedy ?? judgement.code.flatMap { Refusal.remedies[$0.lowercased()] },
            reply: .json(record))
    }

    private func broken(_ reason: String) -> ReplyError {
        isAtEnd = true
        return ReplyError(
            peer: client.service.base.authority, reason: reason,
            remedy: "What came is not the whole answer; asking again may cost again")
    }
}

/// Why an answer is not what was asked for.
enum Ending {
    /// Reasons that leave an answer cut.
    static let cuts: Set<String> = ["length", "content_filter", "max_output_tokens", "max_tokens"]

    /// The reason in words.
    static func words(_ reason: String) -> String {
        switch reason {
        case "length", "max_output_tokens", "max_tokens":
            "the answer is cut: the limit of tokens, or the model's context, was reached (\(reason))"
        case "content_filter": "the answer is cut by the server's content filter (\(reason))"
        default: "the answer is not whole (\(reason))"
        }
    }
}
