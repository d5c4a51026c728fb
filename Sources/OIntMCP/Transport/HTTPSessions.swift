import OIntCore
import Synchronization

/// The sessions of clients that began with `initialize`.
final class HTTPSessions: Sendable {
    private struct State {
        var sessions: [String: Session] = [:]
        /// The ids, the one used last at the end.
        var order: [String] = []
    }

    /// How many clients are remembered; one that went away without a word is forgotten when many others came.
    private static let limit = 256
    private let state = Mutex(State())

    /// Remembers a session.
    /// - Returns: The id by which its client finds it again.
    func add(_ session: Session) -> String {
        let id = Randomness.token(bytes: 16)
        let forgotten = state.withLock { state in
            state.sessions[id] = session
            state.order.append(id)
            guard state.order.count > Self.limit else { return nil as Session? }
            // One that is at work is not idle, however long ago it was asked for something.
            let index = state.order.firstIndex { state.sessions[$0]?.runningCount == 0 } ?? 0
            return state.sessions.removeValue(forKey: state.order.remove(at: index))
        }
        if let forgotten { Task { await forgotten.end() } }
        return id
    }

    /// The session of an id.
    func session(_ id: String) -> Session? {
        state.withLock { state in
            guard let session = state.sessions[id] else { return nil }
            if state.order.last != id, let index = state.order.firstIndex(of: id) {
                state.order.append(state.order.remove(at: index))
            }
            return session
        }
    }

    /// Forgets a session.
    func remove(_ id: String) -> Session? {
        state.withLock { state in
            state.order.removeAll { $0 == id }
            return state.sessions.removeValue(forKey: id)
        }
    }

    /// Ends all sessions.
    func end() async {
        let sessions = state.withLock { state in
            defer { state = State() }
            return Array(state.sessions.values)
        }
        for session in sessions { await session.end() }
    }
}
