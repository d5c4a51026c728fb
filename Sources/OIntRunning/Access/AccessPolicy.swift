import OIntCore

/// Which methods clients of a server, such as an agent, may call.
package struct AccessPolicy: Sendable, Hashable {
    /// Whether only methods may be called that change nothing.
    package var isReadOnly: Bool
    /// The methods that may be called; empty for all.
    package var allowed: [MethodSelector]
    /// The methods that may not be called, whatever is said elsewhere.
    package var denied: [MethodSelector]

    /// Creates a policy.
    /// - Parameters:
    ///   - isReadOnly: Whether only methods may be called that change nothing.
    ///   - allowed: The methods that may be called; empty for all.
    ///   - denied: The methods that may not be called, whatever is said elsewhere.
    package init(isReadOnly: Bool = false, allowed: [MethodSelector] = [], denied: [MethodSelector] = []) {
        self.isReadOnly = isReadOnly
        self.allowed = allowed
        self.denied = denied
    }

    /// Why a method may not be called, as a clause; nil when it may.
    /// - Parameters:
    ///   - method: The method.
    ///   - library: Its library.
    ///   - options: The values given, by option name; nil where no call is meant, but all that there can be.
    package func refusal(
        of method: MethodDescriptor, in library: LibraryDescriptor, options: [String: [OptionInput]]? = nil
    ) -> String? {
        if denied.contains(where: { $0.covers(library, method) }) { return "this server denies it" }
        if !allowed.isEmpty, !allowed.contains(where: { $0.covers(library, method) }) {
            return "this server does not allow it"
        }
        // What can do anything can do what is denied.
        let deniesSome = denied.contains { $0.library == library.name && $0.method != nil }
        let isNamed = allowed.contains { $0.library == library.name && $0.method == method.name }
        if method.effect == .general, deniesSome, !isNamed {
            return
                "this server denies other methods of \(library.name), and it could do what they do: it has to be allowed by name"
        }
        guard isReadOnly else { return nil }
        let effect = options.map { library.effect(of: method, with: $0) } ?? method.effect
        switch effect {
        case .reads: return nil
        // Whether a call changes something is told by its options, or by the service when it is made.
        case .general where options == nil || library.enforcesReadOnly: return nil
        case .general: return "this server only reads, and what the call does can't be told"
        default: return "this server only reads, and the \(options == nil ? "method" : "call") \(effect.rawValue)"
        }
    }
}
