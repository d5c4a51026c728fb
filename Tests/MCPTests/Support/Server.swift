import Foundation
import Programs

/// The built program, as a server that a client starts.
enum Server {
    /// Starts `oint`, with a pipe for its standard input.
    static func start(_ words: [String], environment: [String: String] = [:]) async throws -> Program {
        try await Program.start(
            Launch(
                [BuiltProgram.path] + words,
                environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, input: .pipe))
    }
}

extension Program {
    /// Writes lines to the program's standard input.
    func write(lines: String...) { write(lines.map { $0 + "\n" }.joined()) }
}
