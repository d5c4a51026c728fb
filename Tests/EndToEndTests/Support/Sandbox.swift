import Foundation
import LoopbackServer
import Programs

/// A directory, an authority and an environment of a test's own, in which the program runs.
///
/// The environment is empty but for what every machine has: no proxies, no certificates but those of the test.
struct Sandbox: Sendable {
    /// Where the program runs; removed after the test.
    let directory: URL

    /// The authority that the program trusts.
    let authority: CertificateAuthority

    /// What the program finds in its environment.
    var environment: [String: String]

    /// The path of a file in the directory.
    func path(_ name: String) -> String {
        self.directory.appendingPathComponent(name).path
    }

    /// Writes a file.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self.path(name)))
        return self.path(name)
    }

    /// Reads a file.
    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: self.path(name))), as: UTF8.self)
    }

    /// Writes the settings of a project, and trusts them.
    func writeProject(_ text: String) async throws {
        try self.write(text, to: ".oint.toml")
        let outcome = try await self.oint("config", "trust")
        guard outcome.exitCode == 0 else { throw Untrusted(outcome: outcome) }
    }

    /// The settings of a project could not be trusted.
    struct Untrusted: Error {
        let outcome: Outcome
    }

    /// Makes a directory.
    func makeDirectory(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self.path(name), withIntermediateDirectories: true)
    }

    /// The names of what is in a directory, hidden files included.
    func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.path(name)).sorted()
    }

    /// Runs the program to its end.
    /// - Parameters:
    ///   - words: What stands behind its name.
    ///   - environment: What its environment holds besides.
    ///   - input: What it reads.
    ///   - launcher: A command that runs the command behind it, such as `sh -c 'exec "$0" "$@"'`.
    ///   - output: Where its output goes.
    ///   - errors: Where its messages go.
    func oint(
        _ words: [String], environment: [String: String] = [:], input: Launch.Input = .nothing,
        launcher: [String] = [], output: Launch.Outlet = .pipe, errors: Launch.Outlet = .pipe
    ) async throws -> Outcome {
        try await Program.run(
            self.launch(
                words, environment: environment, input: input, launcher: launcher, output: output, errors: errors))
    }

    /// Runs the program to its end.
    func oint(_ words: String...) async throws -> Outcome {
        try await self.oint(words)
    }

    /// Starts the program.
    func start(
        _ words: [String], environment: [String: String] = [:], input: Launch.Input = .nothing, launcher: [String] = []
    ) async throws -> Program {
        try await Program.start(self.launch(words, environment: environment, input: input, launcher: launcher))
    }

    /// How the program is started in the sandbox.
    private func launch(
        _ words: [String], environment: [String: String], input: Launch.Input, launcher: [String],
        output: Launch.Outlet = .pipe, errors: Launch.Outlet = .pipe
    ) -> Launch {
        Launch(
            launcher + [BuiltProgram.path] + words, environment: self.environment.merging(environment) { $1 },
            directory: self.directory, input: input, output: output, errors: errors)
    }
}

/// Makes a sandbox for as long as a closure runs.
func withSandbox<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: (Sandbox) async throws -> Result
) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("oint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let authority = try CertificateAuthority()
    let bundle = directory.appendingPathComponent("ca.pem").path
    try authority.writeBundle(to: bundle)
    let environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": directory.path,
        "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm", "SSL_CERT_FILE": bundle,
    ]
    return try await body(Sandbox(directory: directory, authority: authority, environment: environment))
}

extension Sandbox {
    /// Who may do what with a file.
    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: self.path(name))[.posixPermissions] as? Int
    }
}
