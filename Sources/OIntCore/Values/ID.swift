/// The id of something a service keeps, as the service writes it: a number, or a text such as `chat42`.
public struct ID: Sendable, Hashable {
    /// The id as text.
    public let text: String

    /// Creates an id.
    /// - Parameter text: The id as the service writes it.
    public init(_ text: String) { self.text = text }

    /// The id as JSON text, the form every service accepts for ids of either kind.
    public var json: JSON { .string(text) }
}

extension ID: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Creates an id from a text.
    public init(stringLiteral value: String) { text = value }

    /// Creates an id from a number.
    public init(integerLiteral value: Int) { text = String(value) }

    /// The id as text.
    public var description: String { text }
}

extension ID: OptionValue {
    /// An id is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Takes the text without white space around it.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw OptionError("takes an id, and an id has no line breaks or control characters in it")
        }
        self.text = text
    }

    /// The id as text.
    public var optionText: String { text }
}
