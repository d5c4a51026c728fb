import OIntConfiguration
import OIntCore
import OIntRunning

extension Command {
    /// Commands that look after settings, secrets and profiles.
    static let config: [Command] = [
        configSet, configGet, configList, configUnset, configProfiles, configUse, configPath, configEdit, configProtect,
        configTrust, configUntrust, configDoctor,
    ]
}

/// What the commands of settings set: an option of a library, or something of the program's own.
enum SettingName {
    /// An option of a library.
    case option(LibraryOption)
    /// The profile that is in force when none is named.
    case defaultProfile
    /// The command that prints the passphrase of the secrets.
    case passwordCommand

    /// Finds what a name means.
    /// - Parameters:
    ///   - name: `LIBRARY.OPTION`, `default-profile` or `secrets.password-command`, in any case.
    ///   - libraries: The libraries there are.
    /// - Throws: `UsageError` that names the nearest one when nothing has this name.
    init(_ name: String, among libraries: [LibraryDescriptor]) throws(UsageError) {
        switch name.lowercased() {
        case UserSettings.defaultProfileKey: self = .defaultProfile
        case UserSettings.passwordCommandKey.joined(separator: "."): self = .passwordCommand
        case let name:
            guard let dot = name.firstIndex(of: ".") else {
                let isLibrary = libraries.contains { $0.name == name }
                let nearest = Suggestion.nearest(
                    to: name, among: libraries.map(\.name) + [UserSettings.defaultProfileKey])
                throw UsageError(
                    isLibrary
                        ? "name an option too: \(name).OPTION"
                        : "a setting is named LIBRARY.OPTION, such as bitrix24.url, not \(Quote.short(name))"
                            + (nearest.map { ", did you mean \($0)?" } ?? ""))
            }
            let library = try libraries.library(named: String(name[..<dot]))
            self = .option(try LibraryOption(named: String(name[name.index(after: dot)...]), of: library))
        }
    }

    /// What people call it.
    var description: String {
        switch self {
        case .option(let option): option.description
        case .defaultProfile: UserSettings.defaultProfileKey
        case .passwordCommand: UserSettings.passwordCommandKey.joined(separator: ".")
        }
    }

    /// Its key among the user's settings; nil for options, which belong to a profile.
    var programKey: [String]? {
        switch self {
        case .option: nil
        case .defaultProfile: [UserSettings.defaultProfileKey]
        case .passwordCommand: UserSettings.passwordCommandKey
        }
    }
}

extension CommandCall {
    /// What is configured.
    var configuration: Configuration { console.configuration }

    /// The profile that a command of settings is about: it may be a new one.
    /// - Throws: `UsageError` when the name can't be one; `LocalError` when a file can't be read.
    // Where this is inlined into an asynchronous caller, the optimizer of Swift 6.3.1 crashes.
    @inline(never)
    func profile(in configuration: Configuration) throws -> ProfileName {
        guard let name = settings.profile else { return try configuration.profile() }
        return try ProfileName(name)
    }

    /// Writes rows in the form that was asked for.
    func write(rows: [JSONObject]) async throws {
        let writer = ResultWriter(console: console, settings: settings, payload: [], answerHead: nil)
        try await writer.write(.json(.array(rows.map { .object($0) })))
    }
}
