import OIntCore
import Synchronization

/// A connection to a database: opened when it is first needed, used by one call at a time, closed with its last user, or
/// left to a pool that keeps it for the next.
public actor SQLConnection<Session: SQLSession> {
    private nonisolated let link: SQLLink<Session>
    /// Where the connection goes in the end.
    private nonisolated let home: (pool: ConnectionPool, key: ConnectionPool.Key)?
    private let place: String
    private let context: CallContext
    private let make: @Sendable (SQLInterruption) throws -> Session
    private nonisolated let closed = Atomic(false)

    /// Whether the connection was not closed.
    public nonisolated var isOpen: Bool { !closed.load(ordering: .acquiring) }

    /// The actor's own queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { link.executor.asUnownedSerialExecutor() }

    /// Prepares a connection.
    /// - Parameters:
    ///   - place: The file, or host and port, for errors.
    ///   - key: What the connection is, for a pool; nil where it is not to be kept.
    ///   - context: How calls are made.
    ///   - make: Opens the connection; what it is given stops a wait.
    package init(
        place: String, key: ConnectionPool.Key?, context: CallContext,
        make: @escaping @Sendable (SQLInterruption) throws -> Session
    ) {
        home = context.connections.flatMap { pool in key.map { (pool, $0) } }
        link = home.flatMap { $0.pool.take($0.key, as: SQLLink<Session>.self) } ?? SQLLink()
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
            try await self.interruptible(body)
        }
    }

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
        return try body(try link.session(for: home?.pool, make))
    }

    /// Ends the connection; later calls fail.
    public func close() {
        closed.store(true, ordering: .releasing)
        link.closeSession()
    }
}

extension SQLConnection {
    /// Runs a statement up to its first rows.
    /// - Parameter statement: The statement.
    /// - Returns: What it answers.
    /// - Throws: What ``perform(_:)`` throws.
    public nonisolated func open(_ statement: SQLStatement) async throws -> SQLResult {
        let link = link
        let opened = try await perform { session in
            try session.open(statement).map { try CursorStream($0, on: link) }
        }
        guard let stream = opened else { return .done }
        let first = Mutex(stream.first)
        // Rows that are all here leave the connection to others.
        guard stream.hasMore else {
            return .rows(Records(columns: stream.columns) { first.withLock { $0.take() } })
        }
        return .rows(
            Records(columns: stream.columns) {
                if let batch = first.withLock({ $0.take() }) { return batch }
                return try await self.perform { _ in try stream.next() }
            })
    }
}
