import OIntCore
import OIntRunning

/// What a tool gives back.
struct ToolResult: Sendable {
    /// Texts for the agent to read.
    var texts: [String]
    /// The same as JSON; it is sent where the texts say something else.
    var structured: JSONObject
    /// Whether the tool could not do what it was to do.
    var isError = false
    /// What the log of requests says of it.
    var logLine = "done"

    /// A result that is an object.
    init(_ object: JSONObject) {
        texts = [JSON.object(object).text(.compact)]
        structured = object
    }

    /// A result with a text of its own.
    init(texts: [String], structured: JSONObject) {
        self.texts = texts
        self.structured = structured
    }

    /// A failure.
    /// - Parameters:
    ///   - error: What went wrong.
    ///   - mask: Hides what must not be shown.
    init(failure error: any Error, mask: ResultMask) {
        let report = ErrorReport(error)
        let lines = report.lines.isEmpty ? ["cancelled"] : report.lines
        let message = mask.masked(lines.joined(separator: "\n"))
        texts = [message]
        structured = ["exit": .number(JSONNumber(report.exitCode)), "error": .string(message)]
        if let reply = report.reply.map(mask.masked) {
            texts.append(reply.string ?? reply.text(.compact))
            structured.append("reply", reply)
        }
        isError = true
        logLine = "failed (\(report.exitCode))"
    }

    /// The result as a revision of the protocol wants it.
    func json(_ version: ProtocolVersion) -> JSONObject {
        var object: JSONObject = [
            "content": .array(texts.map { ["type": "text", "text": .string($0)] })
        ]
        // A result that is JSON is sent once: what stands in the text would only fill the agent's memory again.
        if version.hasStructuredContent, texts != [JSON.object(structured).text(.compact)] {
            object.append("structuredContent", .object(structured))
        }
        object.append("isError", .bool(isError))
        return object
    }
}
