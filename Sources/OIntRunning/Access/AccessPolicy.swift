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
    package func refusal(of method: MethodDescriptor, in library: LibraryDescriptor) -> String? {
        if denied.contains(where: { $0.covers(library, method) }) { return "this server denies it" }
        if !allowed.isEmpty, !allowed.contains(where: { $0.covers(library, method) }) {
            return "this server does not allow it"
        }
        if isReadOnly, method.effect != .reads {
            return "this server only reads, and the method \(method.effect.rawValue)"
        }
        return nil
    }
}
