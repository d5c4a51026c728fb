import OIntCore
import OIntHTTP

/// How a streamed chat completion ends: by `[DONE]`, or by a `finish_reason` of each of its choices.
///
/// Source: https://platform.openai.com/docs/api-reference/chat-streaming
struct ChatRules: StreamRules {
    private var open: Set<Int> = []
    private var finished: Set<Int> = []
    private var reason: String?
    private var refusal = ""

    mutating func take(_ record: JSON, type: String) -> StreamStep {
        // Records without choices are usage, filters and keep-alives.
        for choice in record["choices"]?.array ?? [] {
            let index = choice["index"]?.int ?? 0
            open.insert(index)
            if let words = choice["delta"]?["refusal"]?.string { refusal += words }
            if let error = choice["error"], !error.isNull {
                return .fails(Refusal.judgement(of: ["error": error]) ?? Judgement())
            }
            guard let reason = choice["finish_reason"]?.string, !reason.isEmpty else { continue }
            guard reason != "error" else {
                return .fails(Judgement(code: reason, message: "the model failed in the middle of its answer"))
            }
            finished.insert(index)
            if Ending.cuts.contains(reason) { self.reason = reason }
        }
        return .goesOn
    }

    func ending(isMarked: Bool) -> AnswerEnding {
        guard !open.isEmpty, isMarked || finished == open else { return .missing }
        if let reason { return .cut(reason) }
        return refusal.isEmpty ? .whole : .refused(refusal)
    }
}

/// A chat completion that came as a whole.
enum ChatAnswer {
    /// What is wrong with it.
    /// - Parameters:
    ///   - answer: The completion.
    ///   - mustBeWhole: Whether an answer that was cut is of no use, as with a schema.
    ///   - tell: Takes what a person should know besides the answer.
    /// - Returns: Nil where it is an answer.
    static func fault(in answer: JSON, mustBeWhole: Bool, tell: (String) -> Void) -> Judgement? {
        guard let choices = answer["choices"]?.array, !choices.isEmpty else {
            return Judgement(message: "the answer holds neither a choice nor an error")
        }
        for choice in choices {
            if let error = choice["error"], !error.isNull { return Refusal.judgement(of: ["error": error]) }
            let reason = choice["finish_reason"]?.string ?? ""
            if reason == "error" {
                return Judgement(code: reason, message: "the model failed in the middle of its answer")
            }
            if Ending.cuts.contains(reason) {
                if mustBeWhole { return Judgement(code: reason, message: Ending.words(reason)) }
                tell(Ending.words(reason))
            }
            if mustBeWhole, let words = choice["message"]?["refusal"]?.string, !words.isEmpty {
                return Judgement(code: "refusal", message: words)
            }
        }
        return nil
    }

    /// The text of the first choice; what a model thought before it is left out.
    static func text(of answer: JSON) -> String? {
        let content = answer["choices"]?[0]?["message"]?["content"]
        if let text = content?.string { return text }
        return content?.array.map { $0.compactMap { $0["text"]?.string }.joined() }
    }
}
