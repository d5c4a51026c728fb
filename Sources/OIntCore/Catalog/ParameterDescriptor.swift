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
    public internal(set) var aliases: [String]
    /// What kind of value the option takes.
    public let kind: OptionKind
    /// Whether the option has to be given.
    public let presence: Presence
    /// What the option means, in one line.
    public let summary: String
    /// Whether a value may be the path of a file although its kind does not say so.
    public let takesPath: Bool
    /// What the value decides about destinations, protection, code and files.
    public let roles: OptionRoles
    /// The one-letter form, or nil when no letter was free.
    public internal(set) var short: Character?
    let hasShortFlag: Bool
    /// The type that values are read into.
    package let type: any OptionValue.Type

    /// Whether the method can't run without the option.
    public var isRequired: Bool { presence == .required }

    /// The value that stands for an option that is not given, as it would be typed.
    public var defaultText: String? {
        if case .defaulted(let text) = presence { text } else { nil }
    }

    init(
        name: String, aliases: [String] = [], type: any OptionValue.Type, presence: Presence, summary: String,
        roles: OptionRoles = [], hasShortFlag: Bool = true
    ) {
        self.name = name
        self.aliases = aliases
        self.type = type
        kind = type.optionKind
        self.presence = presence
        self.summary = summary
        takesPath = type.takesPath
        self.roles = type.optionRoles.union(roles)
        self.hasShortFlag = hasShortFlag
    }

    /// The members of the value, where it is a structure; front-ends show and complete them.
    public var structure: [StructureField] { (type as? any StructuredValue.Type)?.structureFields ?? [] }

    /// Reads values as a call would, and tells what in them must not be shown.
    ///
    /// A text may hold a secret without being one, as the address of a webhook does.
    /// - Parameter inputs: The values given for the option.
    /// - Returns: What must be masked and kept safe; empty when the values hold nothing of the kind.
    /// - Throws: ``OptionError`` when they can't be read.
    public func secrets(in inputs: [OptionInput]) throws(OptionError) -> [Secret] {
        try type.init(option: inputs).secrets
    }

    /// Reads values as a call would.
    /// - Parameter inputs: The values given for the option.
    /// - Returns: The value, which tells what in it is secret, where it leads, and how it protects.
    /// - Throws: ``OptionError`` when they can't be read.
    public func value(of inputs: [OptionInput]) throws(OptionError) -> any OptionValue { try type.init(option: inputs) }

    /// Reads values as ``secrets(in:)`` does, and keeps what was read for the call.
    package func secrets(in inputs: [OptionInput], keptIn options: ReadOptions) throws(OptionError) -> [Secret] {
        try type.secrets(of: name, in: inputs, keptIn: options)
    }

    /// Describes an option that has to be given.
    /// - Parameters:
    ///   - name: The name on the command line.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - type: The Swift type of the parameter.
    ///   - summary: What the option means, in one line.
    ///   - roles: Roles that the option has besides those of its type.
    /// - Returns: The descriptor.
    public static func required<Value: OptionValue>(
        _ name: String, aliases: [String] = [], _ type: Value.Type, _ summary: String,
        roles: OptionRoles = []
    ) -> Self {
        Self(name: name, aliases: aliases, type: type, presence: .required, summary: summary, roles: roles)
    }

    /// Describes an option that may be left out.
    /// - Parameters:
    ///   - name: The name on the command line.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - type: The Swift type of the parameter, without the question mark.
    ///   - summary: What the option means, in one line.
    ///   - roles: Roles that the option has besides those of its type.
    /// - Returns: The descriptor.
    public static func optional<Value: OptionValue>(
        _ name: String, aliases: [String] = [], _ type: Value.Type, _ summary: String,
        roles: OptionRoles = []
    ) -> Self {
        Self(name: name, aliases: aliases, type: type, presence: .optional, summary: summary, roles: roles)
    }

    /// Describes an option that has a default.
    /// - Parameters:
    ///   - name: The name on the command line.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - type: The Swift type of the parameter.
    ///   - value: The value that stands for it when it is not given.
    ///   - summary: What the option means, in one line.
    ///   - roles: Roles that the option has besides those of its type.
    /// - Returns: The descriptor.
    public static func defaulted<Value: OptionValue>(
        _ name: String, aliases: [String] = [], _ type: Value.Type, _ value: Value, _ summary: String,
        roles: OptionRoles = []
    ) -> Self {
        Self(
            name: name, aliases: aliases, type: type, presence: .defaulted(value.optionText), summary: summary,
            roles: roles)
    }

    /// The option every listing method has: walk all pages instead of fetching one.
    static let allPages = Self(
        name: "all", type: Bool.self, presence: .defaulted("false"),
        summary: "Walk through all pages and give every row.", hasShortFlag: false)

    /// The options every method has that gives events: when to stop.
    static let eventLimits = [
        Self(
            name: EventLimits.OptionName.count, type: EventCount.self, presence: .optional,
            summary: "Stop after so many events.", hasShortFlag: false),
        Self(
            name: EventLimits.OptionName.duration, type: Duration.self, presence: .optional,
            summary: "Stop after a span of time, such as 30s, 5m or 2h.", hasShortFlag: false),
    ]
}

extension OptionValue {
    /// Reads values for an option, keeps what was read, and tells what in it must not be shown.
    fileprivate static func secrets(
        of option: String, in inputs: [OptionInput], keptIn options: ReadOptions
    ) throws(OptionError) -> [Secret] {
        try options.value(Self.self, of: option, from: inputs).secrets
    }
}
