/// Something that was looked at, and what it is like.
package struct Finding: Sendable, Hashable {
    /// How bad it is.
    package enum Severity: String, Sendable, Hashable {
        /// It is as it should be.
        case ok
        /// It works, and may yet be a mistake.
        case warning
        /// Something does not work, or is not safe.
        case problem
    }

    /// How bad it is.
    package let severity: Severity
    /// The file, variable or thing in question.
    package let subject: String
    /// What was found, as a clause; never a secret.
    package let text: String
    /// What to do about it; nil where nothing needs to be done, or the text says it.
    package let remedy: String?

    private init(_ severity: Severity, _ subject: String, _ text: String, _ remedy: String? = nil) {
        self.severity = severity
        self.subject = subject
        self.text = text
        self.remedy = remedy
    }

    /// Something as it should be.
    static func ok(_ subject: String, _ text: String) -> Finding { Finding(.ok, subject, text) }

    /// Something that may be a mistake.
    static func warning(_ subject: String, _ text: String, _ remedy: String? = nil) -> Finding {
        Finding(.warning, subject, text, remedy)
    }

    /// Something that does not work, or is not safe.
    static func problem(_ subject: String, _ text: String, _ remedy: String? = nil) -> Finding {
        Finding(.problem, subject, text, remedy)
    }
}

extension Finding: CustomStringConvertible {
    /// One line: how bad it is, what it is about, what was found, and what to do.
    package var description: String {
        let mark = severity.rawValue.padded(to: Severity.problem.rawValue.count)
        return "\(mark)  \(subject): \(text)" + (remedy.map { ". \($0)" } ?? "")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
