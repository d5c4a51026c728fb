/// A text is not the XML document it should be.
public struct XMLParsingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a clause: "mismatched tag".
    public let reason: String
    /// The line where it shows, from 1.
    public let line: Int
    /// The column where it shows, in characters from 1.
    public let column: Int

    /// Creates an error.
    /// - Parameters:
    ///   - reason: What is wrong, as a clause.
    ///   - line: The line where it shows, from 1.
    ///   - column: The column where it shows, from 1.
    public init(reason: String, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// The reason and the place.
    public var description: String { "\(reason), at line \(line), column \(column)" }
}
