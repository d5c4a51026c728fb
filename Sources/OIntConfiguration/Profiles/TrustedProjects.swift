import OIntCore
import SystemPackage

/// The projects' files whose owner said that they count, or that they don't, each with a hash of what stood in it then.
struct TrustedProjects: Sendable, Equatable {
    /// What the user said about a file.
    enum Decision: Sendable {
        /// Nothing, or it was about another content.
        case none
        /// That it counts as it stands.
        case trusted
        /// That it does not count as it stands.
        case refused
        /// That it counts, when something else stood in it.
        case changed
    }

    private var trusted: [String: String] = [:]
    private var refused: [String: String] = [:]

    /// Reads the decisions.
    /// - Parameter path: The path of the file that holds them; without it there are none.
    /// - Throws: `LocalError` when it can't be read, or others could have written it.
    init(path: String) throws(LocalError) {
        guard let bytes = try PrivateFile.read(path) else { return }
        guard let json = try? JSON(parsing: bytes), json.object != nil else {
            throw LocalError(path, "it is damaged: remove it, and run oint config trust in your projects again")
        }
        trusted = Self.digests(json["trusted"])
        refused = Self.digests(json["refused"])
    }

    private static func digests(_ json: JSON?) -> [String: String] {
        var digests: [String: String] = [:]
        for member in json?.object ?? [:] { digests[member.key] = member.value.string }
        return digests
    }

    /// Whether a path was trusted at any time since, whatever stood there.
    func knows(_ path: String) -> Bool { trusted[path] != nil }

    /// What the user said about a file.
    func decision(on file: ProjectFile) -> Decision {
        let digest = file.digest
        if trusted[file.path] == digest { return .trusted }
        if trusted[file.path] != nil { return .changed }
        return refused[file.path] == digest ? .refused : .none
    }

    /// Remembers that a file counts.
    mutating func trust(_ file: ProjectFile) {
        trusted[file.path] = file.digest
        refused[file.path] = nil
    }

    /// Remembers that a file does not count; nil for one that can't be read.
    mutating func refuse(_ path: String, _ file: ProjectFile?) {
        trusted[path] = nil
        refused[path] = file?.digest
    }

    /// The decisions as they are stored.
    var bytes: [UInt8] {
        func object(_ digests: [String: String]) -> JSON {
            .object(JSONObject(digests.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        let json: JSON = ["trusted": object(trusted), "refused": object(refused)]
        return Array((json.text(.pretty) + "\n").utf8)
    }
}

extension Configuration {
    /// Lets the settings of a project count, as they stand now.
    /// - Parameter place: The project's file, or the folder it is in; nil for the one that is in force here.
    /// - Returns: The settings.
    /// - Throws: `UsageError` when there is no such file; `LocalError` when it can't be used, or the decision can't be kept.
    package func trustProject(at place: String?) async throws -> ProjectSettings {
        let file = try ProjectFile(path: try projectPath(place))
        let settings = try ProjectSettings(file)
        try await changeTrust { $0.trust(file) }
        return settings
    }

    /// Lets the settings of a project count no longer, and says nothing more of them as long as they stay as they are.
    /// - Parameter place: The project's file, or the folder it is in; nil for the one that is in force here.
    /// - Returns: The file's path.
    /// - Throws: `UsageError` when there is no such file; `LocalError` when the decision can't be kept.
    package func untrustProject(at place: String?) async throws -> String {
        let path = try projectPath(place)
        let file = try? ProjectFile(path: path)
        try await changeTrust { $0.refuse(path, file) }
        return path
    }

    /// Reads the settings of a project without letting them count.
    /// - Parameter place: The project's file, or the folder it is in; nil for the one that is in force here.
    /// - Returns: The settings.
    /// - Throws: `UsageError` when there is no such file; `LocalError` when it can't be used.
    package func unconfirmedProject(at place: String?) throws -> ProjectSettings {
        try ProjectSettings(try ProjectFile(path: try projectPath(place)))
    }

    private func changeTrust(_ change: (inout TrustedProjects) -> Void) async throws {
        try await FileLock.withLock(FilePath(places.folder).appending("trusted.lock").string) {
            let before = try TrustedProjects(path: places.trustFile)
            var after = before
            change(&after)
            if after != before { try PrivateFile.write(after.bytes, to: places.trustFile) }
        }
    }

    /// The path of a project's file, without links to the folder it is in.
    private func projectPath(_ place: String?) throws(UsageError) -> String {
        guard let place else {
            guard let path = places.projectFile else {
                throw UsageError("there is no \(ConfigurationPlaces.projectFileName) here, or in a folder above")
            }
            return path
        }
        var path = FilePath(place)
        if !path.isAbsolute, let folder = places.workingDirectory { path = FilePath(folder).pushing(path) }
        if FileState(path.string, followingLinks: true)?.kind == .folder {
            path.append(ConfigurationPlaces.projectFileName)
        }
        guard FileNames.exists(path), let name = path.lastComponent else {
            throw UsageError("there is no file \(Quote.short(path.string))")
        }
        // Another name would never be looked for, and trusting it mean nothing.
        guard name.string == ConfigurationPlaces.projectFileName else {
            throw UsageError("the settings of a project are in a file named \(ConfigurationPlaces.projectFileName)")
        }
        return FileNames.resolved(path.removingLastComponent()).appending(name).string
    }
}
