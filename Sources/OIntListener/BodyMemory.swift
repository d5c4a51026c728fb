import Synchronization

/// How much memory the bodies of all requests take together.
final class BodyMemory: Sendable {
    private let limit: Int
    private let used = Mutex(0)

    /// Creates a budget.
    /// - Parameter limit: How many bytes there are.
    init(limit: Int) { self.limit = limit }

    /// Takes bytes, where there are as many left.
    /// - Returns: Whether there were.
    func take(_ count: Int) -> Bool {
        used.withLock { used in
            guard used + count <= limit else { return false }
            used += count
            return true
        }
    }

    /// Gives bytes back.
    func giveBack(_ count: Int) { used.withLock { $0 -= count } }
}
