import OIntCore
import Synchronization

/// What the file of a project comes to.
enum ProjectStanding: Sendable {
    /// There is none.
    case none
    /// The user trusts it as it stands.
    case trusted(ProjectSettings)
    /// It does not count.
    case untrusted(UntrustedProject)
}

/// The file of a project that does not count, since the user has not said that it does.
struct UntrustedProject: Sendable {
    /// The file's path.
    let path: String
    /// What stands in it; nil where it can't be used in any case.
    let settings: ProjectSettings?
    /// Why it can't be used in any case, as a clause.
    let problem: String?
    /// Whether the user said that it does not count.
    let isRefused: Bool

    /// What is to be said about it, as a clause.
    var text: String {
        guard let settings else { return "it is not used: \(problem ?? "it can't be read")" }
        return "it is not used, since you have not said that you trust it; it would set \(settings.summary)"
    }

    /// What to do about it.
    static let remedy = "Run oint config trust to use it, or oint config untrust to hear no more of it"
}

/// The settings as they were read last, so that a process with many calls reads a file again only when it has changed.
final class SettingsCache: Sendable {
    private struct Project {
        let stamp: FileStamp
        let trustStamp: FileStamp?
        let standing: ProjectStanding
    }

    private struct State {
        /// Where the project's file is; nil inside when there is none, nil outside before it was looked for.
        var projectFile: String??
        var project: Project?
        var user: (stamp: FileStamp?, settings: UserSettings)?
        var hasToldOfProject = false
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

    /// What the project's file comes to.
    ///
    /// It is looked for once: a process does not change into another project.
    /// - Throws: `LocalError` when the user trusts the file, and it has changed since or can't be used any more.
    func project(_ places: ConfigurationPlaces) throws(LocalError) -> ProjectStanding {
        let path: String?
        if let known = state.withLock({ $0.projectFile }) {
            path = known
        } else {
            path = places.projectFile
            state.withLock { $0.projectFile = .some(path) }
        }
        guard let path, let stamp = FileStamp(path) else { return .none }
        let trustStamp = FileStamp(places.trustFile)
        if let known = state.withLock({ $0.project }), known.stamp == stamp, known.trustStamp == trustStamp {
            return known.standing
        }
        let standing = try Self.standing(of: path, places)
        state.withLock { $0.project = Project(stamp: stamp, trustStamp: trustStamp, standing: standing) }
        return standing
    }

    /// Whether nobody was told yet of a project's file that does not count; asking counts as telling.
    func isFirstWordOnProject() -> Bool {
        state.withLock { state in
            defer { state.hasToldOfProject = true }
            return !state.hasToldOfProject
        }
    }

    private static func standing(of path: String, _ places: ConfigurationPlaces) throws(LocalError) -> ProjectStanding {
        let decisions = try TrustedProjects(path: places.trustFile)
        let file: ProjectFile
        let settings: ProjectSettings
        var isRefused = false
        do throws(LocalError) {
            file = try ProjectFile(path: path)
            isRefused = if case .refused = decisions.decision(on: file) { true } else { false }
            settings = try ProjectSettings(file)
        } catch {
            // What the user counts on must not be left out without a word; what somebody put there must not get in the way.
            guard !decisions.knows(path) else { throw error }
            return .untrusted(
                UntrustedProject(path: path, settings: nil, problem: error.reason, isRefused: isRefused))
        }
        switch decisions.decision(on: file) {
        case .trusted: return .trusted(settings)
        case .changed:
            throw LocalError(
                path,
                "it has changed since you trusted it, and sets now \(settings.summary): run oint config trust to use it, or oint config untrust to do without it"
            )
        case .none, .refused:
            return .untrusted(
                UntrustedProject(path: path, settings: settings, problem: nil, isRefused: isRefused))
        }
    }
}
