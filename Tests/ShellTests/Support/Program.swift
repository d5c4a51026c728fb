import Foundation

/// A program did not end well.
struct ProgramFailure: Error, CustomStringConvertible {
    let description: String
}

/// The built program, and others beside it.
enum Program {
    /// The folder of the built `oint`: what `OINT_BINARY` says, or else next to the tests.
    static let folder: String = {
        if let path = ProcessInfo.processInfo.environment["OINT_BINARY"], !path.isEmpty {
            return URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().path
        }
        let tests = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().path
    }()

    /// The interpreter with the packages that the terminal needs.
    static let python = Task {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let script = tests.appendingPathComponent("../../Scripts/servers/python.sh").standardizedFileURL
        let requirements = tests.appendingPathComponent("requirements.txt")
        let folder = try await run(
            [script.path, requirements.path], input: Data(), environment: ProcessInfo.processInfo.environment)
        return String(decoding: folder, as: UTF8.self).trimmingCharacters(in: .newlines) + "/bin/python"
    }

    /// Runs a program to its end.
    /// - Returns: What it wrote to its standard output.
    /// - Throws: `ProgramFailure` when its exit code is not 0.
    static func run(_ command: [String], input: Data, environment: [String: String]) async throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = environment
        let (question, answer) = (Pipe(), Pipe())
        process.standardInput = question
        process.standardOutput = answer
        return try await withCheckedThrowingContinuation { continuation in
            // Reading waits for the program, and so has a thread of its own.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try process.run()
                        try question.fileHandleForWriting.write(contentsOf: input)
                        try question.fileHandleForWriting.close()
                        let output = try answer.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        guard process.terminationStatus == 0 else {
                            throw ProgramFailure(
                                description: "\(command.joined(separator: " ")) ended with \(process.terminationStatus)"
                            )
                        }
                        return output
                    })
            }
        }
    }
}
