import OIntCore

/// The value of a command: a JSON value, or a text that is none, such as the name of a collection.
public struct CommandValue: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The value.
    let json: JSON

    /// Takes a text.
    public init(stringLiteral text: String) { json = .string(text) }

    /// Takes a number.
    public init(integerLiteral number: Int) { json = JSON(number) }

    /// Takes a value.
    /// - Parameter json: The value.
    public init(_ json: JSON) { self.json = json }
}

extension CommandValue: OptionValue {
    /// A text, or JSON.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads JSON, or else takes the text.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        json = (try? JSON(parsing: Array(text.utf8))) ?? .string(text)
    }

    /// The value in one line.
    public var optionText: String { json.string ?? json.text(.compact) }
}
