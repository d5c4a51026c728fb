import CMariaDB
import OIntCore
import OIntDrivers
import OIntSQL

/// Rows of a statement that still come from the server.
///
/// When another statement is run meanwhile, the rest of them is read into memory first.
final class ResultCursor: SQLCursor {
    let columns: [String]
    private let session: MySQLSession
    private let statement: PreparedStatement
    private let row: RowRoom
    private var ahead: ArraySlice<RecordBatch> = []
    private(set) var hasAll = false
    /// What ended the rows before their time.
    private var failure: (any Error)?
    private let showsZone: Bool
    /// Whether the statement is of no use behind the rows.
    private let endsStatement: Bool

    var isAtEnd: Bool { hasAll && ahead.isEmpty && failure == nil }

    /// Only statements that say what they do to rows give rows and change something.
    var onlyReads: Bool { SQLVerb(statement.text, in: .mySQL).kind == nil }

    /// - Parameters:
    ///   - statement: The statement, which was run.
    ///   - columns: The columns of its answer.
    ///   - session: The connection.
    ///   - endsStatement: Whether the statement is of no use behind the rows.
    init(
        _ statement: PreparedStatement, _ columns: [ColumnDescription], _ session: MySQLSession,
        endsStatement: Bool = true
    ) throws {
        self.endsStatement = endsStatement
        self.columns = columns.map(\.name)
        self.statement = statement
        self.session = session
        showsZone = session.isInUTC
        row = RowRoom(columns)
        guard session.connection.f.mysql_stmt_bind_result(statement.handle, row.binds.baseAddress) == 0 else {
            throw statement.failure(mayHaveChanged: false)
        }
    }

    func next() throws -> RecordBatch? {
        if let batch = ahead.popFirst() { return batch }
        if let failure {
            self.failure = nil
            throw failure
        }
        guard !hasAll else { return nil }
        let batch = try read()
        return batch.rowCount > 0 ? batch : nil
    }

    func close() {
        ahead = []
        failure = nil
        guard !hasAll else { return }
        hasAll = true
        statement.close()
        session.rowsAreRead(self)
    }

    /// Reads all rows that are still to come into memory.
    func readAhead() throws {
        do {
            while !hasAll {
                let batch = try read()
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

    /// Reads some rows; with fewer than that the end is known.
    private func read() throws -> RecordBatch {
        var batch = RecordBatch(columnCount: columns.count, byteCapacity: 4096)
        let connection = session.connection
        _ = try connection.usable()
        while batch.rowCount < Self.rowLimit, batch.byteCount < Self.byteLimit {
            switch connection.f.mysql_stmt_fetch(statement.handle) {
            case 0, Self.wasTruncated:
                for column in columns.indices { try appendCell(column, to: &batch) }
            case Self.noMoreRows:
                hasAll = true
                if endsStatement { statement.close() }
                session.rowsAreRead(self)
                return batch
            default:
                // It looks like the end of the rows, and is not.
                let error = statement.failure(mayHaveChanged: false)
                hasAll = true
                statement.close()
                session.rowsAreRead(self)
                throw error
            }
        }
        try session.interruption.check()
        return batch
    }

    private func appendCell(_ column: Int, to batch: inout RecordBatch) throws {
        guard row.nulls[column] == 0 else { return batch.appendNull() }
        let form = row.forms[column]
        guard form.size == nil, Int(row.lengths[column]) > row.capacities[column] else {
            return batch.append(row.value(column), as: form, showsZone: showsZone)
        }
        // The room was too small for the value: it is fetched once more.
        let whole = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(row.lengths[column]), alignment: 8)
        defer { whole.deallocate() }
        var length: UInt = 0
        let code = withUnsafeMutablePointer(to: &length) { length in
            var bind = oint_mysql_bind()
            bind.buffer_type = form.bufferType
            bind.buffer = whole.baseAddress
            bind.buffer_length = UInt(whole.count)
            bind.length = length
            return session.connection.f.mysql_stmt_fetch_column(statement.handle, &bind, UInt32(column), 0)
        }
        guard code == 0 else { throw statement.failure(mayHaveChanged: false) }
        batch.append(UnsafeRawBufferPointer(whole), as: form, showsZone: showsZone)
    }

    private static let rowLimit = 2000
    private static let byteLimit = 256 * 1024
    private static let noMoreRows: Int32 = 100
    private static let wasTruncated: Int32 = 101
}

/// Room for one row.
private final class RowRoom {
    let forms: [ValueForm]
    /// How many bytes of a value there is room for.
    let capacities: [Int]
    let binds: UnsafeMutableBufferPointer<oint_mysql_bind>
    let lengths: UnsafeMutableBufferPointer<UInt>
    let nulls: UnsafeMutableBufferPointer<CChar>
    private let room: UnsafeMutableRawBufferPointer
    private let places: [Int]

    init(_ columns: [ColumnDescription]) {
        forms = columns.map(\.form)
        capacities = columns.map { $0.form.size ?? min(max($0.length, 64), 4096) }
        binds = .allocate(capacity: columns.count)
        binds.initialize(repeating: oint_mysql_bind())
        lengths = .allocate(capacity: columns.count)
        lengths.initialize(repeating: 0)
        nulls = .allocate(capacity: columns.count)
        nulls.initialize(repeating: 0)
        var places: [Int] = []
        var size = 0
        for capacity in capacities {
            places.append(size)
            size += (capacity + 15) / 8 * 8
        }
        self.places = places
        room = .allocate(byteCount: size, alignment: 8)
        for (index, form) in forms.enumerated() {
            binds[index].buffer_type = form.bufferType
            binds[index].buffer = room.baseAddress.map { $0 + places[index] }
            binds[index].buffer_length = UInt(capacities[index])
            binds[index].length = lengths.baseAddress.map { $0 + index }
            binds[index].is_null = nulls.baseAddress.map { $0 + index }
            if case .integer(let isUnsigned) = form { binds[index].is_unsigned = isUnsigned ? 1 : 0 }
        }
    }

    deinit {
        binds.deallocate()
        lengths.deallocate()
        nulls.deallocate()
        room.deallocate()
    }

    /// The bytes of a value that there was room for.
    func value(_ column: Int) -> UnsafeRawBufferPointer {
        let count = forms[column].size ?? min(Int(lengths[column]), capacities[column])
        return UnsafeRawBufferPointer(rebasing: room[places[column]..<places[column] + count])
    }
}

/// Rows of a statement that are here already.
final class StoredCursor: SQLCursor {
    let columns: [String]
    private var batches: ArraySlice<RecordBatch>

    init(_ columns: [String], _ batches: [RecordBatch]) {
        self.columns = columns
        self.batches = batches.filter { $0.rowCount > 0 }[...]
    }

    var isAtEnd: Bool { batches.isEmpty }

    /// The statement has come to its end.
    var onlyReads: Bool { true }

    func next() throws -> RecordBatch? { batches.popFirst() }

    func close() { batches = [] }
}
