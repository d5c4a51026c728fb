import OIntCore

/// A connection to a database: opened when it is first needed, used by one call at a time, closed with its last user.
public actor SQLConnection<Session: SQLSession> {
    private nonisolated let executor: QueueExecutor
    private let place: String
    private let context: CallContext
    private let make: @Sendable (SQLInterruption) throws -> Session
    private var session: Session?
    private var isClosed = false
    private nonisolated let interruption = SQLInterruption()

    /// The actor's own queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Prepares a connection.
    /// - Parameters:
    ///   - place: The file, or host and port, for errors.
    ///   - context: How calls are made.
    ///   - make: Opens the connection; what it is given stops a wait.
    public init(
        place: String, context: CallContext, make: @escaping @Sendable (SQLInterruption) throws -> Session
    ) {
        executor = QueueExecutor("oint.sql")
        self.place = place
        self.context = context
        self.make = make
    }

    isolated deinit { session?.close() }

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
        guard !isClosed else { throw UsageError("the connection to \(place) is closed") }
        interruption.begin(call)
        defer { interruption.end() }
        // A task that was cancelled before its call began has stopped nothing.
        try Task.checkCancellation()
        let session = try self.session ?? make(interruption)
        self.session = session
        return try body(session)
    }

    /// Ends the connection; later calls fail.
    public func close() {
        isClosed = true
        session?.close()
        session = nil
    }
}

extension SQLConnection {
    /// Runs a statement up to its first row.
    /// - Parameter statement: The statement.
    /// - Returns: What it answers.
    /// - Throws: What ``perform(_:)`` throws.
    public nonisolated func open(_ statement: SQLStatement) async throws -> SQLResult {
        guard let stream = try await perform({ session in try session.open(statement).map(CursorStream.init) }) else {
            return .done
        }
        return .rows(Records(columns: stream.columns) { try await self.perform { _ in try stream.next() } })
    }
}

/// A cursor that travels between the calls that read from it; each of them runs on the connection's thread.
private final class CursorStream: @unchecked Sendable {
    let columns: [String]
    private let cursor: any SQLCursor

    init(_ cursor: any SQLCursor) {
        self.cursor = cursor
        columns = cursor.columns
    }

    func next() throws -> RecordBatch? { try cursor.next() }
}
