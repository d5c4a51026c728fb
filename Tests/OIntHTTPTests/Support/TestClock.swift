import LoopbackServer
import Synchronization

/// A clock that stands still until somebody sleeps; it notes the pauses instead of waiting.
final class TestClock: Clock {
    /// A moment, counted from the clock's creation.
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var pauses: [Duration] = []
    }

    private let state = Mutex(State())
    private let movesOn: Bool
    private let gate: Gate?

    /// Creates a clock.
    /// - Parameters:
    ///   - movesOn: Whether a sleep moves the clock on; if not, whoever sleeps wakes up at the same moment.
    ///   - gate: Where sleepers wait, if they should.
    init(movesOn: Bool = true, gate: Gate? = nil) {
        self.movesOn = movesOn
        self.gate = gate
    }

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Duration { .zero }

    /// How long everybody slept, in the order they began to.
    var pauses: [Duration] { state.withLock { $0.pauses } }

    /// Lets time pass.
    func advance(by duration: Duration) { state.withLock { $0.now.offset += duration } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        state.withLock { state in
            state.pauses.append(state.now.duration(to: deadline))
            if movesOn { state.now = max(state.now, deadline) }
        }
        try Task.checkCancellation()
        try await gate?.pass()
    }
}
