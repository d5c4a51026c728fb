import Synchronization

/// A clock whose pauses take no time, and are written down.
public final class InstantClock: Clock {
    /// A moment, counted from the clock's creation.
    public struct Instant: InstantProtocol {
        let elapsed: Duration

        /// The moment so much later.
        public func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
        /// How much later another moment is.
        public func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
        /// Whether a moment comes before another.
        public static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
    }

    private let taken = Mutex<[Duration]>([])

    /// Creates a clock.
    public init() {}

    /// The pauses so far.
    public var pauses: [Duration] { taken.withLock { $0 } }

    /// The moment after all pauses so far.
    public var now: Instant { Instant(elapsed: pauses.reduce(.zero, +)) }
    /// Any pause counts, however short.
    public var minimumResolution: Duration { .zero }

    /// Writes the pause down, and is done.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let pause = now.duration(to: deadline)
        taken.withLock { $0.append(pause) }
        try Task.checkCancellation()
    }
}
