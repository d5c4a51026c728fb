import OIntCore
import Synchronization

/// Keeps the requests to each host below a rate, whoever makes them.
///
/// It spaces them evenly. The wait comes before the time limit of a request begins; repetitions, which have pauses of
/// their own, do not wait once more.
public final class HostRateLimit: Sendable {
    private let makeLimit: @Sendable () -> RateLimit
    private let limits = Mutex<[String: RateLimit]>([:])

    /// Creates a limit.
    /// - Parameters:
    ///   - perSecond: How many requests a host gets each second.
    ///   - clock: What pauses are measured by.
    public init<C: Clock>(perSecond: Double, clock: C = ContinuousClock()) where C.Duration == Duration {
        makeLimit = { RateLimit(burst: 1, perSecond: perSecond, clock: clock) }
    }

    /// Waits until a request may go to a host.
    /// - Parameter address: The address of the request.
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func wait(for address: Address) async throws {
        let limit = limits.withLock { limits in
            if let limit = limits[address.host] { return limit }
            let limit = makeLimit()
            limits[address.host] = limit
            return limit
        }
        try await limit.wait()
    }
}
