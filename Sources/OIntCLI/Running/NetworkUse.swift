import OIntCore

/// How a method reaches the network, and so which of the options that say how connections are opened mean something to it.
enum NetworkUse: Sendable, Equatable {
    /// By HTTP, through the shared client.
    case http
    /// By connections that the shared dialler opens.
    case dialler
    /// Not at all, or in a way of its own, such as the client library of a database.
    case none

    /// The way of a method.
    ///
    /// Until a method's descriptor says it, every method counts as one that uses HTTP.
    /// - Parameter method: The method.
    static func of(_ method: MethodDescriptor) -> NetworkUse { .http }

    /// What is wrong with options that mean nothing here: they are told, not passed over, since whoever gave a proxy or a
    /// certificate counts on it.
    /// - Parameters:
    ///   - given: The options that were given.
    ///   - name: The method, for the message.
    func problems(with given: [StandardOption], of name: String) -> [UsageProblem] {
        guard self == .none else { return [] }
        return given.filter { StandardOption.connection.contains($0) }.map { option in
            .unreadable(option: option.rawValue, reason: "means nothing to \(name), which does not go over HTTP")
        }
    }
}
