/// A failure that chooses its exit code and its words itself: a command that did its work and has bad news.
package struct ReportedFailure: Error, Sendable {
    /// What the process returns.
    package let exitCode: Int32
    /// What is said on the error output; empty when nothing should be.
    package let lines: [String]

    /// Creates a failure.
    /// - Parameters:
    ///   - exitCode: What the process returns.
    ///   - lines: What is said on the error output.
    package init(exitCode: Int32, lines: [String]) {
        self.exitCode = exitCode
        self.lines = lines
    }
}
