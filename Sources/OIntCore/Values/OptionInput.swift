/// One value of an option as it reached the program, before it is read.
public struct OptionInput: Sendable, Hashable {
    /// Where a value came from.
    public enum Source: Sendable, Hashable {
        /// It was typed on the command line, where `\n` and its like stand for control characters.
        case commandLine
        /// It is the content of a file.
        case file(String)
        /// It is the value of an environment variable.
        case environment(String)
        /// It came from standard input.
        case standardInput
        /// It is set in a configuration file; the text says in which one.
        case setting(String)
        /// A program handed it over; it is taken as it stands.
        case program
    }

    /// The value.
    public let text: String
    /// Where the value came from.
    public let source: Source

    /// Creates an input.
    /// - Parameters:
    ///   - text: The value.
    ///   - source: Where the value came from.
    public init(_ text: String, source: Source = .program) {
        self.text = text
        self.source = source
    }

    /// Where a value that nobody typed in this call comes from, for messages; nil where that is plain to see.
    public var origin: String? {
        switch source {
        case .environment(let name): name
        case .setting(let place): place
        default: nil
        }
    }

    /// Whether the value holds nothing but white space, which counts as not given.
    public var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    /// The text with escapes replaced where it was typed: `\n`, `\r`, `\t`, `\f`, `\v` and `\\`.
    public var unescaped: String {
        source == .commandLine ? Escapes.replaced(in: text) : text
    }
}
