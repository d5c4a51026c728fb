import OIntCore

/// Repeats requests by the rules of a ``RetryPolicy``.
struct RetryMiddleware: Middleware {
    let policy: RetryPolicy
    let clock: any Clock<Duration>
    let random: @Sendable () -> Double
    /// Seconds since the beginning of 1970, for a `Retry-After` that names a moment.
    let unixTime: @Sendable () -> Int

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        let canBeSentAgain = request.body.isRepeatable
        var history = RetryPolicy.History()
        while true {
            try Task.checkCancellation()
            let outcome: RetryPolicy.Outcome
            let result: Result<Response, any Error>
            do {
                let response = try await next(request)
                outcome = .answered(status: response.status, retryAfter: retryAfter(response))
                result = .success(response)
            } catch let error as ConnectionError {
                outcome = .failed(error)
                result = .failure(error)
            }
            let pause = policy.pause(
                after: outcome, isRepeatable: request.isRepeatable, history: &history, random: random())
            guard canBeSentAgain, let pause else { return try result.get() }
            try await clock.sleep(for: pause)
        }
    }

    /// The pause a service asks for, by RFC 9110, section 10.2.3.
    private func retryAfter(_ response: Response) -> Duration? {
        guard response.status >= 400 else { return nil }
        guard let value = response.header("retry-after") else { return nil }
        if let seconds = Int(value.trimmed) { return .seconds(max(seconds, 0)) }
        return HTTPDate.unixTime(value).map { .seconds(max($0 - unixTime(), 0)) }
    }
}
