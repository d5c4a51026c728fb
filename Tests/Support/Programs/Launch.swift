import Foundation

/// How a program is started.
public struct Launch: Sendable {
    /// What a program reads on its standard input.
    public enum Input: Sendable {
        /// Nothing: it is at its end at once.
        case nothing
        /// Bytes, and then the end.
        case bytes([UInt8])
        /// A pipe that stays open: see ``Program/write(_:)`` and ``Program/closeInput()``.
        case pipe

        /// A text, and then the end.
        public static func text(_ text: String) -> Input { .bytes(Array(text.utf8)) }
    }

    /// Where one of a program's outputs goes, on its way to the test.
    public enum Outlet: Sendable {
        /// Into a pipe.
        case pipe
        /// Onto a terminal with so many columns.
        case terminal(columns: Int)
    }

    /// The program's path, or its name, which is looked up by the `PATH` it gets; then what stands behind its name.
    public var command: [String]
    /// The variables it gets; none but these.
    public var environment: [String: String]
    /// Where it runs; nil for where the tests run.
    public var directory: URL?
    /// What it reads.
    public var input: Input
    /// Where its results go.
    public var output: Outlet
    /// Where its messages go.
    public var errors: Outlet

    /// Creates a launch.
    /// - Parameters:
    ///   - command: The program's path or name, and what stands behind it.
    ///   - environment: The variables it gets; without them, nothing but where programs are.
    ///   - directory: Where it runs; where the tests run when not given.
    ///   - input: What it reads.
    ///   - output: Where its results go.
    ///   - errors: Where its messages go.
    public init(
        _ command: [String], environment: [String: String] = Launch.plainEnvironment, directory: URL? = nil,
        input: Input = .nothing, output: Outlet = .pipe, errors: Outlet = .pipe
    ) {
        self.command = command
        self.environment = environment
        self.directory = directory
        self.input = input
        self.output = output
        self.errors = errors
    }

    /// Where programs are, and nothing else: proxies and settings of whoever runs the tests are none of their business.
    public static let plainEnvironment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    ]
}
