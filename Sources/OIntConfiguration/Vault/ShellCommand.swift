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
/// Its standard input is empty, its standard error ours. Messages don't hold its text, which may be secret too. It gets a
/// limited time; then it is ended, and nobody waits for what it started.
package struct ShellCommand: Sendable {
    private let text: String
    private let name: String
    private let environment: [String: String]
    private let limit: Duration

    /// Creates a command.
    /// - Parameters:
    ///   - text: What `/bin/sh -c` runs.
    ///   - name: What to call it in errors, such as `password command`.
    ///   - environment: The variables it gets.
    ///   - limit: How long it may take; somebody may have to type something.
    package init(
        _ text: String, name: String, environment: [String: String] = ProcessEnvironment.variables,
        limit: Duration = .seconds(120)
    ) {
        self.limit = limit
        self.text = text
        self.name = name
        self.environment = environment
    }

    /// Runs the command.
    /// - Returns: The first line that it prints, without the line break; what follows is dropped.
    /// - Throws: `LocalError` when it can't be started, fails, takes too long, prints nothing or no text; `CancellationError` when the
    ///   task is cancelled, which ends the command.
    package func firstLine() async throws -> Secret {
        let process = try ShellProcess.start(text, environment, name: name)
        let name = name
        let output = try await TimeLimit.run(limit) { limit in
            LocalError(name, "it did not end within \(limit.components.seconds) seconds")
        } work: {
            try await withTaskCancellationHandler {
                try await BlockingWork.run { try process.outputAtEnd(name: name) }
            } onCancel: {
                process.terminate()
            }
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
    /// A pipe whose reading end tells that nobody waits any more once the other one is closed.
    private let end: FileDescriptor
    private let alarm: Mutex<FileDescriptor?>

    private init(id: pid_t, output: FileDescriptor, end: (readEnd: FileDescriptor, writeEnd: FileDescriptor)) {
        self.id = id
        self.output = output
        self.end = end.readEnd
        alarm = Mutex(end.writeEnd)
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
            let end = try FileDescriptor.pipe()
            do {
                defer { try? ends.writeEnd.close() }
                for file in [ends.readEnd, ends.writeEnd, end.readEnd, end.writeEnd] {
                    _ = fcntl(file.rawValue, F_SETFD, FD_CLOEXEC)
                }
                var launch = ChildProcess.Launch("/bin/sh", ["-c", command], environment: environment)
                launch.input = .null
                launch.output = .file(ends.writeEnd)
                let id = try ChildProcess.start(launch)
                return ShellProcess(id: id, output: ends.readEnd, end: end)
            } catch {
                for file in [ends.readEnd, end.readEnd, end.writeEnd] { try? file.close() }
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
        try? end.close()
        try? alarm.withLock { try $0.take()?.close() }
        if case .failure(let error as CancellationError) = printed { throw error }
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

    /// Waits until the shell has printed something or closed its output.
    /// - Throws: `CancellationError` when it was ended.
    private func waitForOutput() throws {
        var files = [output, end].map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
        while poll(&files, nfds_t(files.count), -1) == -1, errno == EINTR {}
        if files[1].revents != 0 { throw CancellationError() }
    }

    /// What the shell prints; nil when that is too much.
    private func read() throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            try waitForOutput()
            let piece = try LocalFile.read(output, atMost: Self.longestOutput)
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > Self.longestOutput {
                terminate()
                return nil
            }
        }
    }

    /// Ends the shell, if it runs still, and waits no more for what it prints: what it started may hold the pipe open.
    ///
    /// It has no process group of its own, which could be ended as a whole: then it could not ask on the terminal.
    func terminate() {
        running.withLock { running in
            // Closing the other end wakes the reader.
            try? self.alarm.withLock { try $0.take()?.close() }
            if let id = running { _ = kill(id, SIGKILL) }
        }
    }
}
