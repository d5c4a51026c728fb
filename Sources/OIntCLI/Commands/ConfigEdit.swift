import OIntConfiguration
import OIntCore
import OIntRunning
import SystemPackage

extension Command {
    static let configEdit = Command(
        "config", "edit", summary: "Edit the file of settings, and check it before it counts.",
        discussion: """
            It opens a copy in $VISUAL, $EDITOR or vi. What is wrong with it is told, with line and column; then you edit \
            on, or give up. Secrets are not in it: oint config set stores them.
            """
    ) { call in
        let configuration = call.configuration
        let before = try configuration.settingsBytes()
        let copy = FilePath(configuration.places.folder).appending(".oint-edit-\(Randomness.mark()).toml").string
        try PrivateFile.write(before ?? [], to: copy)
        var keepsCopy = false
        defer { if !keepsCopy { try? PrivateFile.remove(copy) } }
        while true {
            try await Editor(environment: call.console.environment).edit(copy)
            let after = try PrivateFile.read(copy) ?? []
            guard after != before ?? [] else { return call.console.say("oint: nothing was changed") }
            let problems = SettingsCheck.problems(
                in: after, named: configuration.places.settingsFile, libraries: call.libraries)
            guard problems.isEmpty else {
                call.console.say(problems.map(\.terminalSafe).joined(separator: "\n"))
                guard try await call.wantsToGoOn() else {
                    throw ReportedFailure(
                        exitCode: ExitCode.local, lines: ["\(configuration.places.settingsFile) stays as it was"])
                }
                continue
            }
            guard try await configuration.replaceSettings(with: after, expecting: before) else {
                keepsCopy = true
                throw LocalError(
                    configuration.places.settingsFile,
                    "something else has changed it meanwhile, and it was left alone; your text is in \(copy)")
            }
            return call.console.say("oint: \(configuration.places.settingsFile) is changed")
        }
    }
}

extension CommandCall {
    /// Asks whether to edit on; where nobody can be asked, the answer is no.
    fileprivate func wantsToGoOn() async throws -> Bool {
        guard ConfigTerminal.isInput else { return false }
        console.say("Press Enter to edit on, or type q to give up:")
        return try await console.readLine().trimmed.lowercased() != "q"
    }
}

extension SettingsCheck {
    /// What is wrong with a text that is to become the settings, in words.
    fileprivate static func problems(in bytes: [UInt8], named name: String, libraries: [LibraryDescriptor]) -> [String]
    {
        do throws(LocalError) {
            return SettingsCheck(libraries: libraries)
                .findings(in: try TOMLDocument(bytes: bytes, name: name)).map(\.description)
        } catch {
            return [error.description]
        }
    }
}
