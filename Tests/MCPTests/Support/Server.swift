import Foundation
import OIntCore
import Synchronization

/// A program that a test has started, and talks to.
final class Server: Sendable {
    /// Where `oint` is: what `OINT_BINARY` says, or else next to the tests, where the package manager puts both.
    static let oint: String = {
        if let path = ProcessInfo.processInfo.environment["OINT_BINARY"], !path.isEmpty {
            return URL(fileURLWithPath: path).standardizedFileURL.path
        }
        let tests = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().appendingPathComponent("oint").path
    }()

    /// The folder of the tests.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    private let process: Process
    private let input: FileHandle
    private let lines: Mutex<AsyncStream<String>.Iterator>
    private let errorLines: Mutex<AsyncStream<String>.Iterator>
    private let end: AsyncStream<Int32>

    /// Starts a program.
    init(_ words: [String], environment: [String: String] = [:]) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["--default-signal=HUP,INT,TERM,PIPE"] + words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        for pipe in [input, output, errors] {
            _ = fcntl(pipe.fileHandleForReading.fileDescriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        self.input = input.fileHandleForWriting
        let (end, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.end = end
        process.terminationHandler = { process in
            let status = process.terminationStatus
            continuation.yield(process.terminationReason == .exit ? status : -status)
            continuation.finish()
        }
        lines = Mutex(Self.lines(of: output.fileHandleForReading))
        errorLines = Mutex(Self.lines(of: errors.fileHandleForReading))
        try process.run()
        try? output.fileHandleForWriting.close()
        try? errors.fileHandleForWriting.close()
        try? input.fileHandleForReading.close()
    }

    /// Starts `oint`.
    static func oint(_ words: [String], environment: [String: String] = [:]) throws -> Server {
        try Server([oint] + words, environment: environment)
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Sends lines.
    func send(_ lines: String...) throws {
        try input.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    }

    /// Ends the program's input.
    func closeInput() throws { try input.close() }

    /// Asks the program to end.
    func interrupt() { kill(process.processIdentifier, SIGTERM) }

    /// The next line of the program's output; nil at its end.
    func line() async -> String? { await Self.next(lines) }

    /// The next line of the program's messages; nil at their end.
    func errorLine() async -> String? { await Self.next(errorLines) }

    /// Everything that is still to come on the output.
    func rest() async -> [String] {
        var all: [String] = []
        while let line = await line() { all.append(line) }
        return all
    }

    /// Waits for the end.
    /// - Returns: The exit code, or the number of the signal that ended the program, negated.
    func exitCode() async -> Int32 {
        for await code in end { return code }
        return .min
    }

    private static func next(_ lines: borrowing Mutex<AsyncStream<String>.Iterator>) async -> String? {
        var iterator = lines.withLock { $0 }
        let line = await iterator.next()
        return line
    }

    private static func lines(of handle: FileHandle) -> AsyncStream<String>.Iterator {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let descriptor = fcntl(handle.fileDescriptor, F_DUPFD_CLOEXEC, 0)
        // Reading blocks, and the few threads that tasks share must not.
        Thread.detachNewThread {
            let file = fdopen(descriptor, "r")
            var line: UnsafeMutablePointer<CChar>?
            var capacity = 0
            while let file, getline(&line, &capacity, file) > 0, let line {
                continuation.yield(String(String(cString: line).dropLast()))
            }
            free(line)
            if let file { fclose(file) }
            continuation.finish()
        }
        return stream.makeAsyncIterator()
    }
}
