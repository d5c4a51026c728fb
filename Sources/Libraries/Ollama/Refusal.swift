import OIntCore
import OIntHTTP

/// How Ollama says no: `{"error": "words"}`, under any status and in any line of a stream.
///
/// Source: https://docs.ollama.com/api/errors
enum Refusal {
    /// Finds what an answer says that is not a yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        let words = reply.json.flatMap(words)
        guard words != nil || !reply.isSuccess else { return nil }
        var judgement = Judgement(message: words, remedy: words.flatMap(remedy))
        // Too many requests wait already: this one was not taken.
        if reply.status == 503, words?.contains("busy") ?? false || words?.contains("pending requests") ?? false {
            judgement.course = .slowDown(after: nil)
        }
        return judgement
    }

    /// The words of an error in a body or in a line of a stream; nil where there is none.
    static func words(_ body: JSON) -> String? {
        guard let error = body["error"], !error.isNull else { return nil }
        return error.scalarText ?? error["message"]?.scalarText ?? error.text(.compact)
    }

    /// What helps.
    static func remedy(_ words: String) -> String? {
        let words = words.lowercased()
        return table.first { words.contains($0.part) }?.remedy
    }

    private static let table: [(part: String, remedy: String)] = [
        ("try pulling it", "Fetch the model with oint ollama PullModel"),
        ("not found", "See which models there are with oint ollama GetModelList, or fetch one with PullModel"),
        ("context length", "Send less text, or give a larger window by --ctx"),
        ("input length", "Send less text, or give truncate: true in --options to cut it"),
        ("missing unit", "keep_alive is a number of seconds, or a text with a unit such as 5m"),
        ("neither 'from' or 'files'", "Give from or files in --settings; a Modelfile is not taken since version 0.5.5"),
        ("modelfile", "This server is older than version 0.5.5: update it"),
        ("does not support thinking", "Leave out --think, or take another model"),
        ("illegal base64", "Give pictures by --picture, or as base64 without data: in front"),
        ("system memory", "Take a smaller model, or unload another one with oint ollama UnloadModelFromMemory"),
    ]
}
