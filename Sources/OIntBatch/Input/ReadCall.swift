import OIntCore
import OIntRunning

/// What a record says: which call to make, and what to call it in the answer.
package struct ReadCall: Sendable {
    /// What the caller calls it; the line number when the record does not say.
    package var id: JSON
    /// The call, or what is wrong with the record.
    package var call: Result<Call, UsageError>
    /// The name under which the object that the call opens is kept for later calls.
    package var keep: String?

    /// A record that can't be read.
    /// - Parameters:
    ///   - record: The record.
    ///   - problem: What is wrong with it.
    static func failed(_ record: Record, _ problem: UsageError) -> ReadCall {
        ReadCall(id: JSON(record.line), call: .failure(problem))
    }
}

/// Reads the records of one form of input.
package protocol CallReader: Sendable {
    /// Reads a record.
    /// - Parameter record: The record.
    /// - Returns: The call, or what is wrong with it.
    func read(_ record: Record) -> ReadCall

    /// A record as it is shown beside its result.
    /// - Parameter record: The record.
    /// - Returns: The record as JSON; nil when it can't be read.
    func report(_ record: Record) -> JSON?
}

extension Record.Problem {
    /// What is wrong, for people.
    var error: UsageError {
        switch self {
        case .tooLong(let limit): UsageError("the line is longer than \(limit >> 20) MiB")
        }
    }
}
