import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

extension PostgreSQLSession {
    /// How many rows go out before their answers are read.
    private static let groupSize = 512
    private static let groupBytes = 256 * 1024

    /// Stores rows by statements of their own, many of which are on their way at once.
    func insertInPipeline(_ insertion: SQLInsertion) throws -> SQLInsertion.Outcome {
        try insertion.run(in: self) { try store(insertion, &$0) }
    }

    /// Whether the table's rows have the columns that tell by which transaction they were written.
    private func hasSystemColumns(_ table: SQLIdentifier) throws -> Bool {
        let text = """
            SELECT c.relkind IN ('r', 'p') AS plain FROM pg_catalog.pg_class c \
            WHERE c.oid = pg_catalog.to_regclass($1)
            """
        return try rows(SQLStatement(text, [SQLParameter(.string(table.sql))])).first?["plain"]?.bool ?? false
    }

    /// A row as it goes out.
    private struct OutgoingRow {
        let number: Int
        let text: String
        let parameters: EncodedParameters
    }

    private func store(_ insertion: SQLInsertion, _ outcome: inout SQLInsertion.Outcome) throws {
        let isUpsert = insertion.conflict != .fail
        var encoder = RowEncoder(insertion, tellsWhatIsNew: try isUpsert && hasSystemColumns(insertion.table))
        var group: [OutgoingRow] = []
        var bytes = 0
        var misfit: (row: Int, error: any Error)?
        var number = 0
        var rows = insertion.rows.makeIterator()
        while let row = try rows.next() {
            number += 1
            do {
                let (text, parameters) = try reading { try encoder.encode(row, in: self) }
                group.append(OutgoingRow(number: number, text: text, parameters: parameters))
                bytes += parameters.byteCount + 64
            } catch let error where !(error is CancellationError || error is ConnectionError) {
                misfit = (number, error)
            }
            if group.count >= Self.groupSize || bytes >= Self.groupBytes || misfit != nil {
                try reading { try send(group, insertion.isTransactional, &outcome) }
                group = []
                bytes = 0
            }
            // A row before this one may have failed: the first one counts.
            if let misfit, !insertion.isTransactional || outcome.errors.isEmpty { outcome.errors.append(misfit) }
            misfit = nil
            if insertion.isTransactional, !outcome.errors.isEmpty { return }
        }
        try reading { try send(group, insertion.isTransactional, &outcome) }
    }

    /// Sends rows, and reads the answers to them.
    ///
    /// In a transaction one failure ends all; otherwise each row stands for itself.
    private func send(
        _ group: [OutgoingRow], _ isTransactional: Bool, _ outcome: inout SQLInsertion.Outcome
    ) throws {
        guard !group.isEmpty else { return }
        try interruption.check()
        let pq = connection.pq
        try connection.enterPipeline()
        var expected: [(row: Int, text: String, isStored: Bool)] = []
        var prepared: (text: String, types: [Oid]) = ("", [])
        for row in group {
            if isTransactional, (row.text, row.parameters.types) != prepared {
                // Read once, run for many rows: the transaction keeps them on one server, even behind a pool.
                let types = row.parameters.types
                try connection.send { pq.f.PQsendPrepare($0, "", row.text, row.parameters.count, types) }
                expected.append((row.number, row.text, false))
                prepared = (row.text, types)
            }
            try connection.send { handle in
                row.parameters.withPointers { values, lengths, formats in
                    isTransactional
                        ? pq.f.PQsendQueryPrepared(handle, "", row.parameters.count, values, lengths, formats, 0)
                        : pq.f.PQsendQueryParams(
                            handle, row.text, row.parameters.count, row.parameters.types, values, lengths, formats, 0)
                }
            }
            expected.append((row.number, row.text, true))
            if !isTransactional { try connection.sync() }
        }
        if isTransactional { try connection.sync() }
        try connection.flush()
        try readAnswers(to: expected, &outcome)
        connection.exitPipeline()
    }

    private func readAnswers(
        to statements: [(row: Int, text: String, isStored: Bool)], _ outcome: inout SQLInsertion.Outcome
    ) throws {
        var awaited = statements[...]
        while connection.awaitsSync {
            guard let result = try connection.nextResult(), result.status != PGRES_PIPELINE_SYNC,
                let statement = awaited.popFirst()
            else { continue }
            switch result.status {
            case PGRES_FATAL_ERROR:
                outcome.errors.append((statement.row, Refusal.error(result, statement: statement.text)))
            case PGRES_PIPELINE_ABORTED: break
            default: if statement.isStored { outcome.count(changes(by: result)) }
            }
        }
    }

    /// What became of a row: an upsert tells by a row whether it is new.
    private func changes(by result: borrowing QueryResult) -> SQLChanges? {
        guard result.status == PGRES_TUPLES_OK, result.columnCount == 1 else { return result.changes }
        guard result.rowCount > 0 else { return SQLChanges(.touched, 0) }
        return SQLChanges(result.text(0, 0) == "t" ? .added : .changed, Int(result.rowCount))
    }
}

/// Turns rows into statements; those with the same columns share one.
private struct RowEncoder {
    private let insertion: SQLInsertion
    private var columns: [String] = []
    private var text = ""
    /// The types of parameters that the server expects, by statement.
    private var expected: [String: [Oid]] = [:]

    /// What has an upsert tell whether the row is new.
    private let suffix: String

    init(_ insertion: SQLInsertion, tellsWhatIsNew: Bool) {
        self.insertion = insertion
        // A row that was changed has the mark of the transaction that has locked it.
        suffix = tellsWhatIsNew ? " RETURNING (xmax = 0)" : ""
    }

    mutating func encode(_ row: JSON, in session: PostgreSQLSession) throws -> (String, EncodedParameters) {
        guard let object = row.object else {
            throw UsageError("\(Quote.short(row.text(.compact))) is no object with a value for each column")
        }
        if text.isEmpty || !object.keys.isByteEqual(to: columns) {
            columns = object.keys
            text = try insertion.statement(for: columns) + suffix
        }
        let parameters = object.map {
            insertion.rows.areTexts ? SQLParameter(cell: $0.value) : SQLParameter($0.value)
        }
        if expected[text] == nil, parameters.contains(where: PostgreSQLSession.dependsOnPlace) {
            let types = try session.describe(text, types: []).parameterTypes
            try session.learn(types)
            expected[text] = types
        }
        return (text, try session.encode(parameters, expected: expected[text] ?? []))
    }
}
