/// The path of a file or directory on this machine, which need not be there yet.
public struct LocalPath: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The path, as it was given.
    public let text: String

    /// Takes a path.
    /// - Parameter text: The path.
    public init(_ text: String) { self.text = text }

    /// Takes a path.
    public init(stringLiteral value: String) { text = value }
}

extension LocalPath: OptionValue {
    /// Any text.
    public static var optionKind: OptionKind { .text }

    /// What is done with the path is up to the method.
    public static var optionRoles: OptionRoles { [.readsFiles, .writesFiles] }

    /// Any text is a path.
    public static var takesPath: Bool { true }

    /// Takes the text, with the escapes that were typed replaced.
    public init(option inputs: [OptionInput]) throws(OptionError) { text = try String(option: inputs) }

    /// The path itself.
    public var optionText: String { text }
}
