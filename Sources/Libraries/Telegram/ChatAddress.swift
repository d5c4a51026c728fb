import OIntCore

extension Telegram {
    /// A chat, or a topic of a forum: `-1001234567890`, `@news`, `-1001234567890*42`.
    ///
    /// A message is found by its chat and its own id; methods that change one take no notice of the topic.
    public struct ChatAddress: Sendable, Hashable {
        /// The chat.
        public let chat: ChatID
        /// The id of the topic; nil for the chat itself.
        public let topic: Int?

        /// The topic as a message to it names it: none for the main topic of a forum, whose id no message may name.
        ///
        /// Source: https://core.telegram.org/bots/api#forumtopic
        var thread: Int? { topic == Self.mainTopic ? nil : topic }

        /// The id of a forum's main topic, General.
        static let mainTopic = 1

        /// Creates an address.
        /// - Parameters:
        ///   - chat: The chat.
        ///   - topic: The id of the topic; nil for the chat itself.
        public init(_ chat: ChatID, topic: Int? = nil) {
            self.chat = chat
            self.topic = topic
        }

        /// Reads an address.
        /// - Parameter text: A chat, and behind a `*` the id of a topic where one is meant.
        /// - Throws: `OptionError` when the text is no such thing.
        public init(_ text: String) throws(OptionError) {
            guard let star = text.lastIndex(of: "*") else {
                self.init(try ChatID(text))
                return
            }
            let behind = text[text.index(after: star)...]
            guard let topic = Int(String(behind).trimmed), topic > 0 else {
                throw OptionError("takes the id of a topic behind *, as in -1001234567890*42, not \(Quote.short(text))")
            }
            self.init(try ChatID(String(text[..<star])), topic: topic)
        }
    }
}

extension Telegram.ChatAddress: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// Creates an address from a text in the source; Telegram judges it.
    public init(stringLiteral value: String) {
        let parts = value.split(separator: "*", maxSplits: 1)
        let topic = parts.count == 2 ? Int(parts[1]) : nil
        self.init(Telegram.ChatID(stringLiteral: topic == nil ? value : String(parts[0])), topic: topic)
    }

    /// Creates the address of a chat from its number in the source.
    public init(integerLiteral value: Int) { self.init(Telegram.ChatID(integerLiteral: value)) }
}

extension Telegram.ChatAddress: OptionValue {
    /// An address is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads an address.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(inputs.single().text)
    }

    /// The address as it is typed.
    public var optionText: String { chat.text + (topic.map { "*\($0)" } ?? "") }
}
