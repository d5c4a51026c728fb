import OIntCore

/// What a message shows: a text, layout blocks, or both.
///
/// Source: https://docs.slack.dev/reference/methods/chat.postMessage
struct MessageContent {
    /// The most characters that Slack keeps of a new message; it cuts the rest off and says yes.
    static let longest = 40_000
    /// The most characters that an edited message may have.
    static let longestEdited = 4_000
    /// The most blocks in a message.
    static let mostBlocks = 50

    /// The text; nil for none.
    let text: String?
    /// The blocks; nil for none.
    let blocks: JSON?

    /// Checks the content.
    /// - Parameters:
    ///   - text: The text, with Slack's markup.
    ///   - isPlain: Whether the text is shown as it is written.
    ///   - blocks: The blocks.
    ///   - limit: The most characters of the text.
    /// - Throws: `UsageError` when there is nothing to show, or too much of it.
    init(_ text: String?, isPlain: Bool = false, blocks: [JSON], limit: Int = longest) throws(UsageError) {
        let text = (text ?? "").isEmpty ? nil : text
        guard text != nil || !blocks.isEmpty else { throw UsageError("a message needs --text or --blocks") }
        let shown = isPlain ? text.map { Self.escaped($0) } : text
        if let count = shown?.count, count > limit {
            throw UsageError("--text has \(count) characters, and Slack takes \(limit) at most")
        }
        guard blocks.count <= Self.mostBlocks else {
            throw UsageError("--blocks has \(blocks.count) blocks, and Slack takes \(Self.mostBlocks) at most")
        }
        self.text = shown
        self.blocks = blocks.isEmpty ? nil : .array(blocks)
    }

    /// A text that shows as it is written: the three characters that mean something stand as entities.
    ///
    /// Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
