import OIntCore
import Synchronization

/// The settings as they were read last, so that a process with many calls reads a file again only when it has changed.
final class SettingsCache: Sendable {
    private struct State {
        /// Where the project's file is; nil inside when there is none, nil outside before it was looked for.
        var projectFile: String??
        var project: (stamp: FileStamp, settings: ProjectSettings)?
        var user: (stamp: FileStamp?, settings: UserSettings)?
    }

    private let state = Mutex(State())

    /// The user's settings.
    /// - Throws: `LocalError` when the file can't be read.
    func user(_ places: ConfigurationPlaces) throws(LocalError) -> UserSettings {
        let stamp = FileStamp(places.settingsFile)
        if let known = state.withLock({ $0.user }), known.stamp == stamp { return known.settings }
        let settings = try UserSettings(path: places.settingsFile)
        state.withLock { $0.user = (stamp, settings) }
        return settings
    }

    /// The project's settings.
    ///
    /// Its file is looked for once: a process does not change into another project.
    /// - Throws: `LocalError` when the file can't be read.
    func project(_ places: ConfigurationPlaces) throws(LocalError) -> ProjectSettings? {
        let path: String?
        if let known = state.withLock({ $0.projectFile }) {
            path = known
        } else {
            path = places.projectFile
            state.withLock { $0.projectFile = .some(path) }
        }
        guard let path, let stamp = FileStamp(path) else { return nil }
        if let known = state.withLock({ $0.project }), known.stamp == stamp { return known.settings }
        let settings = try ProjectSettings(path: path)
        state.withLock { $0.project = (stamp, settings) }
        return settings
    }
}
