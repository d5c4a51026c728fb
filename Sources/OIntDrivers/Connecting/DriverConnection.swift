import OIntCore
import Synchronization

/// A connection by a C library that waits: opened when it is first needed, used by one call at a time on a thread of its
/// own, closed with its last user, or left to a pool that keeps it for the next.
///
/// A call that is cancelled, or takes longer than the context allows, is stopped by its ``Interruption``. Opening is tried
/// again, with growing pauses, where the session says that the refusal passes.
public actor DriverConnection<Session: DriverSession> {
    /// What is shared with the pool.
    package nonisolated let link: DriverLink<Session>
    /// Where the connection goes in the end.
    private nonisolated let home: (pool: ConnectionPool, key: ConnectionPool.Key)?
    private let place: String
    private let context: CallContext
    private let make: @Sendable (Interruption) throws -> Session
    private nonisolated let closed = Atomic(false)

    /// Whether the connection was not closed.
    public nonisolated var isOpen: Bool { !closed.load(ordering: .acquiring) }

    /// The actor's own queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { link.executor.asUnownedSerialExecutor() }

    /// Prepares a connection.
    /// - Parameters:
    ///   - service: The service's name for people.
    ///   - place: The file, or host and port, for errors; it holds no secret.
    ///   - parts: Everything that makes a connection what it is, passwords too, so that it can be kept for others who want
    ///     just the same; nil where it is not to be kept. Whether it is read-only, and which files may be used, need not be
    ///     among them.
    ///   - context: How calls are made.
    ///   - make: Opens the connection, on its thread; what it is given stops a wait.
    public init(
        service: String, place: String, parts: [String]?, context: CallContext,
        make: @escaping @Sendable (Interruption) throws -> Session
    ) {
        let kind = context.isReadOnly ? "read-only" : "read-write"
        let key = parts.map { ConnectionPool.Key(service: service, parts: [kind] + $0) }
        home = context.connections.flatMap { pool in key.map { (pool, $0) } }
        link = home.flatMap { $0.pool.take($0.key, as: DriverLink<Session>.self) } ?? DriverLink()
        self.place = place
        self.context = context
        self.make = make
    }

    deinit { link.leave(to: home) }

    /// Does something with the session, on its thread.
    /// - Parameter body: What to do; it is stopped when the task is cancelled, or the time limit is reached.
    /// - Returns: What `body` returns.
    /// - Throws: What opening the connection or `body` throws; `ConnectionError` when it takes too long.
    public nonisolated func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let place = place
        return try await TimeLimit.run(context.timeout) { limit in
            ConnectionError(peer: place, step: .exchanging, reason: "no answer within \(limit)", isTimeout: true)
        } work: {
            try await self.openAndRun(body)
        }
    }

    /// Opens the connection where that has to be done, again if need be, and does something with it.
    private nonisolated func openAndRun<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws -> Value {
        var attempts = 0
        while true {
            do {
                return try await interruptible(body)
            } catch let failure as OpeningFailure {
                guard attempts < context.retries, Session.isPassing(failure.error) else { throw failure.error }
                let pause = Self.firstPause * (1 << min(attempts, Self.mostDoublings))
                attempts += 1
                context.debug?("\(place) refuses the connection (\(failure.error)); trying again in \(pause)")
                try await context.clock.sleep(for: pause)
            }
        }
    }

    /// How long to wait before opening is tried for the second time; each further wait takes twice as long.
    private static var firstPause: Duration { .milliseconds(250) }
    private static var mostDoublings: Int { 5 }

    private nonisolated func interruptible<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let interruption = link.interruption
        let call = interruption.makeCall()
        return try await withTaskCancellationHandler {
            do {
                return try await run(body, as: call)
            } catch  where Task.isCancelled {
                throw CancellationError()
            }
        } onCancel: {
            interruption.raise(call)
        }
    }

    private func run<Value: Sendable>(
        _ body: @Sendable (Session) throws -> Value, as call: Int
    ) throws -> Value {
        guard isOpen else { throw UsageError("the connection to \(place) is closed") }
        link.interruption.begin(call)
        defer { link.interruption.end() }
        // A task that was cancelled before its call began has stopped nothing.
        try Task.checkCancellation()
        let session: Session
        do {
            session = try link.session(for: home?.pool, make)
        } catch {
            throw OpeningFailure(error: error)
        }
        return try body(session)
    }

    /// Ends the connection; later calls fail.
    public func close() {
        closed.store(true, ordering: .releasing)
        link.closeSession()
    }
}

/// Opening the connection has failed, rather than what was to be done with it.
private struct OpeningFailure: Error {
    let error: any Error
}

extension CallContext {
    /// Closes the connections to a service that are kept for later calls, and that no client uses.
    /// - Parameter service: The service's name for people, as connections are made with it.
    public func closeIdleConnections(to service: String) { connections?.closeIdle(to: service) }
}
