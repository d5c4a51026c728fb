import OIntCore
import OIntHTTP

/// What is said and returned when a call fails.
package struct ErrorReport: Sendable {
    /// What the process returns, or the call in its place.
    package let exitCode: Int32
    /// What is said on the error output, without colours; empty when nothing should be.
    package let lines: [String]
    /// The service's answer, for standard output.
    package let reply: ServiceError.Reply?

    /// Explains an error.
    /// - Parameters:
    ///   - error: The error.
    ///   - command: The command as it was called, for pointing at its help; nil where there is no help to point at.
    package init(_ error: any Error, command: String? = nil) {
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
        case let error as Deadline.Passed:
            exitCode = ExitCode.unreachable
            lines = [error.description]
        case let error as LocalError:
            exitCode = ExitCode.local
            lines = [error.description]
        case let error as ReportedFailure:
            exitCode = error.exitCode
            lines = error.lines
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

    private static func usage(_ error: UsageError, _ command: String?) -> [String] {
        let problems = error.problems.map(\.description)
        let hint = command.map { ["See \($0) --help"] } ?? []
        guard problems.count > 1 else { return problems + hint }
        return ["\(problems.count) things are wrong:"] + problems.map { "  \($0)" } + hint
    }
}
