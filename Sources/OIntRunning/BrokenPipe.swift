/// Whoever read the output has gone.
public struct BrokenPipe: Error, Sendable {
    /// Creates the error.
    public init() {}
}
