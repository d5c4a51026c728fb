/// A clock whose pauses are errors: it shows that somebody would have waited.
struct ImpatientClock: Clock {
    /// What a pause throws.
    struct Waited: Error {}

    private let clock = ContinuousClock()

    var now: ContinuousClock.Instant { clock.now }
    var minimumResolution: Duration { clock.minimumResolution }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws { throw Waited() }
}
