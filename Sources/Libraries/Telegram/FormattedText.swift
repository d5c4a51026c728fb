import OIntCore

/// A text with the mode its markup is read in, ready for a request.
///
/// Every text and caption goes through here, so that the same text means the same in every method. Only that is
/// escaped which Telegram's rules ask for and which can't be markup; everything else arrives as it was given, and it is
/// Telegram that judges it and its length.
///
/// Source: https://core.telegram.org/bots/api#formatting-options
struct FormattedText {
    /// The text as it is sent.
    let text: String
    /// The mode that is sent with it; nil sends none.
    let mode: Telegram.ParseMode?

    /// Prepares a text.
    /// - Parameters:
    ///   - text: The text as it was given.
    ///   - mode: The mode its markup is meant for; nil is no markup.
    init(_ text: String, _ mode: Telegram.ParseMode?) {
        self.mode = mode
        self.text =
            switch mode {
            case .html: HTMLEscaping.escaped(text)
            case .markdownV2: MarkdownV2Escaping.escaped(text)
            // The older Markdown has no characters that must be escaped outside of entities.
            case .markdown, .plain, nil: text
            }
    }

    /// Prepares a caption; nil where there is none, so that no mode is sent without a text.
    static func caption(_ text: String?, _ mode: Telegram.ParseMode?) -> FormattedText? {
        text.flatMap { $0.isEmpty ? nil : FormattedText($0, mode) }
    }
}
