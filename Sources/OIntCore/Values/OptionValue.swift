/// A type that an option's value can be read into.
public protocol OptionValue: MethodParameter {
    /// What kind of value the type takes.
    static var optionKind: OptionKind { get }

    /// What a value of the type decides about destinations, protection, code and files.
    ///
    /// There is no default: each type has to say it, because a role that is forgotten is a hole.
    static var optionRoles: OptionRoles { get }

    /// Whether a value may be the path of a file although its kind does not say so; completions offer files then.
    static var takesPath: Bool { get }

    /// Reads the values given for one option; there is at least one.
    /// - Parameter inputs: The values, in the order they were given.
    /// - Throws: ``OptionError`` that says what is wrong with them.
    init(option inputs: [OptionInput]) throws(OptionError)

    /// The value as it would be typed; shown as the default in help.
    var optionText: String { get }

    /// What must be masked wherever the value could be shown.
    var secrets: [Secret] { get }

    /// The places that the value leads a call to, where ``optionRoles`` say that it is a destination.
    ///
    /// Where a type gives none, two of its values lead to the same place only when they are spelled alike.
    var destinations: [Destination] { get }

    /// Whether the value asks for all the protection there is, where ``optionRoles`` say that it is about that.
    var isFullyProtective: Bool { get }
}

extension OptionValue {
    /// Most values are no paths.
    public static var takesPath: Bool { false }

    /// Most values hold nothing to mask.
    public var secrets: [Secret] { [] }

    /// Most values lead nowhere.
    public var destinations: [Destination] { [] }

    /// Most values are not about protection, and those that are may weaken it.
    public var isFullyProtective: Bool { false }
}

/// Why a value of an option can't be read.
public struct OptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to write instead; never the value of a secret.
    public let description: String

    /// Creates an error.
    /// - Parameter description: What is wrong, and what to write instead.
    public init(_ description: String) { self.description = description }
}

extension [OptionInput] {
    /// The one value that a plain option takes.
    /// - Throws: ``OptionError`` when the option was given more than once.
    public func single() throws(OptionError) -> OptionInput {
        guard count == 1 else { throw OptionError("is given \(count) times; give it once") }
        return self[0]
    }
}
