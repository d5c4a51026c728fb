import Foundation
import Programs
import Testing

/// A home directory with a shell in it, for as long as a test runs.
struct Desk: Sendable {
    /// A piece of typing.
    struct Step: Encodable {
        /// The keys; `\t` is the key that completes.
        let type: String
        /// What the screen shows then, sooner or later.
        let until: String

        init(_ type: String, until: String) {
            self.type = type
            self.until = until
        }
    }

    let shell: Shell
    let home: URL
    private let python: String

    /// The interpreter with the packages that the terminal needs.
    private static let interpreter = Task {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try await PythonEnvironment.interpreter(with: tests.appendingPathComponent("requirements.txt"))
    }

    private struct Job: Encodable {
        let command: [String]
        let environment: [String: String]
        let directory: String
        let steps: [Step]
        let seconds = 30
    }

    private struct Report: Decodable {
        let screen: [String]
        let missing: String?
    }

    /// What the shell and the program find in their environment.
    private var environment: [String: String] {
        [
            "HOME": home.path, "PATH": "\(BuiltProgram.folder):/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
            "TERM": "xterm", "SHELL": "/bin/\(shell.rawValue)", "DESK_KEY": "secret-value-of-a-variable",
        ]
    }

    /// Starts the shell, types, and tells what the screen shows in the end.
    ///
    /// A test fails when a text that it waits for does not appear.
    @discardableResult
    func screen(
        _ steps: Step..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let job = Job(
            command: shell.command, environment: environment, directory: home.path,
            steps: [Step("", until: "ready>")] + steps)
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("terminal.py")
        let answer = try await Program.run(
            Launch([python, script.path], environment: environment, input: .bytes(Array(JSONEncoder().encode(job))))
        ).successful()
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.bytes))
        let screen = report.screen.joined(separator: "\n")
        if let missing = report.missing {
            Issue.record("\(shell) never shows \(missing):\n\(screen)", sourceLocation: sourceLocation)
        }
        return screen
    }

    /// Runs the program outside of the shell.
    func oint(_ words: String...) async throws -> String {
        try await Program.run(Launch([BuiltProgram.path] + words, environment: environment)).successful().output
    }

    /// Makes a desk.
    /// - Parameters:
    ///   - shell: The shell.
    ///   - configuration: What stands in the shell's start file besides the prompt; nil for what loads the script.
    ///   - body: What is done at it.
    static func with(
        _ shell: Shell, configuration: ((Desk) async throws -> String)? = nil, _ body: (Desk) async throws -> Void
    ) async throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("oint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let desk = Desk(shell: shell, home: home, python: try await interpreter.value)
        let loading = try await configuration?(desk) ?? shell.loading
        try desk.write(shell.plainPrompt + loading, to: shell.startFile)
        try desk.write("", to: "one file.txt")
        try desk.write("", to: "two.json")
        try await body(desk)
    }

    /// Writes a file below the home directory.
    func write(_ text: String, to name: String) throws {
        let file = home.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
