import OIntCore
import SystemPackage

/// The user's file of plain settings.
///
/// ```toml
/// default-profile = "work"
///
/// [profile.work.bitrix24]
/// url = "example.bitrix24.com"
/// ```
package struct UserSettings: Sendable {
    /// The file's path.
    package let path: String
    /// What stands in it; nil when there is no file.
    package let document: TOMLDocument?

    /// Reads the file.
    /// - Parameter path: The file's path.
    /// - Throws: `LocalError` when it is there and can't be read, anybody may change it, or it is no TOML: then with the
    ///   line and column.
    package init(path: String) throws(LocalError) {
        self.path = path
        guard FileNames.exists(FilePath(path)) else {
            document = nil
            return
        }
        // Whoever changes it decides where secrets are sent, and what command prints the passphrase.
        if let problem = FileState(path, followingLinks: true)?.problemOfTrust(path) { throw LocalError(path, problem) }
        document = try TOMLDocument(file: path)
    }

    /// The profile that is in force when none is named anywhere else.
    /// - Throws: `LocalError` when the value is no text.
    package func defaultProfile() throws(LocalError) -> String? {
        try document?.text(at: [Self.defaultProfileKey], in: path)
    }

    /// The command that prints the passphrase of the secrets.
    /// - Throws: `LocalError` when the value is no text, or others than the user may change the file or its folder.
    package func passwordCommand() throws(LocalError) -> String? {
        guard let command = try document?.text(at: Self.passwordCommandKey, in: path) else { return nil }
        // Who writes the file runs commands as its owner.
        for place in [path, FilePath(path).removingLastComponent().string] {
            guard let state = FileState(place, followingLinks: true), !state.isOurs || state.mode & 0o022 != 0 else {
                continue
            }
            throw LocalError(
                path,
                "its password command is not run, since others may change \(place == path ? "the file" : "its folder"): run chmod go-w \(place)"
            )
        }
        return command
    }

    /// The names of the profiles that have settings.
    package var profiles: [String] { document?.keys(at: [Self.profileKey]) ?? [] }

    /// The settings of a library in a profile, by option, as they would be typed.
    package func values(of library: String, in profile: ProfileName) -> [(option: String, value: TOMLValue)] {
        document?.members(at: Self.key(profile, library)) ?? []
    }

    /// The libraries that a profile has settings of.
    package func libraries(in profile: ProfileName) -> [String] {
        (document?.keys(at: [Self.profileKey, profile.description]) ?? []).filter { $0 != Self.notifyKey }
    }

    /// The key of a setting, or of all settings of a library.
    package static func key(_ profile: ProfileName, _ library: String, _ option: String? = nil) -> [String] {
        [profileKey, profile.description, library] + (option.map { [$0] } ?? [])
    }

    /// The key of the profile that is in force when none is named.
    package static let defaultProfileKey = "default-profile"
    /// The key of the command that prints the passphrase.
    package static let passwordCommandKey = ["secrets", "password-command"]
    /// The key of the groups that notifications go to, of all profiles or below one.
    package static let notifyKey = "notify"
    private static let profileKey = "profile"
}

extension TOMLDocument {
    /// Reads a file.
    /// - Parameter path: The file's path.
    /// - Throws: `LocalError` when it can't be read or is no TOML.
    package init(file path: String) throws(LocalError) {
        let bytes: [UInt8]
        do {
            // A policy for those who use the program through another one does not concern its own settings.
            bytes = try FileAccess.unrestricted { try LocalFile.read(path) }
        } catch {
            throw error as? LocalError ?? LocalError(path, LocalFile.reason(error))
        }
        try self.init(bytes: bytes, name: path)
    }

    /// The text at a key.
    /// - Parameters:
    ///   - key: The key, table by table.
    ///   - path: The file's path, for the error.
    /// - Returns: The text, or nil when there is no such key.
    /// - Throws: `LocalError` when something else stands there.
    func text(at key: [String], in path: String) throws(LocalError) -> String? {
        switch value(at: key) {
        case nil: return nil
        case .string(let text): return text
        default: throw LocalError(path, "\(key.joined(separator: ".")) has to be a text in quotes")
        }
    }

    /// The keys of a table, in the order of the file; empty when there is no such table.
    func keys(at key: [String]) -> [String] { members(at: key).map(\.option) }

    /// The members of a table, in the order of the file; empty when there is no such table.
    func members(at key: [String]) -> [(option: String, value: TOMLValue)] {
        guard case .table(let table) = value(at: key) else { return [] }
        return table.entries.map { ($0.key, $0.value) }
    }
}
