import OIntCore

/// Where a database is: in a file, or in memory.
struct DatabaseFile: Sendable, CustomStringConvertible {
    /// What SQLite is told to open.
    let name: String

    init(_ name: String) { self.name = name.trimmed.isEmpty ? ":memory:" : name }

    /// The path, where it is a plain one.
    var path: String? { name == ":memory:" || name.hasPrefix("file:") ? nil : name }

    /// What SQLite is told to open, where the policy of file access allows it.
    /// - Parameter name: The name of a database, as in ATTACH: a path, an address, `:memory:`, or nothing for a
    ///   temporary one.
    /// - Parameter access: The policy; nil where every file may be used.
    /// - Returns: The name, without links where a policy is in force.
    /// - Throws: `LocalError` when the policy forbids it.
    static func allowed(_ name: String, by access: FileAccess?) throws(LocalError) -> String {
        guard let access, !name.isEmpty, name != ":memory:" else { return name }
        guard !name.lowercased().hasPrefix("file:") else {
            // An address has more than one way to name a file; SQLite alone knows all of them.
            throw LocalError(name, "addresses of databases are not allowed here; give the path alone")
        }
        return try access.check(name)
    }

    /// Whether the database is in memory, for one connection alone.
    var isInMemory: Bool { name == ":memory:" }

    /// Refuses a database that is not there: opening it would make an empty one.
    func requireExisting() throws(LocalError) {
        guard let path, FileStamp(path) == nil else { return }
        throw LocalError(
            path, "there is no such database; check --db, or give --create true to have an empty one made")
    }

    /// The file for people.
    var description: String { name == ":memory:" ? "the database in memory" : name }
}
