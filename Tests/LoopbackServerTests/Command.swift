import Foundation

/// A program run by a test, usually curl.
final class Command: Sendable {
    struct Result: Sendable {
        let status: Int32
        let output: Data
        let errors: String

        var text: String { String(decoding: self.output, as: UTF8.self) }
    }

    /// What the program writes to its standard output, while it runs.
    let output: FileHandle

    private let process: Process
    private let errors: FileHandle
    private let exit: AsyncStream<Int32>

    init(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        let (exit, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        // The proxies of the machine the tests run on are none of their business.
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        process.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
        self.process = process
        self.exit = exit
        self.output = output.fileHandleForReading
        self.errors = errors.fileHandleForReading
    }

    /// Ends the program from outside, by the one signal that no thread of the test can have blocked for its children.
    func end() {
        kill(self.process.processIdentifier, SIGKILL)
    }

    /// Waits for some output; empty at its end.
    func someOutput() async throws -> Data {
        try await Self.offload { [output] in output.availableData }
    }

    /// Waits for the end.
    func result() async throws -> Result {
        async let output = Self.offload { [output] in try output.readToEnd() ?? Data() }
        async let errors = Self.offload { [errors] in try errors.readToEnd() ?? Data() }
        var status: Int32 = -1
        for await code in self.exit { status = code }
        return try await Result(status: status, output: output, errors: String(decoding: errors, as: UTF8.self))
    }

    /// Blocking reads must not take the few threads that Swift's tasks share.
    private static func offload<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }
}

/// Runs a program to its end.
func run(_ program: String, _ arguments: String...) async throws -> Command.Result {
    try await Command(program, arguments).result()
}

/// A directory that is there while a closure runs.
func withTemporaryDirectory<T>(_ body: (URL) async throws -> T) async throws -> T {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
}
