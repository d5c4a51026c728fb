import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

extension PostgreSQLSession {
    /// How many rows are worth a COPY.
    private static let copyMinimum = 100
    private static let copyBufferSize = 128 * 1024

    /// Stores rows.
    public func insert(_ insertion: SQLInsertion) throws -> SQLInsertion.Outcome {
        if insertion.isTransactional, insertion.conflict == .fail, let columns = try columnsForCopy(insertion.rows),
            try isPlainTable(insertion.table), let outcome = try copy(insertion, columns: columns)
        {
            return outcome
        }
        guard connection.canPipeline else { return try insertion.run(in: self) }
        return try insertInPipeline(insertion)
    }

    /// The columns of the first row, where there are enough of them for a COPY.
    private func columnsForCopy(_ rows: JSONRows) throws -> [String]? {
        let rows = try rows.first(Self.copyMinimum)
        guard rows.count == Self.copyMinimum, let columns = rows[0].object?.keys, !columns.isEmpty else { return nil }
        return columns
    }

    /// Whether COPY means the same as INSERT row by row: not where rules, row security or identity columns come in, nor
    /// where one row of the table may need another, or a trigger may look at what is there already.
    private func isPlainTable(_ table: SQLIdentifier) throws -> Bool {
        guard connection.pq.f.PQserverVersion(connection.handle) >= 100000 else { return false }
        let text = """
            SELECT c.relkind IN ('r', 'p') AND NOT c.relhasrules AND NOT c.relrowsecurity AND NOT EXISTS \
            (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity = 'a') AND NOT EXISTS \
            (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.confrelid = c.oid) AND NOT EXISTS \
            (SELECT FROM pg_catalog.pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal) AS plain \
            FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1)
            """
        return try rows(SQLStatement(text, [SQLParameter(.string(table.sql))])).first?["plain"]?.bool ?? false
    }

    /// Stores rows by COPY, in a transaction.
    /// - Returns: How it went; nil when a row can't go this way, or COPY failed without telling at which row, and nothing
    ///   was stored.
    private func copy(_ insertion: SQLInsertion, columns: [String]) throws -> SQLInsertion.Outcome? {
        let names = try columns.map { try insertion.name($0).sql }
        let transaction = try SQLTransaction(self, insertion.dialect)
        var outcome = SQLInsertion.Outcome()
        do {
            let text = try insertion.statement(for: columns)
            let types = try describe(text, types: []).parameterTypes
            try learn(types)
            let copy = "COPY \(insertion.table.sql) (\(names.joined(separator: ", "))) FROM STDIN"
            switch try reading({ try send(insertion, columns: columns, types, by: copy) }) {
            case .stored(let count):
                try transaction.commit()
                outcome.count(SQLChanges(.added, count))
                outcome.end = .commit
                return outcome
            case .refused(let error, let context):
                transaction.rollBack()
                guard let row = CopyText.row(in: context, table: insertion.table.name) else { return nil }
                outcome.errors.append((row, error))
                outcome.end = .rollback
                return outcome
            case .unfit(let reason):
                transaction.rollBack()
                if let reason { throw reason }
                return nil
            }
        } catch {
            transaction.rollBack()
            throw error
        }
    }

    /// How a COPY ended.
    private enum CopyEnd {
        /// All rows are there.
        case stored(Int)
        /// The server refused, and tells where it was.
        case refused(ServiceError, context: String)
        /// A row can't go by COPY, or is no JSON at all.
        case unfit(UsageError?)
    }

    private func send(
        _ insertion: SQLInsertion, columns: [String], _ types: [Oid], by text: String
    ) throws -> CopyEnd {
        let pq = connection.pq
        try connection.send { pq.f.PQsendQueryParams($0, text, 0, nil, nil, nil, nil, 0) }
        var end = CopyEnd.stored(0)
        while let result = try connection.nextResult() {
            switch result.status {
            case PGRES_COPY_IN:
                var isComplete = false
                do {
                    let count = try sendContent(of: insertion, columns: columns, types)
                    isComplete = count != nil
                    end = count.map { .stored($0) } ?? .unfit(nil)
                } catch let error as UsageError {
                    end = .unfit(error)
                }
                try connection.send { pq.f.PQputCopyEnd($0, isComplete ? nil : "a row can't go this way") }
            case PGRES_FATAL_ERROR:
                if case .unfit = end { break }
                end = .refused(Refusal.error(result, statement: nil), context: result.errorField(.context) ?? "")
            case PGRES_COMMAND_OK:
                if case .stored(let count) = end { end = .stored(result.changes?.count ?? count) }
            default: break
            }
        }
        return end
    }

    /// - Returns: How many rows were sent; nil when one can't go this way.
    private func sendContent(of insertion: SQLInsertion, columns: [String], _ types: [Oid]) throws -> Int? {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.copyBufferSize * 2)
        var count = 0
        var rows = insertion.rows.makeIterator()
        while let row = try rows.next() {
            let isAdded = try CopyText.append(row, columns: columns, to: &buffer) { value, index in
                try plain(value, for: types[index], isText: insertion.rows.areTexts)
            }
            guard isAdded else { return nil }
            count += 1
            if buffer.count >= Self.copyBufferSize { try sendContent(&buffer) }
        }
        if !buffer.isEmpty { try sendContent(&buffer) }
        return count
    }

    /// A value for a column in the form of COPY; nil where it gives a type, whose rules are those of statements.
    private func plain(_ value: JSON, for type: Oid, isText: Bool) throws -> EncodedValue? {
        let parameter = isText ? SQLParameter(cell: value) : SQLParameter(value)
        // A type that is not known yet can't be asked for while rows are on their way.
        if parameter.possibleType != nil, ![.json, .hstore].contains(catalog.form(of: type)) { return nil }
        let (encoded, named) = try encoded(parameter, for: type)
        if case .binary = encoded { return nil }
        return named == 0 ? encoded : nil
    }

    private func sendContent(_ buffer: inout [UInt8]) throws {
        let pq = connection.pq
        try interruption.check()
        try connection.send { handle in
            buffer.withUnsafeBytes {
                // In this mode libpq takes everything it has memory for; 0 would mean that it did not.
                pq.f.PQputCopyData(handle, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count)) == 1 ? 1 : 0
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
