import Synchronization

/// Keeps requests below the rate that a service allows.
///
/// A number of requests may go out at once; after that, one at a time as the allowance grows back.
public final class RateLimit: Sendable {
    private struct State {
        var allowance: Double
        var last = Duration.zero
    }

    private let burst: Double
    private let perSecond: Double
    private let clock: any Clock<Duration>
    private let start: @Sendable () -> Duration
    private let state: Mutex<State>

    /// Creates a limit.
    /// - Parameters:
    ///   - burst: How many requests may go out at once.
    ///   - perSecond: How many more may go out each second.
    ///   - clock: What pauses are measured by.
    public init<C: Clock>(burst: Int, perSecond: Double, clock: C = ContinuousClock()) where C.Duration == Duration {
        self.burst = Double(burst)
        self.perSecond = perSecond
        self.clock = clock
        let origin = clock.now
        start = { origin.duration(to: clock.now) }
        state = Mutex(State(allowance: Double(burst)))
    }

    /// Waits until a request may go out.
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    public func wait() async throws {
        let allowance = state.withLock { state in
            let now = start()
            state.allowance = min(burst, state.allowance + (now - state.last) / .seconds(1) * perSecond)
            state.last = now
            // The place in the queue is taken before the pause, so that those who come later wait longer.
            state.allowance -= 1
            return state.allowance
        }
        if allowance < 0 { try await clock.sleep(for: .seconds(-allowance / perSecond)) }
    }
}
