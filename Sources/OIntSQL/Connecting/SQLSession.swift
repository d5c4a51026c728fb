import OIntCore

/// An open connection to a database, as its client library gives it: each call waits until it is done.
///
/// It belongs to one thread, that of the ``SQLConnection`` around it.
public protocol SQLSession: AnyObject, SendableMetatype {
    /// Runs a statement up to its first row.
    /// - Parameter statement: The statement.
    /// - Returns: The rows that are still to come; nil when the statement gives none, and is done.
    /// - Throws: `ServiceError` when the database refuses it; `UsageError` when a value does not fit its type.
    func open(_ statement: SQLStatement) throws -> (any SQLCursor)?

    /// Stores many rows.
    /// - Parameter insertion: The rows.
    /// - Returns: How it went.
    /// - Throws: What the database refuses apart from single rows.
    func insert(_ insertion: SQLInsertion) throws -> SQLInsertion.Outcome

    /// Stops the call the session is at.
    var interruption: SQLInterruption { get }

    /// Ends the connection; may be called more than once.
    func close()

    /// Whether the connection can go to another client: nothing that was done with it would be noticed there, once it
    /// was reset. It is asked when no statement is at work, and must not wait.
    func isReusable() -> Bool

    /// Whether a connection that goes to another client has to be reset before.
    static var isResetBetweenClients: Bool { get }

    /// Undoes what statements have changed about the connection.
    /// - Throws: Anything when that can't be done.
    func reset() throws

    /// Whether the connection, which nobody has used for a while, is what a new one would be.
    func isCurrent() -> Bool
}

/// Rows of a statement that are still to come; it belongs to the thread of its session.
public protocol SQLCursor: AnyObject {
    /// The names of the columns, in their order.
    var columns: [String] { get }

    /// Reads some more rows.
    /// - Returns: As many rows as make a good piece of work, or nil at the end.
    /// - Throws: `ServiceError` when the database ends the statement with an error.
    func next() throws -> RecordBatch?

    /// Whether it is known that no rows are still to come.
    var isAtEnd: Bool { get }

    /// Gives up the rows that are still to come; may be called more than once.
    func close()
}

extension SQLSession {
    /// Runs a statement to its end, whatever rows it gives.
    /// - Parameter statement: The statement.
    /// - Throws: What ``open(_:)`` throws.
    public func execute(_ statement: SQLStatement) throws {
        guard let cursor = try open(statement) else { return }
        defer { cursor.close() }
        while try cursor.next() != nil {}
    }

    /// Runs a statement that gives few rows.
    /// - Parameter statement: The statement.
    /// - Returns: The rows.
    /// - Throws: What ``open(_:)`` throws.
    public func rows(_ statement: SQLStatement) throws -> [JSONObject] {
        guard let cursor = try open(statement) else { return [] }
        defer { cursor.close() }
        var rows: [JSONObject] = []
        while let batch = try cursor.next() {
            rows += (0..<batch.rowCount).map { batch.row($0, columns: cursor.columns) }
        }
        return rows
    }

    /// Stores the rows one by one.
    public func insert(_ insertion: SQLInsertion) throws -> SQLInsertion.Outcome { try insertion.run(in: self) }
}
