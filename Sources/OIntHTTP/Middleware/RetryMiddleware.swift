import OIntCore

/// Repeats requests by the rules of a ``RetryPolicy``.
struct RetryMiddleware: Middleware {
    let policy: RetryPolicy
    let clock: any Clock<Duration>
    let random: @Sendable () -> Double
    /// Seconds since the beginning of 1970, for a `Retry-After` that names a moment.
    let unixTime: @Sendable () -> Int
    /// Is told of pauses that a person notices.
    var notice: (@Sendable (String) -> Void)?

    /// The longest pause of which nothing is told.
    private static let noticed = Duration.seconds(2)

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        let canBeSentAgain = request.body.isRepeatable
        var history = RetryPolicy.History()
        while true {
            try Task.checkCancellation()
            let outcome: RetryPolicy.Outcome
            let result: Result<Response, any Error>
            do {
                let response = try await judged(try await next(request), request)
                outcome = self.outcome(response)
                result = .success(response)
            } catch let error as ConnectionError {
                outcome = .failed(error)
                result = .failure(error)
            }
            let pause = policy.pause(
                after: outcome, isRepeatable: request.isRepeatable, history: &history, random: random())
            guard canBeSentAgain, let pause else { return try result.get() }
            if pause > Self.noticed { notice?(Self.text(pause, result, request)) }
            try await clock.sleep(for: pause)
        }
    }

    /// The response with its judgement; redirects, which are on their way still, have none.
    private func judged(_ response: Response, _ request: Request) async throws -> Response {
        let isRedirect = (300..<400).contains(response.status) && response.header("location") != nil
        guard let judging = request.judging, !isRedirect || request.redirects == .ends else { return response }
        return try await judging.judged(response)
    }

    private func outcome(_ response: Response) -> RetryPolicy.Outcome {
        let asked = retryAfter(response)
        switch response.judged?.judgement?.course {
        case .final?, .expired?, .blocked?: return .refused
        case .slowDown(let pause)?: return .throttled([pause, asked].compactMap(\.self).max())
        case .passing?: return .passing
        case nil:
            // What a body says is more than what the status does: a success that was judged is one.
            return .answered(status: response.status, retryAfter: asked)
        }
    }

    /// What a person who waits is told.
    private static func text(_ pause: Duration, _ result: Result<Response, any Error>, _ request: Request) -> String {
        let seconds = Int((pause / .seconds(1)).rounded(.up))
        switch result {
        case .success(let response):
            return
                "\(response.address.host) wants a pause (HTTP \(response.status)): the call goes on in \(seconds) seconds"
        case .failure(let error):
            return "\(Redactor(request.secrets).masked("\(error)")): the call is repeated in \(seconds) seconds"
        }
    }

    /// The pause a service asks for, by RFC 9110, section 10.2.3.
    private func retryAfter(_ response: Response) -> Duration? {
        guard response.status >= 400 || response.judged?.judgement != nil else { return nil }
        guard let value = response.header("retry-after") else { return nil }
        if let seconds = Int(value.trimmed) { return .seconds(max(seconds, 0)) }
        return HTTPDate.unixTime(value).map { .seconds(max($0 - unixTime(), 0)) }
    }
}
