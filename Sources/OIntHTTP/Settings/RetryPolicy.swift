import OIntCore

/// Which requests are repeated, and when.
///
/// Repeated is only what is safe to repeat: a request that the service may get twice, after a broken connection or an
/// answer from 500 on; and any request the service says it did not take, by status 429 or by `Retry-After` with 503.
public struct RetryPolicy: Sendable {
    /// How often a request is repeated, whatever the reason; 0 switches every repetition off.
    public var limit = 3
    /// The longest pause that a service may ask for, and all pauses it asks for together.
    public var longestWait = Duration.seconds(120)
    /// The pause before the first repetition after a broken connection; each further one is twice as long.
    public var connectionPause = Duration.milliseconds(100)
    /// The pause before the first repetition after an answer; each further one is twice as long.
    public var answerPause = Duration.milliseconds(500)

    /// Creates the usual policy.
    public init() {}

    /// What became of a try.
    enum Outcome: Sendable {
        /// The connection broke, or the exchange ran out of time.
        case failed(ConnectionError)
        /// A response came, and its status tells what follows.
        case answered(status: Int, retryAfter: Duration?)
        /// The service did not take the request, and wants it later.
        case throttled(Duration?)
        /// The service has a fault that passes.
        case passing
        /// The service said no, and would say so again.
        case refused
    }

    /// What was tried so far.
    struct History: Sendable {
        /// How often the request was repeated.
        var repetitions = 0
        /// How long the service made it wait.
        var waited = Duration.zero
    }

    /// The pause before another try, or nil when there should be none.
    /// - Parameters:
    ///   - outcome: What became of the last try.
    ///   - isRepeatable: Whether the service may get the request twice.
    ///   - history: What was tried so far; brought up to date.
    ///   - random: A number from 0 to 1.
    /// - Returns: The pause.
    func pause(
        after outcome: Outcome, isRepeatable: Bool, history: inout History, random: @autoclosure () -> Double
    ) -> Duration? {
        guard history.repetitions < limit else { return nil }
        switch outcome {
        case .failed(let error):
            // A name that is unknown or a bad certificate is no better the next moment. Of what failed before the service
            // can have got anything, any request is repeated.
            guard error.isPassing, isRepeatable || error.isUnsent else { return nil }
            return failurePause(connectionPause, &history, random())
        case .answered(let status, let wait) where status == 429 || (status == 503 && wait != nil):
            return refusalPause(wait, &history, random())
        case .throttled(let wait): return refusalPause(wait, &history, random())
        case .answered(let status, _) where status < 500: return nil
        case .answered, .passing: return isRepeatable ? failurePause(answerPause, &history, random()) : nil
        case .refused: return nil
        }
    }

    private func failurePause(_ base: Duration, _ history: inout History, _ random: Double) -> Duration? {
        defer { history.repetitions += 1 }
        return Self.backOff(base, history.repetitions, random)
    }

    private func refusalPause(_ asked: Duration?, _ history: inout History, _ random: Double) -> Duration? {
        let pause = max(asked ?? .zero, Self.backOff(answerPause, min(history.repetitions, 5), random))
        guard history.waited + pause <= longestWait else { return nil }
        history.repetitions += 1
        history.waited += pause
        return pause
    }

    /// Doubles the pause with each try, and shortens it by chance by up to a half, so that clients that failed
    /// together don't come back together.
    static func backOff(_ base: Duration, _ tries: Int, _ random: Double) -> Duration {
        base * (1 << tries) * (0.5 + random / 2)
    }
}
