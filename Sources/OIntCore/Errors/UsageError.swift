/// A call that can't be made as it was written; nothing has been sent.
public struct UsageError: Error, Sendable, Hashable {
    /// Everything that is wrong, in the order it was found.
    public let problems: [UsageProblem]

    /// Creates an error.
    /// - Parameter problems: Everything that is wrong.
    public init(_ problems: [UsageProblem]) { self.problems = problems }

    /// Creates an error of one problem that concerns no single option.
    /// - Parameter text: What is wrong, and what to do.
    public init(_ text: String) { problems = [.other(text)] }
}

/// One thing that is wrong with a call.
public enum UsageProblem: Sendable, Hashable {
    /// A required option is not given.
    case missing(option: String)
    /// The value of an option can't be read.
    case unreadable(option: String, reason: String)
    /// The method has no such option; perhaps another one was meant.
    case unknownOption(String, suggestion: String?)
    /// Something else.
    case other(String)
}

extension UsageProblem: CustomStringConvertible {
    /// One line that says what is wrong.
    public var description: String {
        switch self {
        case .missing(let option): "--\(option) is missing"
        case .unreadable(let option, let reason): "--\(option) \(reason)"
        case .unknownOption(let option, let suggestion):
            "unknown option \(Quote.short(option))" + (suggestion.map { ", did you mean --\($0)?" } ?? "")
        case .other(let text): text
        }
    }
}

extension UsageError: CustomStringConvertible {
    /// All problems, separated by semicolons.
    public var description: String { problems.map(\.description).joined(separator: "; ") }
}
