import Dispatch
import Synchronization

/// Work that may wait for long where nobody can stop it, such as reading a pipe.
package enum BlockingWork {
    /// Does the work on a thread that tasks don't share.
    ///
    /// Whoever waits for it can be cancelled; what the work then gives is dropped.
    /// - Parameter work: What to do.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws; `CancellationError` when the task is cancelled.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let outcome = Outcome<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                outcome.tell(continuation)
                DispatchQueue.global().async { outcome.settle(Result { try work() }) }
            }
        } onCancel: {
            outcome.settle(.failure(CancellationError()))
        }
    }
}

/// What comes first of two ends, told to the one who waits.
private final class Outcome<Value: Sendable>: Sendable {
    private struct State {
        var result: Result<Value, any Error>?
        var waiter: CheckedContinuation<Value, any Error>?
    }

    private let state = Mutex(State())

    /// Sets who waits.
    func tell(_ waiter: CheckedContinuation<Value, any Error>) {
        let result = state.withLock { state in
            if state.result == nil { state.waiter = waiter }
            return state.result
        }
        if let result { waiter.resume(with: result) }
    }

    /// Sets the end, unless there is one.
    func settle(_ result: Result<Value, any Error>) {
        let waiter = state.withLock { state in
            guard state.result == nil else { return nil as CheckedContinuation<Value, any Error>? }
            state.result = result
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(with: result)
    }
}
