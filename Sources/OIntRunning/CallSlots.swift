import Synchronization

/// Lets only so many calls be at work at a time; others wait in their order.
///
/// A client may send thousands of calls at once, and each may need a connection and a thread.
package final class CallSlots: Sendable {
    private struct State {
        var free: Int
        var lastNumber = 0
        var waiting = WaitingLine()
        /// Those that were cancelled before they began to wait.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    /// Creates slots.
    /// - Parameter count: How many calls may be at work at a time.
    package init(_ count: Int) { state = Mutex(State(free: count)) }

    /// Does work in a slot.
    /// - Parameter work: The work.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws; `CancellationError` when the task is cancelled while it waits.
    package func run<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        try await take()
        defer { release() }
        return try await work()
    }

    private func take() async throws {
        try Task.checkCancellation()
        let number = state.withLock { state -> Int? in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.lastNumber += 1
            return state.lastNumber
        }
        if let number { try await wait(number) }
    }

    private func wait(_ number: Int) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let end = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    state.waiting.append(number, continuation)
                    return nil
                }
                if let end { continuation.resume(with: end) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                let waiting = state.waiting.remove(number)
                if waiting == nil { state.cancelled.insert(number) }
                return waiting
            }
            waiting?.resume(throwing: CancellationError())
        }
        // A cancellation that came after the slot was taken is the work's to notice.
        state.withLock { _ = $0.cancelled.remove(number) }
    }

    private func release() {
        let next = state.withLock { state in
            let next = state.waiting.popFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume()
    }
}

/// Those who wait, in their order; the first one leaves without the others having to move up.
private struct WaitingLine {
    typealias Continuation = CheckedContinuation<Void, any Error>

    private var places: [(number: Int, continuation: Continuation)?] = []
    private var head = 0

    mutating func append(_ number: Int, _ continuation: Continuation) {
        if head > places.count / 2 {
            places.removeFirst(head)
            head = 0
        }
        places.append((number, continuation))
    }

    mutating func popFirst() -> Continuation? {
        while head < places.count {
            let first = places[head]
            places[head] = nil
            head += 1
            if let first { return first.continuation }
        }
        return nil
    }

    mutating func remove(_ number: Int) -> Continuation? {
        guard let index = places[head...].firstIndex(where: { $0?.number == number }) else { return nil }
        defer { places[index] = nil }
        return places[index]?.continuation
    }
}
