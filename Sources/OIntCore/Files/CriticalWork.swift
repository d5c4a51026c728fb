import Synchronization

/// Work that must not be broken off half-way, such as storing a token that exists nowhere else yet.
///
/// Cancelling the task does not reach it, and a program that is asked to end waits for it.
package enum CriticalWork {
    private static let count = Mutex(0)

    /// Whether such work is under way.
    package static var isUnderWay: Bool { count.withLock { $0 > 0 } }

    /// Does the work to its end, also when whoever waits for it is cancelled.
    /// - Parameter work: What to do; it has to limit its own time.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value
    {
        count.withLock { $0 += 1 }
        defer { count.withLock { $0 -= 1 } }
        return try await Task { try await work() }.value
    }
}
