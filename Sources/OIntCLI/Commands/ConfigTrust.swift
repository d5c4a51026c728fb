import OIntConfiguration
import OIntCore
import OIntRunning

extension Command {
    static let configTrust = Command(
        "config", "trust", summary: "Let the settings of a project count, as they stand now.",
        discussion: """
            A file .oint.toml in the folder of a call, or above it, is somebody else's word until you say that you trust \
            it. It shows what the file sets, and remembers its place and a hash of its content: once the file changes, \
            calls end with 4 until you say so again. Secrets, destinations, protection, code and files are never taken \
            from a project.
            """,
        operands: [
            Operand("PATH", "The file, or its folder; the nearest when left out.", kind: .file, isRequired: false)
        ],
        examples: [("oint config trust", "Use the settings of the project that you are in.")]
    ) { call in
        let configuration = call.configuration
        let project = try configuration.unconfirmedProject(at: call.operand(0))
        let problems = SettingsCheck(libraries: call.libraries).findings(in: project)
        guard problems.isEmpty else {
            throw ReportedFailure(
                exitCode: ExitCode.local, lines: problems.map(\.description) + ["\(project.path) is not trusted"])
        }
        let trusted = try await configuration.trustProject(at: call.operand(0))
        call.console.say("oint: \("\(trusted.path) counts from now on; it sets \(trusted.summary)".terminalSafe)")
    }

    static let configUntrust = Command(
        "config", "untrust", summary: "Let the settings of a project count no longer.",
        discussion: "Nothing more is said of the file, until something else stands in it.",
        operands: [
            Operand("PATH", "The file, or its folder; the nearest when left out.", kind: .file, isRequired: false)
        ],
        examples: [("oint config untrust", "Leave the settings of the project that you are in alone.")]
    ) { call in
        let path = try await call.configuration.untrustProject(at: call.operand(0))
        call.console.say("oint: \("\(path) does not count".terminalSafe)")
    }
}
