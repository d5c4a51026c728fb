import OIntCore

extension Telegram {
    /// What the markup in a text means to Telegram.
    ///
    /// Source: https://core.telegram.org/bots/api#formatting-options
    public enum ParseMode: String, OptionChoice {
        /// Tags such as `<b>`.
        case html = "HTML"
        /// The older Markdown, which knows little and needs few escapes.
        case markdown = "Markdown"
        /// The newer Markdown.
        case markdownV2 = "MarkdownV2"
        /// None: the text appears character for character.
        case plain = "Plain"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}

extension Telegram.ParseMode: FieldValue {
    /// The name Telegram knows; nothing for ``plain``, which is what Telegram does by itself.
    public var fieldValue: JSON? { self == .plain ? nil : .string(rawValue) }
}
