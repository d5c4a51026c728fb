import OIntCore
import SystemPackage

extension Configuration {
    /// Changes the user's settings, one process at a time; everything else in the file stays as it is.
    /// - Parameter change: Makes the changed file of the present one.
    /// - Throws: `LocalError` when the file can't be read or written, and what the change throws; it stays as it was then.
    package func changeSettings(_ change: (TOMLDocument) throws -> TOMLDocument) async throws {
        try await FileLock.withLock(FilePath(places.folder).appending("config.lock").string) {
            let present = try userSettings().document
            let document = try present ?? TOMLDocument(text: "", name: places.settingsFile)
            let changed = try change(document)
            guard changed.bytes != document.bytes else { return }
            try writeSettings(changed.bytes)
        }
    }

    /// Lets a profile be in force where no other is named.
    /// - Parameter name: The profile's name.
    /// - Returns: The profile.
    /// - Throws: `UsageError` when it does not exist; `LocalError` when the file can't be read or written.
    package func use(_ name: String) async throws -> ProfileName {
        let profile = try ProfileName(name)
        try require(profile)
        try await changeSettings {
            try $0.setting(.string(profile.description), at: [UserSettings.defaultProfileKey])
        }
        return profile
    }

    /// Puts other settings in the place of those that are there.
    /// - Parameters:
    ///   - bytes: The new content.
    ///   - expected: The content that they were made of; nil for no file.
    /// - Returns: Whether that is still the content; if not, nothing is written.
    /// - Throws: `LocalError` when the file can't be read or written.
    package func replaceSettings(with bytes: [UInt8], expecting expected: [UInt8]?) async throws -> Bool {
        try await FileLock.withLock(FilePath(places.folder).appending("config.lock").string) {
            guard try settingsBytes() == expected else { return false }
            try writeSettings(bytes)
            return true
        }
    }

    /// The content of the file of settings, be it TOML or not; nil when there is none.
    /// - Throws: `LocalError` when it can't be read.
    package func settingsBytes() throws(LocalError) -> [UInt8]? {
        guard FileNames.exists(FilePath(places.settingsFile)) else { return nil }
        return try LocalFile.read(places.settingsFile)
    }

    /// Writes the file of settings.
    ///
    /// A link to it is followed: people keep such files elsewhere, in a repository of theirs.
    private func writeSettings(_ bytes: [UInt8]) throws(LocalError) {
        let target = FileNames.resolved(FilePath(places.settingsFile)).string
        let mode = FileState(target)?.mode ?? 0o600
        try PrivateFile.write(bytes, to: target, permissions: FilePermissions(rawValue: mode & 0o777))
    }
}

extension Configuration {
    /// Stores the value of an option, in place of one that is there, plain or secret.
    /// - Parameters:
    ///   - value: The value.
    ///   - option: The option.
    ///   - profile: The profile that gets it.
    /// - Throws: `LocalError` when a file can't be read or written; what was stored before is there then.
    package func set(_ value: SettingValue, for option: LibraryOption, in profile: ProfileName) async throws {
        switch value {
        case .plain(let value):
            try await changeSettings { document in
                let keys = Self.keys(of: option, in: profile, document)
                let key = keys.last ?? UserSettings.key(profile, option.library.name, option.name)
                return try keys.dropLast().reduce(document) { try $0.removing($1) }.setting(value, at: key)
            }
            // Removed last: as long as both are there, the plain one counts.
            if option.mayHoldSecret { try await removeSecret(option, in: profile) }
        case .secret(let secret):
            // A file that can't be changed is to be known of before anything is stored.
            _ = try userSettings()
            try await secrets.change(option.library.name, in: profile) { $0.options[option.name] = secret }
            try await removeSettings(of: option, in: profile)
        }
    }

    /// Removes the value of an option, wherever it is stored.
    /// - Parameters:
    ///   - option: The option.
    ///   - profile: The profile that has it.
    /// - Returns: Whether there was one.
    /// - Throws: `LocalError` when a file can't be read or written.
    package func unset(_ option: LibraryOption, in profile: ProfileName) async throws -> Bool {
        let hadSetting = try await removeSettings(of: option, in: profile)
        let hadSecret = try await removeSecret(option, in: profile)
        return hadSetting || hadSecret
    }

    /// Removes the value under a name that nothing has, which a mistake put there.
    /// - Parameters:
    ///   - option: The name of the option.
    ///   - library: The name of the library.
    ///   - profile: The profile that has it.
    /// - Returns: Whether there was one.
    /// - Throws: `LocalError` when a file can't be read or written.
    package func unset(unknown option: String, of library: String, in profile: ProfileName) async throws -> Bool {
        let hadSetting = try await unset(UserSettings.key(profile, library, option))
        guard try await secrets.secrets(of: library, in: profile)?.options[option] != nil else { return hadSetting }
        try await secrets.change(library, in: profile) { $0.options[option] = nil }
        return true
    }

    /// Removes all values of a library in a profile; what logging in gave stays.
    /// - Parameters:
    ///   - library: The name of the library, which need not exist.
    ///   - profile: The profile that has them.
    /// - Returns: Whether there were any.
    /// - Throws: `LocalError` when a file can't be read or written.
    package func unsetAll(of library: String, in profile: ProfileName) async throws -> Bool {
        let hadSettings = try await unset(UserSettings.key(profile, library))
        guard try await secrets.secrets(of: library, in: profile)?.options.isEmpty == false else { return hadSettings }
        try await secrets.change(library, in: profile) { $0.options = [:] }
        return true
    }

    /// Removes a key of the user's settings.
    /// - Parameter key: The key, table by table.
    /// - Returns: Whether it was there.
    /// - Throws: `LocalError` when the file can't be read or written.
    @discardableResult
    package func unset(_ key: [String]) async throws -> Bool {
        guard try userSettings().document?.value(at: key) != nil else { return false }
        try await changeSettings { try $0.removing(key) }
        return true
    }

    @discardableResult
    private func removeSettings(of option: LibraryOption, in profile: ProfileName) async throws -> Bool {
        guard let document = try userSettings().document, !Self.keys(of: option, in: profile, document).isEmpty else {
            return false
        }
        try await changeSettings { document in
            try Self.keys(of: option, in: profile, document).reduce(document) { try $0.removing($1) }
        }
        return true
    }

    @discardableResult
    private func removeSecret(_ option: LibraryOption, in profile: ProfileName) async throws -> Bool {
        let library = option.library.name
        guard try await secrets.secrets(of: library, in: profile)?.options[option.name] != nil else { return false }
        try await secrets.change(library, in: profile) { $0.options[option.name] = nil }
        return true
    }

    /// The keys under which an option stands: case does not matter, and some options have two names.
    private static func keys(
        of option: LibraryOption, in profile: ProfileName, _ document: TOMLDocument
    ) -> [[String]] {
        let table = UserSettings.key(profile, option.library.name)
        return document.keys(at: table).filter { option.isMeant(by: $0) }.map { table + [$0] }
    }
}
