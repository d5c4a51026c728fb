import OIntCore
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A command that a shell runs to print a secret.
///
/// Its standard input is empty, its standard error ours. Messages don't hold its text, which may be secret too.
package struct ShellCommand: Sendable {
    private let text: String
    private let name: String
    private let environment: [String: String]

    /// Creates a command.
    /// - Parameters:
    ///   - text: What `/bin/sh -c` runs.
    ///   - name: What to call it in errors, such as `password command`.
    ///   - environment: The variables it gets.
    package init(_ text: String, name: String, environment: [String: String] = ProcessEnvironment.variables) {
        self.text = text
        self.name = name
        self.environment = environment
    }

    /// Runs the command.
    /// - Returns: The first line that it prints, without the line break; what follows is dropped.
    /// - Throws: `LocalError` when it can't be started, fails, prints nothing or no text; `CancellationError` when the
    ///   task is cancelled, which ends the command.
    package func firstLine() async throws -> Secret {
        let process = try ShellProcess.start(text, environment, name: name)
        let output = try await withTaskCancellationHandler {
            try await BlockingWork.run { [name] in try process.outputAtEnd(name: name) }
        } onCancel: {
            process.terminate()
        }
        let line = output.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let text = String(validating: line, as: UTF8.self) else { throw LocalError(name, "it printed no text") }
        guard !text.isEmpty else { throw LocalError(name, "it printed nothing; it has to print the secret") }
        return Secret(text)
    }
}

/// A shell that runs.
private final class ShellProcess: Sendable {
    /// The process while it can be sent signals; nil once it is gone and its number may be another's.
    private let running: Mutex<pid_t?>
    private let id: pid_t
    private let output: FileDescriptor

    private init(id: pid_t, output: FileDescriptor) {
        self.id = id
        self.output = output
        running = Mutex(id)
    }

    /// More than this nobody calls a secret.
    private static let longestOutput = 64 * 1024

    /// Starts a shell.
    static func start(_ command: String, _ environment: [String: String], name: String) throws(LocalError)
        -> ShellProcess
    {
        do {
            let ends = try FileDescriptor.pipe()
            do {
                defer { try? ends.writeEnd.close() }
                for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
                var launch = ChildProcess.Launch("/bin/sh", ["-c", command], environment: environment)
                launch.input = .null
                launch.output = .file(ends.writeEnd)
                let id = try ChildProcess.start(launch)
                return ShellProcess(id: id, output: ends.readEnd)
            } catch {
                try? ends.readEnd.close()
                throw error
            }
        } catch {
            throw LocalError(name, "it can't be started: \(LocalFile.reason(error))")
        }
    }

    /// Waits until the shell has ended.
    /// - Returns: What it printed.
    /// - Throws: `LocalError` when it failed.
    func outputAtEnd(name: String) throws -> [UInt8] {
        let printed = Result { try read() }
        try? output.close()
        let status = waitForEnd()
        let bytes = try printed.mapError { LocalError(name, LocalFile.reason($0)) }.get()
        guard let bytes else {
            throw LocalError(name, "it prints more than a secret; it has to print the secret alone")
        }
        let signal = status & 0x7F
        if signal != 0 { throw LocalError(name, "it was ended by signal \(signal)") }
        let code = (status >> 8) & 0xFF
        guard code == 0 else { throw LocalError(name, "it ended with exit code \(code)") }
        return bytes
    }

    private func waitForEnd() -> Int32 {
        var info = siginfo_t()
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        // Its number is another's from the moment on at which its end is taken note of.
        return running.withLock { running in
            var status: Int32 = 0
            while waitpid(id, &status, 0) == -1, errno == EINTR {}
            running = nil
            return status
        }
    }

    /// What the shell prints; nil when that is too much.
    private func read() throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let piece = try LocalFile.read(output, atMost: Self.longestOutput)
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > Self.longestOutput {
                terminate()
                return nil
            }
        }
    }

    /// Asks the shell to end, if it runs still.
    func terminate() {
        running.withLock { running in
            if let id = running { _ = kill(id, SIGTERM) }
        }
    }
}
