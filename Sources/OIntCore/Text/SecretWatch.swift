import Synchronization

/// Looks for secrets in a result that comes piece by piece: a file that holds one is for its owner alone.
///
/// It knows the secrets that a call was told, wherever they stand, and what stands under a key or column whose name says
/// that it is secret.
package final class SecretWatch: Sendable {
    private let spellings: [[UInt8]]
    private let state = Mutex(State())

    private struct State {
        var hasFound = false
        /// The end of what was looked at: a secret may be cut by the end of a piece.
        var tail: [UInt8] = []
    }

    /// Creates a watch.
    /// - Parameter secrets: What the call was told.
    package init(_ secrets: some Sequence<Secret>) { spellings = Redactor(secrets).spellings }

    /// Whether there was a secret so far.
    package var hasFound: Bool { state.withLock { $0.hasFound } }

    /// Looks at bytes as they are written.
    /// - Parameter bytes: The next bytes.
    package func look(at bytes: some Collection<UInt8>) {
        guard let longest = spellings.map(\.count).max() else { return }
        state.withLock { state in
            guard !state.hasFound else { return }
            let all = state.tail + bytes
            state.hasFound = spellings.contains { !Redactor.places(of: $0, in: all).isEmpty }
            // A byte more: whether a short secret stands alone is seen by its neighbours.
            state.tail = all.suffix(longest + 1)
        }
    }

    /// Looks at the names of a value's members.
    /// - Parameter value: A part of the result.
    package func look(at value: JSON) {
        guard !hasFound, !Redactor.secrets(in: value).isEmpty else { return }
        state.withLock { $0.hasFound = true }
    }

    /// Looks at the names of columns.
    /// - Parameter names: The names.
    package func look(atColumns names: [String]) {
        guard names.contains(where: { $0.lowercased() != "code" && Redactor.holdsSecret($0) }) else { return }
        state.withLock { $0.hasFound = true }
    }
}
