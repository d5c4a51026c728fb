/// Ends work that takes too long.
package enum TimeLimit {
    /// Does work within a time limit.
    /// - Parameters:
    ///   - limit: How long the work may take; nil for as long as it needs.
    ///   - failure: Makes the error for work that takes longer; it is told the limit.
    ///   - work: What to do; its task is cancelled when the time is over.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws, or the error for work that takes too long.
    package static func run<Value: Sendable>(
        _ limit: Duration?, failure: @escaping @Sendable (Duration) -> any Error,
        work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let limit else { return try await work() }
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw failure(limit)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
