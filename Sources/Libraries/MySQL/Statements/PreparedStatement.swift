import CMariaDB
import OIntCore
import OIntSQL

/// A statement that the server has read.
final class PreparedStatement {
    let text: String
    private(set) var handle: OpaquePointer?
    private let connection: ServerConnection
    /// How many values it wants.
    let parameterCount: Int

    /// The server can run the statement only as a text.
    struct OnlyText: Error {}

    /// Has the server read a statement.
    /// - Throws: `OnlyText` when the server can't do that with it; `ServiceError` when it does not understand it.
    init(_ text: String, _ connection: ServerConnection) throws {
        self.text = text
        self.connection = connection
        let f = connection.f
        guard let handle = f.mysql_stmt_init(try connection.usable()) else { throw connection.failure() }
        self.handle = handle
        guard f.mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else {
            let refusal = Self.refusal(handle, connection)
            _ = f.mysql_stmt_close(handle)
            self.handle = nil
            parameterCount = 0
            if refusal.code == Self.onlyText { throw OnlyText() }
            throw connection.failure(refusal)
        }
        parameterCount = Int(f.mysql_stmt_param_count(handle))
    }

    deinit { close() }

    /// The code of "This command is not supported in the prepared statement protocol yet".
    private static let onlyText: UInt32 = 1295

    private static func refusal(_ handle: OpaquePointer, _ connection: ServerConnection) -> Refusal {
        Refusal(
            code: connection.f.mysql_stmt_errno(handle),
            message: connection.f.mysql_stmt_error(handle).map { String(cString: $0) } ?? "")
    }

    /// The error that the statement met last.
    func failure(mayHaveChanged: Bool) -> any Error {
        guard let handle else { return connection.failure(mayHaveChanged: mayHaveChanged) }
        return connection.failure(Self.refusal(handle, connection), mayHaveChanged: mayHaveChanged)
    }

    /// Forgets the statement; rows that are still to come are read over.
    func close() {
        guard let handle else { return }
        self.handle = nil
        _ = connection.f.mysql_stmt_close(handle)
    }

    /// Runs the statement.
    func execute(_ values: BoundValues, mayHaveChanged: Bool) throws {
        guard values.count == parameterCount else {
            throw UsageError(
                "the statement has \(parameterCount) placeholders, and --params gives \(values.count) values")
        }
        let f = connection.f
        if parameterCount > 0, f.mysql_stmt_bind_param(handle, values.binds.baseAddress) != 0 {
            throw failure(mayHaveChanged: false)
        }
        guard f.mysql_stmt_execute(handle) == 0 else { throw failure(mayHaveChanged: mayHaveChanged) }
    }

    /// The columns of the answer; nil where it gives no rows.
    var columns: [ColumnDescription]? {
        let f = connection.f
        guard f.mysql_stmt_field_count(handle) > 0, let result = f.mysql_stmt_result_metadata(handle) else {
            return nil
        }
        defer { f.mysql_free_result(result) }
        return ColumnDescription.list(of: result, f)
    }
}
