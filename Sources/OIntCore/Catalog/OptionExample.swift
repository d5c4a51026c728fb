/// A value that the documentation shows for an option.
///
/// The documentation really makes the call that it shows, without sending it: the value must be one that the option takes.
/// It must be no secret, and must not look like one.
public struct OptionExample: Sendable, Hashable {
    /// The value as the call gets it.
    public let value: String
    /// The value as it is shown on a command line: for a file or a JSON option the path of a file, if one reads better.
    public let shown: String

    /// Creates an example.
    /// - Parameters:
    ///   - value: The value as the call gets it.
    ///   - shown: The value as it is shown; nil for the value itself.
    public init(_ value: String, shown: String? = nil) {
        self.value = value
        self.shown = shown ?? value
    }
}

extension OptionExample: ExpressibleByStringLiteral {
    /// Creates an example that is shown as it is.
    public init(stringLiteral value: String) { self.init(value) }
}
