import Synchronization

/// Counts bytes as they go by.
final class ByteCounter: Sendable {
    private let count: Mutex<Int>

    /// Creates a counter.
    init(_ start: Int = 0) { count = Mutex(start) }

    /// How many there are.
    var value: Int { count.withLock { $0 } }

    /// Adds bytes.
    /// - Returns: How many there are now.
    func add(_ more: Int) -> Int {
        count.withLock { count in
            count += more
            return count
        }
    }

    /// Takes note that so many are there, where it knew of fewer.
    /// - Returns: How many there are now.
    func raise(to place: Int) -> Int {
        count.withLock { count in
            count = max(count, place)
            return count
        }
    }

    /// Begins anew.
    func reset() { count.withLock { $0 = 0 } }
}
