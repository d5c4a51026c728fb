/// What the value of an option decides besides what a method does: where a call goes, how it is protected, which code
/// and which files of this machine it uses.
///
/// Roles follow from an option's type, and from marks on options of plain types. Front-ends look at them before they take
/// a value from anywhere but the person who makes the call: a project's file may not give an option that has a role, and
/// a stored secret goes to the destination alone that is stored with it.
public struct OptionRoles: OptionSet, Sendable, Hashable {
    /// The bits of the set.
    public let rawValue: UInt8

    /// Creates a set from its bits.
    /// - Parameter rawValue: The bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The option says where the call connects to, or part of that: an address, a host, a port, a proxy.
    public static let destination = Self(rawValue: 1 << 0)
    /// The option says how the connection is secured: encryption, which certificates are trusted.
    public static let protection = Self(rawValue: 1 << 1)
    /// The value is code that is run, or names some: a statement, a script, a command, a shared library.
    public static let runsCode = Self(rawValue: 1 << 2)
    /// The value names files of this machine that are read, and may be sent.
    public static let readsFiles = Self(rawValue: 1 << 3)
    /// The value names files of this machine that are written.
    public static let writesFiles = Self(rawValue: 1 << 4)

    /// The option decides nothing of the kind; marks of plain types say so.
    public static let data: Self = []

    /// All roles with their names, in the order they are shown.
    public static let named: [(role: OptionRoles, name: String)] = [
        (.destination, "destination"), (.protection, "protection"), (.runsCode, "runs code"),
        (.readsFiles, "reads files"), (.writesFiles, "writes files"),
    ]

    /// The names of the roles in the set.
    public var names: [String] { Self.named.filter { contains($0.role) }.map(\.name) }
}
