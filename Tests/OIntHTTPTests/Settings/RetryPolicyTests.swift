import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Which requests are repeated, and when")
struct RetryPolicyTests {
    private static func failed(_ step: ConnectionError.Step, isTimeout: Bool = false) -> RetryPolicy.Outcome {
        .failed(ConnectionError(peer: "h:1", step: step, reason: "x", isTimeout: isTimeout))
    }

    /// An outcome, and the first pause after it for a request that may be repeated, and for one that may not.
    struct Case: Sendable, CustomTestStringConvertible {
        let outcome: RetryPolicy.Outcome
        let repeatable: Duration?
        let other: Duration?

        init(_ outcome: RetryPolicy.Outcome, _ repeatable: Duration?, _ other: Duration?) {
            (self.outcome, self.repeatable, self.other) = (outcome, repeatable, other)
        }

        var testDescription: String { "\(outcome)" }
    }

    private static let answerPause = Duration.milliseconds(500)

    @Test(
        "What became of a try decides",
        arguments: [
            Case(failed(.resolving), nil, nil), Case(failed(.connecting), nil, nil), Case(failed(.proxy), nil, nil),
            Case(failed(.tls), nil, nil),
            Case(failed(.exchanging), .milliseconds(100), nil), Case(failed(.receiving), .milliseconds(100), nil),
            Case(failed(.exchanging, isTimeout: true), nil, nil), Case(failed(.receiving, isTimeout: true), nil, nil),
            Case(.answered(status: 200, retryAfter: nil), nil, nil),
            Case(.answered(status: 200, retryAfter: .seconds(1)), nil, nil),
            Case(.answered(status: 301, retryAfter: .seconds(1)), nil, nil),
            Case(.answered(status: 400, retryAfter: nil), nil, nil),
            Case(.answered(status: 401, retryAfter: .seconds(1)), nil, nil),
            Case(.answered(status: 404, retryAfter: nil), nil, nil),
            Case(.answered(status: 408, retryAfter: nil), nil, nil),
            Case(.answered(status: 429, retryAfter: nil), answerPause, answerPause),
            Case(.answered(status: 429, retryAfter: .seconds(9)), .seconds(9), .seconds(9)),
            Case(.answered(status: 429, retryAfter: .zero), answerPause, answerPause),
            Case(.answered(status: 500, retryAfter: nil), answerPause, nil),
            Case(.answered(status: 500, retryAfter: .seconds(9)), answerPause, nil),
            Case(.answered(status: 502, retryAfter: nil), answerPause, nil),
            Case(.answered(status: 503, retryAfter: nil), answerPause, nil),
            Case(.answered(status: 503, retryAfter: .seconds(9)), .seconds(9), .seconds(9)),
            Case(.answered(status: 503, retryAfter: .seconds(120)), .seconds(120), .seconds(120)),
            Case(.answered(status: 503, retryAfter: .seconds(121)), nil, nil),
            Case(.answered(status: 504, retryAfter: nil), answerPause, nil),
        ])
    func outcomes(example: Case) {
        for (isRepeatable, pause) in [(true, example.repeatable), (false, example.other)] {
            var history = RetryPolicy.History()
            let policy = RetryPolicy()
            #expect(
                policy.pause(after: example.outcome, isRepeatable: isRepeatable, history: &history, random: 1) == pause)
            var off = policy
            off.limit = 0
            var none = RetryPolicy.History()
            #expect(off.pause(after: example.outcome, isRepeatable: isRepeatable, history: &none, random: 1) == nil)
        }
    }

    /// All pauses of a request whose tries all end the same way.
    private func pauses(_ outcome: RetryPolicy.Outcome, random: Double = 1, policy: RetryPolicy = RetryPolicy())
        -> [Duration]
    {
        var history = RetryPolicy.History()
        var pauses: [Duration] = []
        while pauses.count < 1000,
            let pause = policy.pause(after: outcome, isRepeatable: true, history: &history, random: random)
        {
            pauses.append(pause)
        }
        return pauses
    }

    @Test("Pauses after failures double, and end with the limit")
    func failures() {
        #expect(pauses(Self.failed(.exchanging)) == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
        #expect(pauses(.answered(status: 500, retryAfter: nil)) == [.milliseconds(500), .seconds(1), .seconds(2)])
        var policy = RetryPolicy()
        policy.limit = 1
        #expect(pauses(Self.failed(.exchanging), policy: policy) == [.milliseconds(100)])
    }

    @Test("Chance shortens a pause by up to a half")
    func chance() {
        #expect(
            pauses(Self.failed(.exchanging), random: 0) == [.milliseconds(50), .milliseconds(100), .milliseconds(200)])
        #expect(pauses(.answered(status: 500, retryAfter: nil), random: 0.5).first == .milliseconds(375))
        // What a service asks for is not shortened.
        #expect(
            pauses(.answered(status: 429, retryAfter: .seconds(40)), random: 0) == [
                .seconds(40), .seconds(40), .seconds(40),
            ])
    }

    @Test("A service that takes nothing is waited for, in all as long as the longest wait")
    func refusals() {
        var patient = RetryPolicy()
        patient.limit = 100
        #expect(pauses(.answered(status: 429, retryAfter: nil)).count == RetryPolicy().limit)
        let waited = pauses(.answered(status: 429, retryAfter: nil), policy: patient)
        let beginning: [Duration] = [
            .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16),
        ]
        #expect(Array(waited.prefix(7)) == beginning + [.seconds(16)])
        let total = waited.reduce(.zero, +)
        #expect(total <= RetryPolicy().longestWait)
        #expect(total + .seconds(16) > RetryPolicy().longestWait)
        var policy = RetryPolicy()
        policy.longestWait = .seconds(10)
        #expect(pauses(.answered(status: 503, retryAfter: .seconds(4)), policy: policy) == [.seconds(4), .seconds(4)])
    }

    @Test("The limit counts repetitions, whatever their reason")
    func mixed() {
        var policy = RetryPolicy()
        policy.limit = 5
        var history = RetryPolicy.History()
        func pause(_ outcome: RetryPolicy.Outcome) -> Duration? {
            policy.pause(after: outcome, isRepeatable: true, history: &history, random: 1)
        }
        #expect(pause(.answered(status: 429, retryAfter: nil)) == .milliseconds(500))
        #expect(pause(Self.failed(.exchanging)) == .milliseconds(200))
        #expect(pause(.throttled(.seconds(9))) == .seconds(9))
        #expect(pause(.passing) == .seconds(4))
        #expect(pause(.refused) == nil)
        #expect(pause(Self.failed(.receiving)) == .milliseconds(1600))
        #expect(pause(Self.failed(.receiving)) == nil)
        #expect(pause(.answered(status: 429, retryAfter: nil)) == nil)
    }
}
