import OIntCore

/// A text with the mode its markup is read in, ready for a request.
///
/// Every text and caption goes through here, so that the same text means the same in every method. With MarkdownV2 and
/// HTML everything is escaped that is no markup, so that Telegram can read any text; whether a text fits is for Telegram to
/// judge, unless it is to be split.
///
/// Source: https://core.telegram.org/bots/api#formatting-options
struct FormattedText {
    /// How many UTF-16 code units of a message are seen at most.
    ///
    /// Source: https://core.telegram.org/bots/api#sendmessage
    static let longestMessage = 4096
    /// How many UTF-16 code units of a caption are seen at most.
    ///
    /// Source: https://core.telegram.org/bots/api#senddocument
    static let longestCaption = 1024

    /// The text as it is sent.
    let text: String
    /// The mode that is sent with it; nil sends none.
    let mode: Telegram.ParseMode?
    /// The text without markup, for when Telegram can't read that.
    private let unformatted: String
    private let markup: MarkupText?

    /// Prepares a text.
    /// - Parameters:
    ///   - text: The text as it was given.
    ///   - mode: The mode its markup is meant for; nil is no markup.
    init(_ text: String, _ mode: Telegram.ParseMode?) {
        self.mode = mode
        unformatted = text
        switch mode {
        case .html: markup = HTMLMarkup.read(text)
        case .markdownV2: markup = MarkdownV2.read(text)
        // The older Markdown has no characters that must be escaped outside of entities.
        case .markdown, .plain, nil: markup = nil
        }
        self.text = markup?.source ?? text
    }

    private init(part: MarkupText, mode: Telegram.ParseMode?) {
        self.mode = mode
        text = part.source
        unformatted = mode == .html || mode == .markdownV2 ? part.visible : part.source
        markup = part
    }

    /// Prepares a caption; nil where there is none, so that no mode is sent without a text.
    static func caption(_ text: String?, _ mode: Telegram.ParseMode?) -> FormattedText? {
        text.flatMap { $0.isEmpty ? nil : FormattedText($0, mode) }
    }

    /// Whether the text has markup that Telegram may not be able to read.
    var hasMarkup: Bool { mode != nil && mode != .plain }

    /// The text without markup.
    var plain: FormattedText { FormattedText(unformatted, .plain) }

    /// The text in parts that are not too long for a message; itself where it is short enough.
    var parts: [FormattedText] {
        guard unformatted.utf16.count > Self.longestMessage || text.utf16.count > Self.longestMessage else {
            return [self]
        }
        let parts = (markup ?? (mode == .markdown ? LegacyMarkdown.read(text) : Self.unmarked(text)))
            .parts(limit: Self.longestMessage)
        return parts.count < 2 ? [self] : parts.map { FormattedText(part: $0, mode: mode) }
    }

    private static func unmarked(_ text: String) -> MarkupText {
        MarkupText(tokens: text.unicodeScalars.map { .shown(String($0), as: String($0)) })
    }
}
