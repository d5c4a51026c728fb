/// Everything front-ends know about one option of a method.
public struct ParameterDescriptor: Sendable {
    /// Whether an option has to be given, and what stands for it when it is not.
    public enum Presence: Sendable, Hashable {
        /// The method can't run without it.
        case required
        /// Nothing stands for it.
        case optional
        /// The value that stands for it, as it would be typed.
        case defaulted(String)
    }

    /// The name on the command line, in lower case and without dashes.
    public let name: String
    /// Published names that hold a slip of the pen: they keep working, help does not show them.
    public let aliases: [String]
    /// What kind of value the option takes.
    public let kind: OptionKind
    /// Whether the option has to be given.
    public let presence: Presence
    /// What the option means, in one line.
    public let summary: String
    /// Whether a value may be the path of a file although its kind does not say so.
    public let takesPath: Bool
    /// The one-letter form, or nil when no letter was free.
    public internal(set) var short: Character?
    let hasShortFlag: Bool
    private let reader: @Sendable ([OptionInput]) throws(OptionError) -> [Secret]

    /// Whether the method can't run without the option.
    public var isRequired: Bool { presence == .required }

    /// The value that stands for an option that is not given, as it would be typed.
    public var defaultText: String? {
        if case .defaulted(let text) = presence { text } else { nil }
    }

    init(
        name: String, aliases: [String], kind: OptionKind, presence: Presence, summary: String,
        takesPath: Bool = false, hasShortFlag: Bool = true,
        reader: @escaping @Sendable ([OptionInput]) throws(OptionError) -> [Secret]
    ) {
        self.name = name
        self.aliases = aliases
        self.kind = kind
        self.presence = presence
        self.summary = summary
        self.takesPath = takesPath
        self.hasShortFlag = hasShortFlag
        self.reader = reader
    }

    /// Reads values as a call would, and tells what in them must not be shown.
    ///
    /// A text may hold a secret without being one, as the address of a webhook does.
    /// - Parameter inputs: The values given for the option.
    /// - Returns: What must be masked and kept safe; empty when the values hold nothing of the kind.
    /// - Throws: ``OptionError`` when they can't be read.
    public func secrets(in inputs: [OptionInput]) throws(OptionError) -> [Secret] { try reader(inputs) }

    /// The option with further names that it goes on working under.
    /// - Parameter names: Published names.
    package func with(aliases names: [String]) -> ParameterDescriptor {
        ParameterDescriptor(
            name: name, aliases: aliases + names, kind: kind, presence: presence, summary: summary,
            takesPath: takesPath, hasShortFlag: hasShortFlag, reader: reader)
    }

    private static func reader<Value: OptionValue>(
        _ type: Value.Type
    ) -> @Sendable ([OptionInput]) throws(OptionError) -> [Secret] {
        { inputs throws(OptionError) in try Value(option: inputs).secrets }
    }

    /// Describes an option that has to be given.
    /// - Parameters:
    ///   - name: The name on the command line.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - type: The Swift type of the parameter.
    ///   - summary: What the option means, in one line.
    /// - Returns: The descriptor.
    public static func required<Value: OptionValue>(
        _ name: String, aliases: [String] = [], _ type: Value.Type, _ summary: String
    ) -> Self {
        Self(
            name: name, aliases: aliases, kind: Value.optionKind, presence: .required, summary: summary,
            takesPath: Value.takesPath, reader: reader(type))
    }

    /// Describes an option that may be left out.
    /// - Parameters:
    ///   - name: The name on the command line.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - type: The Swift type of the parameter, without the question mark.
    ///   - summary: What the option means, in one line.
    /// - Returns: The descriptor.
    public static func optional<Value: OptionValue>(
        _ name: String, aliases: [String] = [], _ type: Value.Type, _ summary: String
    ) -> Self {
        Self(
            name: name, aliases: aliases, kind: Value.optionKind, presence: .optional, summary: summary,
            takesPath: Value.takesPath, reader: reader(type))
    }

    /// Describes an option that has a default.
    /// - Parameters:
    ///   - name: The name on the command line.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - type: The Swift type of the parameter.
    ///   - value: The value that stands for it when it is not given.
    ///   - summary: What the option means, in one line.
    /// - Returns: The descriptor.
    public static func defaulted<Value: OptionValue>(
        _ name: String, aliases: [String] = [], _ type: Value.Type, _ value: Value, _ summary: String
    ) -> Self {
        Self(
            name: name, aliases: aliases, kind: Value.optionKind, presence: .defaulted(value.optionText),
            summary: summary, takesPath: Value.takesPath, reader: reader(type))
    }

    /// The option every listing method has: walk all pages instead of fetching one.
    static let allPages = Self(
        name: "all", aliases: [], kind: .boolean, presence: .defaulted("false"),
        summary: "Walk through all pages and give every row.", hasShortFlag: false, reader: reader(Bool.self))
}
