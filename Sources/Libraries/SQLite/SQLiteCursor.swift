import CSQLite
import OIntCore
import OIntDrivers
import OIntSQL

/// Rows of a statement that are still to come.
final class SQLiteCursor: SQLCursor {
    /// How many bytes of cells make a batch, about.
    private static let batchSize = 1 << 18
    private static let batchRows = 4096

    private let statement: PreparedStatement
    private let session: SQLiteSession
    private var hasRow = false

    var columns: [String] { statement.columns }

    var isAtEnd: Bool { !hasRow }

    init(_ statement: PreparedStatement, _ session: SQLiteSession) {
        self.statement = statement
        self.session = session
        statement.isBusy = true
    }

    deinit { close() }

    /// Only statements that say what they do to rows give rows and change something.
    ///
    /// Source: https://www.sqlite.org/lang_returning.html
    var onlyReads: Bool { statement.verb.kind == nil }

    func close() {
        guard statement.isBusy else { return }
        if hasRow, !onlyReads {
            while sqlite3_step(statement.handle) == SQLITE_ROW {}
        }
        hasRow = false
        sqlite3_reset(statement.handle)
        statement.isBusy = false
    }

    /// Goes to the next row.
    /// - Throws: `ServiceError` when SQLite refuses; `CancellationError` when the call was given up.
    func step() throws {
        // A step behind the last row would run the statement once more.
        hasRow = false
        switch sqlite3_step(statement.handle) {
        case SQLITE_ROW: hasRow = true
        case SQLITE_DONE: close()
        default:
            let refusal = session.refusal()
            close()
            try session.interruption.check()
            throw refusal
        }
    }

    func next() throws -> RecordBatch? {
        guard hasRow else { return nil }
        var batch = RecordBatch(columnCount: columns.count, byteCapacity: Self.batchSize)
        let count = Int32(columns.count)
        repeat {
            for column in 0..<count { appendCell(column, to: &batch) }
            try step()
        } while hasRow && batch.byteCount < Self.batchSize && batch.rowCount < Self.batchRows
        return batch
    }

    private func appendCell(_ column: Int32, to batch: inout RecordBatch) {
        let handle = statement.handle
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: batch.append(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: append(sqlite3_column_double(handle, column), to: &batch)
        case SQLITE_TEXT:
            let text = sqlite3_column_text(handle, column)
            batch.append(text: UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, column))))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            batch.append(["blob": .string(Base64.encoded(bytes))])
        default: batch.appendNull()
        }
    }

    /// A number keeps its decimals, so that it is seen to be no whole one; JSON has no infinity.
    private func append(_ value: Double, to batch: inout RecordBatch) {
        guard value.isFinite else { return batch.append(text: value < 0 ? "-Infinity" : "Infinity") }
        var text = value.description
        text.withUTF8 { batch.append(number: $0) }
    }
}
