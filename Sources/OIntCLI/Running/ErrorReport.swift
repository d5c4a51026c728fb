import OIntCore
import OIntHTTP

/// What is said and returned when a command fails.
struct ErrorReport {
    /// The exit codes of the program.
    enum ExitCode {
        static let success: Int32 = 0
        static let refused: Int32 = 1
        static let usage: Int32 = 2
        static let unreachable: Int32 = 3
        static let local: Int32 = 4
        static let interrupted: Int32 = 130
        static let brokenPipe: Int32 = 141
    }

    /// What the process returns.
    let exitCode: Int32
    /// What is said on the error output, without colours; empty when nothing should be.
    let lines: [String]
    /// The service's answer, for standard output.
    let reply: ServiceError.Reply?

    /// Explains an error.
    /// - Parameters:
    ///   - error: The error.
    ///   - command: The command as it was called, for pointing at its help.
    init(_ error: any Error, command: String) {
        var reply: ServiceError.Reply?
        switch error {
        case let error as UsageError:
            exitCode = ExitCode.usage
            lines = Self.usage(error, command)
        case let error as ServiceError:
            exitCode = ExitCode.refused
            lines = [error.description]
            reply = error.reply
        case let error as ConnectionError:
            exitCode = ExitCode.unreachable
            lines = [error.description]
        case let error as ReplyError:
            exitCode = ExitCode.unreachable
            lines = [error.description]
        case let error as LocalError:
            exitCode = ExitCode.local
            lines = [error.description]
        case is CancellationError:
            exitCode = ExitCode.interrupted
            lines = []
        case is BrokenPipe:
            exitCode = ExitCode.brokenPipe
            lines = []
        default:
            exitCode = ExitCode.local
            lines = ["unexpected: \(error)"]
        }
        self.reply = reply
    }

    private static func usage(_ error: UsageError, _ command: String) -> [String] {
        let problems = error.problems.map(\.description)
        guard problems.count > 1 else { return problems + ["See \(command) --help"] }
        return ["\(problems.count) things are wrong:"] + problems.map { "  \($0)" } + ["See \(command) --help"]
    }
}
