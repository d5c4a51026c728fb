import OIntCore

/// The settings of a project: a file `.oint.toml` that lies in its folder and is shared with everybody who has it.
///
/// They count once the user trusts the file as it stands. They never give secrets, nor options with roles.
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

    /// Takes the content of a file.
    /// - Parameter file: The file.
    /// - Throws: `LocalError` when it is no TOML.
    init(_ file: ProjectFile) throws(LocalError) {
        path = file.path
        document = try TOMLDocument(bytes: file.bytes, name: file.path)
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

    /// What the file sets, in words: names with their values, except of what may be secret.
    package var summary: String {
        var parts: [String] = []
        if let profile = document.value(at: [Self.profileKey]) { parts.append("profile = \(Self.shown(profile))") }
        for library in libraries {
            for (option, value) in values(of: library) {
                let text = Redactor.holdsSecret(option) ? Secret.mask : Self.shown(value)
                parts.append("\(library).\(option) = \(text)")
            }
        }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }

    /// Whether it could change a call.
    /// - Parameter library: The library of the call; nil for any.
    func concerns(_ library: String?) -> Bool {
        guard let library else { return true }
        return document.value(at: [Self.profileKey]) != nil || !values(of: library).isEmpty
    }

    private static func shown(_ value: TOMLValue) -> String { Quote.short(value.optionText) }

    private static let profileKey = "profile"
}
