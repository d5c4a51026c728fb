/// What a program that has ended left behind.
public struct Outcome: Sendable, CustomStringConvertible {
    /// A program did not end well.
    public struct Failure: Error, CustomStringConvertible {
        /// What it left behind.
        public let outcome: Outcome

        /// How it ended, and what it wrote.
        public var description: String { "A program failed: \(outcome)" }
    }

    /// The exit code, or the number of the signal that ended the program, negated.
    public let exitCode: Int32

    /// What it wrote to its standard output, byte for byte.
    public let bytes: [UInt8]

    /// What it wrote to its standard error.
    public let errors: String

    /// What it wrote to its standard output, as text.
    public var output: String { String(decoding: bytes, as: UTF8.self) }

    /// Everything that could be seen.
    public var everything: String { output + errors }

    /// The outcome itself, where the program succeeded.
    /// - Throws: ``Failure`` when its exit code is not 0.
    public func successful() throws(Failure) -> Outcome {
        guard exitCode == 0 else { throw Failure(outcome: self) }
        return self
    }

    /// How it ended, and what it wrote.
    public var description: String {
        "exit code \(exitCode), output \(output.debugDescription), errors \(errors.debugDescription)"
    }
}
