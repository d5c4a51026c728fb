import OIntCore

/// The settings of a project: a file `.oint.toml` that lies in its folder and is shared with everybody who has it.
///
/// ```toml
/// profile = "work"
///
/// [bitrix24]
/// group = 12
/// ```
package struct ProjectSettings: Sendable {
    /// The file's path.
    package let path: String
    /// What stands in it.
    let document: TOMLDocument

    /// Reads a file.
    /// - Parameter path: The file's path.
    /// - Throws: `LocalError` when it can't be read or is no TOML.
    init(path: String) throws(LocalError) {
        self.path = path
        document = try TOMLDocument(file: path)
    }

    /// The profile that the project wants.
    /// - Throws: `LocalError` when the value is no text.
    package func profile() throws(LocalError) -> String? { try document.text(at: [Self.profileKey], in: path) }

    /// The settings of a library, by option.
    package func values(of library: String) -> [(option: String, value: TOMLValue)] {
        document.members(at: [library])
    }

    /// The libraries that have settings here.
    package var libraries: [String] { document.keys(at: []).filter { $0 != Self.profileKey } }

    private static let profileKey = "profile"
}
