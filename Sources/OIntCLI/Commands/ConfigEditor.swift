import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The editor that the user likes.
struct Editor: Sendable {
    private let command: String
    private let environment: [String: String]

    /// Finds the editor: `VISUAL`, `EDITOR`, or else vi.
    /// - Parameter environment: The environment.
    init(environment: [String: String]) {
        command = ["VISUAL", "EDITOR"].compactMap { environment[$0]?.trimmed }.first { !$0.isEmpty } ?? "vi"
        self.environment = environment
    }

    /// Lets the user edit a file, and waits until the editor has ended.
    /// - Parameter path: The file's path.
    /// - Throws: `LocalError` when the editor can't be started, or fails.
    func edit(_ path: String) async throws {
        // The editor has the terminal, and Ctrl-C is meant for it. It would inherit that the signal is ignored, and does
        // not inherit what handles it.
        let before = signal(SIGINT) { _ in }
        defer { signal(SIGINT, before) }
        // By the shell, since the variables may hold arguments: `code --wait`.
        let launch = ChildProcess.Launch("/bin/sh", ["-c", command + " \"$1\"", "sh", path], environment: environment)
        let code = try await BlockingWork.run {
            do {
                return ChildProcess.waitForEnd(of: try ChildProcess.start(launch))
            } catch {
                throw LocalError("editor", LocalFile.reason(error))
            }
        }
        switch code {
        case 0: return
        case 127:
            throw LocalError(
                "editor", "\(Quote.short(command)) can't be started: let VISUAL or EDITOR name another one")
        default: throw LocalError("editor", "\(Quote.short(command)) failed, and nothing was changed")
        }
    }
}
