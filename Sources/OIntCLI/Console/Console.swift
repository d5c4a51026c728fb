import OIntCore
import OIntRunning

/// Where bytes go: a terminal, a pipe, or a test.
public protocol OutputSink: Sendable {
    /// Writes bytes.
    /// - Parameter bytes: The bytes.
    /// - Throws: `LocalError` when they can't be written; `BrokenPipe` when nobody reads any more.
    func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// What a command sees of the process it runs in.
public struct Console: Sendable {
    /// One of the two outputs.
    public struct Stream: Sendable {
        /// Where its bytes go.
        public let sink: any OutputSink
        /// Whether a person looks at it.
        public let isTerminal: Bool

        /// Creates an output.
        /// - Parameters:
        ///   - sink: Where its bytes go.
        ///   - isTerminal: Whether a person looks at it.
        public init(sink: any OutputSink, isTerminal: Bool) {
            self.sink = sink
            self.isTerminal = isTerminal
        }
    }

    /// Results, and nothing else.
    public let output: Stream
    /// Where results go that others had a hand in: on a terminal, nothing in them steers it.
    let results: any OutputSink
    /// Everything that is said besides results.
    public let errors: Stream
    /// The environment variables.
    public let environment: [String: String]
    /// How many columns the terminal has; nil when there is none.
    public let width: Int?
    /// Reads standard input to its end.
    public let readInput: @Sendable () throws(LocalError) -> [UInt8]
    /// Takes texts out of the list of processes, where everybody on the machine sees the arguments of a command.
    let hide: @Sendable ([Secret]) -> Void
    /// The path of this program, for starting it once more; nil where it can't be.
    var program: String?

    /// Creates a console.
    /// - Parameters:
    ///   - output: Results.
    ///   - errors: Everything else.
    ///   - environment: The environment variables.
    ///   - width: How many columns the terminal has.
    ///   - readInput: Reads standard input to its end.
    ///   - hide: Takes texts out of the list of processes.
    public init(
        output: Stream, errors: Stream, environment: [String: String], width: Int?,
        readInput: @escaping @Sendable () throws(LocalError) -> [UInt8],
        hide: @escaping @Sendable ([Secret]) -> Void = { _ in }
    ) {
        self.output = output
        results = output.isTerminal ? TerminalSink(output.sink) : output.sink
        self.errors = errors
        self.environment = environment
        self.width = width
        self.readInput = readInput
        self.hide = hide
    }

    /// Reads the next line of standard input, without its end; empty at the end of the input.
    func readLine() async throws -> String { try await BlockingWork.run { Swift.readLine() ?? "" } }

    /// Whether a stream may be coloured: it is a terminal, and neither `NO_COLOR` nor `TERM=dumb` is set.
    ///
    /// Source: https://no-color.org
    func isColored(_ stream: Stream) -> Bool {
        stream.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// Writes a result; on a terminal, nothing in it steers it.
    func print(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try results.write($0) } }

    /// Writes a result as text.
    func print(_ text: String) throws { try print(Array((text + "\n").utf8)) }

    /// Writes a text of the program's own, which may hold colours.
    func print(styled text: String) throws {
        try Array((text + "\n").utf8).withUnsafeBytes { try output.sink.write($0) }
    }

    /// Says something that is no result; what can't be said is left unsaid.
    ///
    /// Nothing in it steers a terminal.
    func say(_ text: String) { say(styled: text.terminalLines) }

    /// Says something that may hold colours.
    func say(styled text: String) {
        let bytes = Array((text + "\n").utf8)
        try? bytes.withUnsafeBytes { try errors.sink.write($0) }
    }
}
