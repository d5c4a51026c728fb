import OIntCore

/// Where a database is: in a file, or in memory.
struct DatabaseFile: Sendable, CustomStringConvertible {
    /// What SQLite is told to open.
    let name: String

    init(_ name: String) { self.name = name.trimmed.isEmpty ? ":memory:" : name }

    /// The path, where it is a plain one.
    var path: String? { name == ":memory:" || name.hasPrefix("file:") ? nil : name }

    /// The file for people.
    var description: String { name == ":memory:" ? "the database in memory" : name }
}
