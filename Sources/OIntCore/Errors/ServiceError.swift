/// A service's answer that says no.
///
/// Known or not, the code the service gave is kept, and so is its whole answer.
public struct ServiceError: Error, Sendable {
    /// The service's name for people.
    public let service: String
    /// The HTTP status, where the answer came over HTTP.
    public let status: Int?
    /// The headers of the answer, in their order.
    public let headers: [HeaderField]
    /// The service's own code for what went wrong, such as `invalid_grant`.
    public let code: String?
    /// What the service says in words.
    public let message: String?
    /// What a person can do about it, where that is known.
    public let remedy: String?
    /// The answer, untouched.
    public let reply: Reply

    /// The body of an answer, as far as it could be read.
    public enum Reply: Sendable, Hashable {
        /// It is JSON.
        case json(JSON)
        /// It is something else: a page, a text, nothing.
        case bytes([UInt8])
    }

    /// Creates an error.
    /// - Parameters:
    ///   - service: The service's name for people.
    ///   - status: The HTTP status, where the answer came over HTTP.
    ///   - headers: The headers of the answer.
    ///   - code: The service's own code.
    ///   - message: What the service says in words.
    ///   - remedy: What a person can do about it.
    ///   - reply: The answer, untouched.
    public init(
        service: String, status: Int? = nil, headers: [HeaderField] = [], code: String? = nil,
        message: String? = nil, remedy: String? = nil, reply: Reply
    ) {
        self.service = service
        self.status = status
        self.headers = headers
        self.code = code
        self.message = message
        self.remedy = remedy
        self.reply = reply
    }
}

extension ServiceError: CustomStringConvertible {
    /// One line: who refused, the code, the words and the remedy.
    public var description: String {
        var line = "\(service) refused"
        switch (code, status) {
        case (let code?, let status?): line += " (\(code), HTTP \(status))"
        case (let code?, nil): line += " (\(code))"
        case (nil, let status?): line += " (HTTP \(status))"
        case (nil, nil): break
        }
        if let message, !message.isEmpty { line += ": \(message)" }
        if let remedy { line += (line.last.map(Self.sentenceEnds.contains) == true ? " " : ". ") + remedy }
        return line
    }

    private static let sentenceEnds: Set<Character> = [".", "!", "?", "…"]
}

/// One header of an HTTP message.
public struct HeaderField: Sendable, Hashable {
    /// The name, as it was written.
    public let name: String
    /// The value.
    public let value: String

    /// Creates a header.
    /// - Parameters:
    ///   - name: The name; case does not matter.
    ///   - value: The value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
