/// A clock that tells of each pause before it makes it: somebody waits.
struct AnnouncingClock: Clock {
    private let clock = ContinuousClock()
    private let pauses: AsyncStream<Void>.Continuation

    /// - Parameter pauses: Is told of each pause.
    init(_ pauses: AsyncStream<Void>.Continuation) { self.pauses = pauses }

    var now: ContinuousClock.Instant { clock.now }
    var minimumResolution: Duration { clock.minimumResolution }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        pauses.yield()
        try await clock.sleep(until: deadline, tolerance: tolerance)
    }
}
