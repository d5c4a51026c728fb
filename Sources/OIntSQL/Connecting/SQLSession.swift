import OIntCore
import OIntDrivers

/// An open connection to a database, as its client library gives it: each call waits until it is done.
///
/// It belongs to one thread, that of the `DriverConnection` around it.
public protocol SQLSession: DriverSession {
    /// Runs a statement up to its first row.
    /// - Parameter statement: The statement.
    /// - Returns: The rows that are still to come, or that it is done.
    /// - Throws: `ServiceError` when the database refuses it; `UsageError` when a value does not fit its type.
    func open(_ statement: SQLStatement) throws -> SQLAnswer

    /// Stores many rows.
    /// - Parameter insertion: The rows.
    /// - Returns: How it went.
    /// - Throws: What the database refuses apart from single rows.
    func insert(_ insertion: SQLInsertion) throws -> SQLInsertion.Outcome

    /// The parameter for a value of a row, where what the database shows of a column has to be stored in another form.
    /// - Parameters:
    ///   - value: The value in the row.
    ///   - column: The column, where the database has told it.
    func parameter(_ value: JSON, for column: SQLColumn?) -> SQLParameter
}

extension SQLSession {
    /// The value as it is.
    public func parameter(_ value: JSON, for column: SQLColumn?) -> SQLParameter { SQLParameter(value) }
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

    /// Whether the statement only reads, so that nothing is lost with the rows that are given up.
    var onlyReads: Bool { get }

    /// Gives up the rows that are still to come; may be called more than once.
    ///
    /// A statement that does more than read is brought to its end first.
    func close()
}

extension SQLSession {
    /// Runs a statement to its end, whatever rows it gives.
    /// - Parameter statement: The statement.
    /// - Returns: How many rows it has touched, where it is one that touches some.
    /// - Throws: What ``open(_:)`` throws.
    @discardableResult
    public func execute(_ statement: SQLStatement) throws -> SQLChanges? {
        switch try open(statement) {
        case .done(let changes): return changes
        case .rows(let cursor):
            defer { cursor.close() }
            while try cursor.next() != nil {}
            return nil
        }
    }

    /// Runs a statement that gives few rows.
    /// - Parameter statement: The statement.
    /// - Returns: The rows.
    /// - Throws: What ``open(_:)`` throws.
    public func rows(_ statement: SQLStatement) throws -> [JSONObject] {
        guard case .rows(let cursor) = try open(statement) else { return [] }
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
