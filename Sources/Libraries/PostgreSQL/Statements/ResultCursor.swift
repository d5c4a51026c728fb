import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

/// Rows of a statement that still come from the server.
///
/// When another statement is run meanwhile, the rest of them is read into memory first.
final class ResultCursor: SQLCursor {
    let columns: [String]
    private let forms: [ValueForm]
    private let session: PostgreSQLSession
    private let statement: String
    private var ahead: ArraySlice<RecordBatch> = []
    private var hasAll = false
    /// What ended the rows before their time.
    private var failure: (any Error)?

    var onlyReads: Bool { session.mayLeave(StatementText(statement)) }

    var isAtEnd: Bool { hasAll && ahead.isEmpty && failure == nil }

    /// - Parameters:
    ///   - first: The answer with the first row, or with none.
    ///   - statement: The statement.
    ///   - session: The connection.
    init(_ first: borrowing QueryResult, statement: String, session: PostgreSQLSession) {
        columns = first.columnNames
        forms = session.forms(of: first)
        self.session = session
        self.statement = statement
        var batch = newBatch()
        first.append(to: &batch, forms: forms)
        if first.status == PGRES_TUPLES_OK { hasAll = true }
        ahead = [batch]
    }

    func next() throws -> RecordBatch? {
        var batch = ahead.popFirst() ?? newBatch()
        // The rows that came with the beginning are only one, or none: more go with them.
        if ahead.isEmpty, !hasAll {
            try session.interruption.check()
            try session.reading { try fill(&batch) }
        }
        if batch.rowCount > 0 { return batch }
        if let failure {
            self.failure = nil
            throw failure
        }
        return nil
    }

    func close() {
        ahead = []
        guard !hasAll else { return }
        hasAll = true
        session.dropRows()
    }

    /// Reads all rows that are still to come into memory.
    func readAhead() throws {
        do {
            while !hasAll {
                var batch = newBatch()
                try fill(&batch)
                if batch.rowCount > 0 { ahead.append(batch) }
            }
        } catch let error as ServiceError {
            // It concerns whoever reads these rows, not the next statement.
            failure = error
        } catch {
            failure = ConnectionError(
                peer: session.connection.place, step: .receiving,
                reason: "another call on the same connection was stopped before all rows were there")
            throw error
        }
    }

    private func newBatch() -> RecordBatch {
        RecordBatch(columnCount: columns.count, byteCapacity: 4096)
    }

    private func fill(_ batch: inout RecordBatch) throws {
        do {
            while batch.rowCount < Self.rowLimit, batch.byteCount < Self.byteLimit {
                guard let result = try session.connection.nextResult() else {
                    hasAll = true
                    return try session.rowsAreRead()
                }
                if result.status == PGRES_FATAL_ERROR {
                    let refusal = Refusal.error(result, statement: statement)
                    try session.skipAnswers()
                    throw refusal
                }
                result.append(to: &batch, forms: forms)
            }
        } catch {
            hasAll = true
            throw error
        }
    }

    private static let rowLimit = 2000
    private static let byteLimit = 256 * 1024
}

/// Rows of a statement that are here already.
final class StoredCursor: SQLCursor {
    let columns: [String]
    private var batch: RecordBatch?

    init(_ result: borrowing QueryResult, forms: [ValueForm]) {
        columns = result.columnNames
        var batch = RecordBatch(columnCount: columns.count)
        result.append(to: &batch, forms: forms)
        self.batch = batch.rowCount > 0 ? batch : nil
    }

    var isAtEnd: Bool { batch == nil }

    /// The statement has come to its end.
    var onlyReads: Bool { true }

    func next() throws -> RecordBatch? { batch.take() }

    func close() { batch = nil }
}

extension QueryResult {
    /// Adds the rows to a batch.
    func append(to batch: inout RecordBatch, forms: [ValueForm]) {
        let columnCount = columnCount
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                if let bytes = value(row, column) {
                    batch.append(bytes, as: forms[Int(column)])
                } else {
                    batch.appendNull()
                }
            }
        }
    }
}
