/// What a program that has ended left behind.
struct Outcome: Sendable, CustomStringConvertible {
    /// The exit code, or the number of the signal that ended the program, negated.
    let exitCode: Int32

    /// What it wrote to its standard output, byte for byte.
    let bytes: [UInt8]

    /// What it wrote to its standard error.
    let errors: String

    /// What it wrote to its standard output, as text.
    var output: String { String(decoding: self.bytes, as: UTF8.self) }

    /// Everything that could be seen.
    var everything: String { self.output + self.errors }

    var description: String {
        "exit code \(self.exitCode), output \(self.output.debugDescription), errors \(self.errors.debugDescription)"
    }
}
