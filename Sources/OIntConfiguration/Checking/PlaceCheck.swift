import OIntCore
import SystemPackage

/// Looks at the files and folders of the configuration: whose they are, who may use them, and what should not be there.
struct PlaceCheck {
    let places: ConfigurationPlaces

    var findings: [Finding] {
        folder + settingsFile + secretsFolder + leftovers(in: places.folder) + leftovers(in: places.secretsFolder)
    }

    /// The folder of everything.
    private var folder: [Finding] {
        let path = places.folder
        guard let state = FileState(path, followingLinks: true) else {
            return FilePath(path).canHoldFiles
                ? [.ok(path, "nothing is stored yet")]
                : [
                    .problem(
                        path, "it is missing, and can't be made", "Make it, or let XDG_CONFIG_HOME name another place")
                ]
        }
        guard state.kind == .folder else { return [.problem(path, "it is no folder", "Remove it")] }
        guard state.isOurs else { return [.problem(path, "it belongs to another user", "Move it away")] }
        guard state.mode & 0o022 == 0 else {
            return [
                .problem(path, "others may put files there (its mode is \(state.modeText))", "Run chmod 700 \(path)")
            ]
        }
        return [written(path)]
    }

    /// Whether a file can be written: the disk may be full, or not writable at all.
    private func written(_ path: String) -> Finding {
        let file = FilePath(path).appending(".oint-check.part").string
        do throws(LocalError) {
            // A full disk may have room for a file, and none for what is in it.
            try PrivateFile.write([UInt8](repeating: 0, count: 64 << 10), to: file)
            try PrivateFile.remove(file)
            return .ok(path, "files can be written there")
        } catch {
            try? PrivateFile.remove(file)
            return .problem(path, "nothing can be written there: \(error.reason)")
        }
    }

    private var settingsFile: [Finding] {
        let path = places.settingsFile
        guard let link = FileState(path) else { return [] }
        guard let state = FileState(path, followingLinks: true) else {
            return [.problem(path, "it is a link that leads nowhere", "Remove it, or mend what it leads to")]
        }
        // Reading refuses the worst by itself, and says so.
        guard state.problemOfTrust(path) == nil else { return [] }
        guard state.kind == .file else { return [.problem(path, "it is not a plain file", "Remove it")] }
        var findings: [Finding] = []
        if link.kind == .link {
            findings.append(.ok(path, "it is a link to \(FileNames.resolved(FilePath(path)))"))
        }
        if state.mode & 0o020 != 0 {
            findings.append(
                .warning(path, "its group may change it (its mode is \(state.modeText))", "Run chmod 600 \(path)"))
        }
        return findings
    }

    private var secretsFolder: [Finding] {
        let path = places.secretsFolder
        guard let state = FileState(path) else { return [] }
        if state.kind == .link { return [.problem(path, "it is a symbolic link", "Put the folder itself there")] }
        guard state.kind == .folder else { return [.problem(path, "it is no folder", "Remove it")] }
        guard state.isOurs else { return [.problem(path, "it belongs to another user", "Move it away")] }
        guard state.mode & 0o077 == 0 else {
            return [
                .problem(path, "others may look into it (its mode is \(state.modeText))", "Run chmod 700 \(path)")
            ]
        }
        let names = (try? LocalDirectory.names(in: path)) ?? []
        return names.compactMap { name in
            guard name.hasSuffix(".json") || name.hasSuffix(".answer") || name.hasSuffix(".lock") else { return nil }
            let file = FilePath(path).appending(name).string
            return PrivateFile.problem(file).map { .problem(file, $0) }
        }
    }

    /// Files that a write left behind which was broken off.
    private func leftovers(in path: String) -> [Finding] {
        let names = (try? LocalDirectory.names(in: path)) ?? []
        return names.filter { $0.hasPrefix(".oint-") }.map { name in
            let file = FilePath(path).appending(name).string
            return .warning(
                file, "it was left behind by something that was broken off",
                "Remove it, unless oint is running: rm \(file)"
            )
        }
    }
}
