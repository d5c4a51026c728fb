import OIntCore
import Synchronization

/// Answers after a time at the latest, whatever the work does.
package enum Deadline {
    /// The work has taken too long.
    package struct Passed: Error, CustomStringConvertible {
        /// How long it may take.
        package let limit: Duration

        /// One line that says so.
        package var description: String { "the call took longer than \(limit / .seconds(1)) seconds, and was given up" }
    }

    /// Does work, and gives it up when its time is over.
    ///
    /// Work that does not notice that it is cancelled is not waited for.
    /// - Parameters:
    ///   - limit: How long the work may take.
    ///   - clock: The clock.
    ///   - work: The work.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws; ``Passed`` when its time is over; `CancellationError` when the task is cancelled.
    package static func run<Value: Sendable>(
        within limit: Duration, clock: any Clock<Duration> = ContinuousClock(),
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (results, feed) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
        let task = Task {
            do {
                feed.yield(.success(try await work()))
            } catch {
                feed.yield(.failure(error))
            }
        }
        let alarm = Task {
            try await clock.sleep(for: limit, tolerance: nil)
            feed.yield(.failure(Passed(limit: limit)))
            task.cancel()
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            for await result in results { return try result.get() }
            throw CancellationError()
        } onCancel: {
            task.cancel()
            feed.yield(.failure(CancellationError()))
        }
    }
}
