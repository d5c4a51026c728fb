/// A text in Telegram's older Markdown, which has no escapes to be added: it is sent as it is.
///
/// Its markup is read to know where it may be cut.
///
/// Source: https://core.telegram.org/bots/api#markdown-style
enum LegacyMarkdown {
    /// Reads a text.
    /// - Parameter text: The text as it was given.
    /// - Returns: The text for Telegram, which is the same.
    static func read(_ text: String) -> MarkupText {
        let scalars = Array(text.unicodeScalars)
        var builder = MarkupBuilder()
        var index = 0
        func show(upTo end: Int) {
            while index < end {
                builder.show(String(scalars[index]), as: String(scalars[index]))
                index += 1
            }
        }
        while index < scalars.count {
            let next = scalars[index]
            if next == "\\", index + 1 < scalars.count, "_*`[".unicodeScalars.contains(scalars[index + 1]) {
                builder.show("\\" + String(scalars[index + 1]), as: String(scalars[index + 1]))
                index += 2
                continue
            }
            let isBlock = scalars[index...].starts(with: "```".unicodeScalars)
            let mark = isBlock ? "```" : String(next)
            let start = index + mark.unicodeScalars.count
            guard let closing = closing[mark], let end = place(of: closing, in: scalars, from: start) else {
                show(upTo: index + 1)
                continue
            }
            var close = closing
            var behind = end + closing.unicodeScalars.count
            if mark == "[", behind < scalars.count, scalars[behind] == "(",
                let last = place(of: ")", in: scalars, from: behind)
            {
                close.unicodeScalars.append(contentsOf: scalars[behind...last])
                behind = last + 1
            }
            let opening = builder.open(mark, close: close)
            index = start
            show(upTo: end)
            builder.close(opening, close)
            index = behind
        }
        return MarkupText(tokens: builder.tokens)
    }

    private static let closing = ["*": "*", "_": "_", "`": "`", "```": "```", "[": "]"]

    private static func place(of mark: String, in text: [UnicodeScalar], from start: Int) -> Int? {
        let mark = Array(mark.unicodeScalars)
        guard start <= text.count else { return nil }
        var place = start
        while place + mark.count <= text.count {
            if text[place..<place + mark.count].elementsEqual(mark) { return place }
            place += 1
        }
        return nil
    }
}
