import LoopbackServer
import OIntHTTP
import Testing

@Suite("Rates", .timeLimit(.minutes(1)))
struct RateLimitTests {
    @Test("So many may go out at once, the others one at a time")
    func rate() async throws {
        let clock = TestClock()
        let limit = RateLimit(burst: 3, perSecond: 2, clock: clock)
        for _ in 0..<3 { try await limit.wait() }
        #expect(clock.pauses == [])
        for _ in 0..<3 { try await limit.wait() }
        #expect(clock.pauses == [.milliseconds(500), .milliseconds(500), .milliseconds(500)])
    }

    @Test("Those who come while others wait wait longer")
    func queue() async throws {
        let clock = TestClock(movesOn: false)
        let limit = RateLimit(burst: 1, perSecond: 4, clock: clock)
        for _ in 0..<4 { try await limit.wait() }
        #expect(clock.pauses == [.milliseconds(250), .milliseconds(500), .milliseconds(750)])
    }

    @Test("The allowance grows back, and not beyond what may go out at once")
    func growth() async throws {
        let clock = TestClock(movesOn: false)
        let limit = RateLimit(burst: 2, perSecond: 1, clock: clock)
        for _ in 0..<2 { try await limit.wait() }
        clock.advance(by: .milliseconds(1500))
        try await limit.wait()
        #expect(clock.pauses == [])
        try await limit.wait()
        #expect(clock.pauses == [.milliseconds(500)])
        clock.advance(by: .seconds(3600))
        for _ in 0..<2 { try await limit.wait() }
        #expect(clock.pauses.count == 1)
        try await limit.wait()
        #expect(clock.pauses.count == 2)
    }

    @Test("Whoever waits can be cancelled, and holds nobody up")
    func cancellation() async throws {
        let gate = Gate()
        let clock = TestClock(gate: gate)
        let limit = RateLimit(burst: 1, perSecond: 1, clock: clock)
        try await limit.wait()
        let waiting = Task { try await limit.wait() }
        try await gate.reached()
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.open()
        try await limit.wait()
    }
}
