import Synchronization

/// Lets only so many calls be at work at a time; others wait in their order.
///
/// A client may send thousands of calls at once, and each may need a connection and a thread.
final class CallSlots: Sendable {
    private struct State {
        var free: Int
        var lastNumber = 0
        var waiting: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
        /// Those that were cancelled before they began to wait.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    /// Creates slots.
    /// - Parameter count: How many calls may be at work at a time.
    init(_ count: Int) { state = Mutex(State(free: count)) }

    /// Does work in a slot.
    /// - Parameter work: The work.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws; `CancellationError` when the task is cancelled while it waits.
    func run<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        try await take()
        defer { release() }
        return try await work()
    }

    private func take() async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let end = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let end { continuation.resume(with: end) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                guard let index = state.waiting.firstIndex(where: { $0.number == number }) else {
                    state.cancelled.insert(number)
                    return nil as CheckedContinuation<Void, any Error>?
                }
                return state.waiting.remove(at: index).continuation
            }
            waiting?.resume(throwing: CancellationError())
        }
        // A cancellation that came after the slot was taken is the work's to notice.
        state.withLock { _ = $0.cancelled.remove(number) }
    }

    private func release() {
        let next = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil as CheckedContinuation<Void, any Error>?
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume()
    }
}
