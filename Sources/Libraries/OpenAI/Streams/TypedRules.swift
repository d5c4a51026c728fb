import OIntCore
import OIntHTTP

/// How a stream ends whose records say their type: responses and transcriptions.
///
/// Source: https://platform.openai.com/docs/api-reference/responses-streaming
struct TypedRules: StreamRules {
    /// The type of the record that ends the stream.
    let last: String
    private var result: AnswerEnding = .missing

    /// Creates rules.
    /// - Parameter last: The type of the record that ends the stream.
    init(last: String) { self.last = last }

    mutating func take(_ record: JSON, type: String) -> StreamStep {
        switch type {
        case last:
            result = .whole
            return .ends
        case "response.incomplete":
            result = .cut(record["response"]?["incomplete_details"]?["reason"]?.string ?? "incomplete")
            return .ends
        case "response.failed":
            let error = record["response"]?["error"] ?? .null
            return .fails(
                Refusal.judgement(of: ["error": error]) ?? Judgement(code: "failed", message: "the response failed"))
        default: return .goesOn
        }
    }

    func ending(isMarked: Bool) -> AnswerEnding { result }
}

/// A response of the Responses API that came as a whole.
enum ModelAnswer {
    /// What is wrong with it.
    /// - Parameters:
    ///   - answer: The response.
    ///   - mustBeWhole: Whether an answer that was cut is of no use, as with a schema.
    ///   - tell: Takes what a person should know besides the answer.
    /// - Returns: Nil where it is an answer, or one that is still at work.
    static func fault(in answer: JSON, mustBeWhole: Bool, tell: (String) -> Void) -> Judgement? {
        switch answer["status"]?.string {
        case "failed": return Judgement(code: "failed", message: "the response failed")
        case "incomplete":
            let reason = answer["incomplete_details"]?["reason"]?.string ?? "incomplete"
            if mustBeWhole { return Judgement(code: reason, message: Ending.words(reason)) }
            tell(Ending.words(reason))
        case nil where answer["output"] == nil:
            return Judgement(message: "the answer is no response: it has neither a status nor an output")
        default: break
        }
        guard mustBeWhole else { return nil }
        let parts = (answer["output"]?.array ?? []).flatMap { $0["content"]?.array ?? [] }
        return parts.lazy.compactMap { $0["refusal"]?.string }.first { !$0.isEmpty }
            .map { Judgement(code: "refusal", message: $0) }
    }
}
