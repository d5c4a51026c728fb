import OIntCore

extension Telegram {
    /// A chat: its number, such as -1001234567890, or its public name, such as @news.
    ///
    /// Source: https://core.telegram.org/bots/api#sendmessage
    public struct ChatID: Sendable, Hashable {
        /// The number or name as text.
        public let text: String

        /// Reads a number or a name.
        /// - Parameter text: A whole number, or a name with `@` in front.
        /// - Throws: `OptionError` when the text is neither.
        public init(_ text: String) throws(OptionError) {
            let trimmed = text.trimmed
            let isName =
                trimmed.hasPrefix("@") && trimmed.count > 1 && !trimmed.contains { $0.isWhitespace || $0 == "*" }
            guard isName || Int(trimmed) != nil else {
                let isTopic = trimmed.contains("*")
                throw OptionError(
                    isTopic
                        ? "takes a chat alone here, without a topic behind *"
                        : "takes the id of a chat, such as -1001234567890 or @news, not \(Quote.short(trimmed))")
            }
            self.text = trimmed
        }
    }
}

extension Telegram.ChatID: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Creates an id from a name or number in the source; Telegram judges it.
    public init(stringLiteral value: String) { text = value }

    /// Creates an id from a number in the source.
    public init(integerLiteral value: Int) { text = String(value) }

    /// The number or name as text.
    public var description: String { text }
}

extension Telegram.ChatID: OptionValue {
    /// An id is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a number or a name.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(inputs.single().text)
    }

    /// The number or name as text.
    public var optionText: String { text }
}

extension Telegram.ChatID: FieldValue {
    /// A number as a number, a name as a text.
    public var fieldValue: JSON? { Int(text).map { JSON($0) } ?? .string(text) }
}
