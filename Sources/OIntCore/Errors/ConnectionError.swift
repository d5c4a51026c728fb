/// A service could not be reached, or the connection to it broke.
public struct ConnectionError: Error, Sendable, Hashable {
    /// How far the exchange had come.
    public enum Step: String, Sendable, Hashable {
        /// Looking up the host's address.
        case resolving = "looking up the address"
        /// Opening the connection.
        case connecting = "connecting"
        /// Asking the proxy for a connection.
        case proxy = "going through the proxy"
        /// Agreeing on encryption and checking the certificate.
        case tls = "securing the connection"
        /// Sending the request or waiting for the first byte of the answer.
        case exchanging = "waiting for the answer"
        /// Receiving the answer.
        case receiving = "receiving the answer"
    }

    /// Where the connection was to go: host and port.
    public let peer: String
    /// How far the exchange had come.
    public let step: Step
    /// What went wrong, in a few words.
    public let reason: String
    /// What a person can do about it, where that is known.
    public let remedy: String?
    /// Whether the exchange ran out of its time.
    public let isTimeout: Bool
    /// Whether the same attempt may well succeed a moment later: a refused connection, a lack of local ports, a connection
    /// that broke; not an unknown name or a bad certificate.
    public let isPassing: Bool

    /// Whether the service can't have got anything of the request, so that it is safe to send whatever it does.
    public var isUnsent: Bool {
        switch step {
        case .resolving, .connecting, .proxy, .tls: true
        case .exchanging, .receiving: false
        }
    }

    /// Creates an error.
    /// - Parameters:
    ///   - peer: Host and port.
    ///   - step: How far the exchange had come.
    ///   - reason: What went wrong, in a few words.
    ///   - remedy: What a person can do about it.
    ///   - isTimeout: Whether the exchange ran out of its time.
    ///   - isPassing: Whether the same attempt may well succeed a moment later; nil where only the step tells: then an exchange
    ///     that had begun may, unless it ran out of its time.
    public init(
        peer: String, step: Step, reason: String, remedy: String? = nil, isTimeout: Bool = false,
        isPassing: Bool? = nil
    ) {
        self.peer = peer
        self.step = step
        self.reason = reason
        self.remedy = remedy
        self.isTimeout = isTimeout
        self.isPassing = isPassing ?? ([.exchanging, .receiving].contains(step) && !isTimeout)
    }
}

extension ConnectionError: CustomStringConvertible {
    /// One line: the host, the step, the reason and the remedy.
    public var description: String {
        "\(peer): \(reason) while \(step.rawValue)" + (remedy.map { ". \($0)" } ?? "")
    }
}

/// An answer arrived, but it is not what it should be: broken off, too large, not JSON.
public struct ReplyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where the answer came from: host and port.
    public let peer: String
    /// What is wrong with the answer.
    public let reason: String
    /// What a person can do about it, where that is known.
    public let remedy: String?

    /// Creates an error.
    /// - Parameters:
    ///   - peer: Host and port.
    ///   - reason: What is wrong with the answer.
    ///   - remedy: What a person can do about it.
    public init(peer: String, reason: String, remedy: String? = nil) {
        self.peer = peer
        self.reason = reason
        self.remedy = remedy
    }

    /// One line: the host, the reason and the remedy.
    public var description: String { "\(peer): \(reason)" + (remedy.map { ". \($0)" } ?? "") }
}
