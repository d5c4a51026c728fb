import NIOConcurrencyHelpers

/// A one-way gate by which a test holds the server at a known point, so that nothing has to sleep.
///
/// Put it into a reply (``ReplyStep/wait(_:)``) or await ``pass()`` in a handler. The test awaits ``reached()`` to know
/// that the server got there, looks at whatever it wants to look at, and lets it go on with ``open()``. A gate that is
/// never opened holds until the client leaves or the server stops.
public final class Gate: Sendable {
    private let arrival = OneShot()
    private let opening = OneShot()

    /// Creates a closed gate.
    public init() {}

    /// Lets through everyone who waits at the gate or comes later; further calls do nothing.
    public func open() {
        self.opening.fire()
    }

    /// Marks the gate as reached, then waits until it is open.
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func pass() async throws {
        self.arrival.fire()
        try await self.opening.wait()
    }

    /// Waits until somebody has come to the gate.
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func reached() async throws {
        try await self.arrival.wait()
    }
}

/// An event that happens once and can be awaited by any number of tasks, each of which may be cancelled.
final class OneShot: Sendable {
    private struct State {
        var hasFired = false
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
    }

    private let state = NIOLockedValueBox(State())

    func fire() {
        let waiters = self.state.withLockedValue { state in
            state.hasFired = true
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters {
            waiter.resume()
        }
    }

    func wait() async throws {
        let id = self.state.withLockedValue { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let verdict: Result<Void, any Error>? = self.state.withLockedValue { state in
                    if state.hasFired { return .success(()) }
                    // Cancellation before this point found no waiter to wake, so it has to be noticed here.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiters[id] = continuation
                    return nil
                }
                if let verdict { continuation.resume(with: verdict) }
            }
        } onCancel: {
            let waiter = self.state.withLockedValue { $0.waiters.removeValue(forKey: id) }
            waiter?.resume(throwing: CancellationError())
        }
    }
}
