/// Something on this machine is missing, unreadable or full.
public struct LocalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, driver or program in question.
    public let subject: String
    /// What is wrong with it, as a clause: "it does not exist".
    public let reason: String

    /// Creates an error.
    /// - Parameters:
    ///   - subject: The file, driver or program in question.
    ///   - reason: What is wrong with it, as a clause, and what to do where that helps.
    public init(_ subject: String, _ reason: String) {
        self.subject = subject
        self.reason = reason
    }

    /// The subject and the reason.
    public var description: String { "\(subject): \(reason)" }
}
