import Synchronization

/// A clock whose pauses take no time, and are written down.
final class InstantClock: Clock {
    struct Instant: InstantProtocol {
        let elapsed: Duration

        func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
        func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
        static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
    }

    private let taken = Mutex<[Duration]>([])

    /// The pauses so far.
    var pauses: [Duration] { taken.withLock { $0 } }

    var now: Instant { Instant(elapsed: pauses.reduce(.zero, +)) }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let pause = now.duration(to: deadline)
        taken.withLock { $0.append(pause) }
    }
}
