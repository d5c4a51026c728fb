import OIntCore

extension Slack {
    /// The time of a message, by which Slack finds it in its channel, such as 1712345678.000100.
    ///
    /// It is a text from end to end: as a number it loses digits, and an answer goes beside its thread without a word.
    ///
    /// Source: https://docs.slack.dev/messaging/retrieving-messages
    public struct MessageStamp: Sendable, Hashable {
        /// The time as Slack writes it.
        public let text: String

        /// Reads a time.
        /// - Parameter text: Seconds since 1970, a point, and six digits.
        /// - Throws: `OptionError` when the text is none.
        public init(_ text: String) throws(OptionError) {
            let trimmed = text.trimmed
            let parts = trimmed.split(separator: ".", omittingEmptySubsequences: false)
            let isStamp =
                parts.count == 2 && !parts[0].isEmpty && parts[1].utf8.count == 6
                && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
            guard isStamp else {
                throw OptionError(
                    "takes the time of a message with all its six digits behind the point, such as 1712345678.000100, not \(Quote.short(trimmed))"
                )
            }
            self.text = trimmed
        }
    }
}

extension Slack.MessageStamp: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Creates a time from a text in the source; Slack judges it.
    public init(stringLiteral value: String) { text = value }

    /// The time as Slack writes it.
    public var description: String { text }
}

extension Slack.MessageStamp: OptionValue {
    /// A time is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a time.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text) }

    /// The time as Slack writes it.
    public var optionText: String { text }
}

extension Slack.MessageStamp: FieldValue {
    /// A text, never a number.
    public var fieldValue: JSON? { .string(text) }
}
