import CMariaDB
import OIntCore
import OIntDrivers
import OIntSQL

extension MySQLSession {
    /// Stores rows: many by one statement where the table can undo it as a whole, otherwise one by one.
    public func insert(_ insertion: SQLInsertion) throws -> SQLInsertion.Outcome {
        var keys: [String]?
        if case .update(let named) = insertion.conflict {
            keys = try UniqueKeys(of: insertion.table, in: self).columnsToLookFor(
                named.map { try insertion.name($0).name }, rows: insertion)
        }
        let isUndone = try insertion.isTransactional && keys == nil && undoesStatements(insertion.table)
        return try insertion.run(in: self) { outcome in
            var writer = BatchWriter(insertion, self, keys: keys, isBatched: isUndone)
            try writer.store(&outcome)
        }
    }

    /// Whether a statement that fails leaves nothing in the table.
    private func undoesStatements(_ table: SQLIdentifier) throws -> Bool {
        do {
            let row = try rows(SQLStatement("SHOW CREATE TABLE \(table.sql)")).first
            return row?.contains { $0.value.string?.contains("ENGINE=InnoDB") ?? false } ?? false
        } catch is ServiceError {
            return false
        }
    }

    /// How many bytes a statement may have.
    func packetLimit() throws -> Int {
        try rows(SQLStatement("SELECT @@max_allowed_packet AS size")).first?["size"]?.int ?? 1 << 20
    }
}

/// Turns rows into statements.
private struct BatchWriter {
    private let insertion: SQLInsertion
    private let session: MySQLSession
    /// The columns of the key by which a row is looked for before it is stored; nil where the server does that.
    private let keys: [String]?
    private let isBatched: Bool
    private var columns: [String] = []
    /// The statement for one row.
    private var text = ""
    private var texts: (head: String, group: String, tail: String) = ("", "", "")
    /// The rows that go by the next statement, with their numbers.
    private var waiting: [(number: Int, values: [EncodedValue])] = []
    private var bytes = 0
    private var limit = 1 << 20
    private var number = 0

    init(_ insertion: SQLInsertion, _ session: MySQLSession, keys: [String]?, isBatched: Bool) {
        self.insertion = insertion
        self.session = session
        self.keys = keys
        self.isBatched = isBatched
    }

    mutating func store(_ outcome: inout SQLInsertion.Outcome) throws {
        if isBatched { limit = min(try session.packetLimit() / 4, 1 << 20) }
        var rows = insertion.rows.makeIterator()
        while let row = try rows.next() {
            number += 1
            if number % 1024 == 0 { try session.interruption.check() }
            var misfit: (any Error)?
            do {
                try add(row, &outcome)
            } catch let error as UsageError {
                misfit = error
            }
            if insertion.isTransactional, !outcome.errors.isEmpty { return }
            guard let misfit else { continue }
            // A row before this one may fail: the first one counts.
            try flush(&outcome)
            if !insertion.isTransactional || outcome.errors.isEmpty { outcome.errors.append((number, misfit)) }
            if insertion.isTransactional { return }
        }
        try flush(&outcome)
    }

    private mutating func add(_ row: JSON, _ outcome: inout SQLInsertion.Outcome) throws {
        guard let object = row.object else {
            throw UsageError("\(Quote.short(row.text(.compact))) is no object with a value for each column")
        }
        if text.isEmpty || !object.elementsEqual(columns, by: { $0.key.isByteEqual(to: $1) }) {
            try flush(&outcome)
            guard outcome.errors.isEmpty || !insertion.isTransactional else { return }
            try begin(object.keys)
        }
        var values: [EncodedValue] = []
        for member in object {
            let column = insertion.column(for: member.key)
            let parameter =
                insertion.rows.areTexts
                ? cell(member.value, column) : session.parameter(member.value, for: column)
            values.append(try EncodedValue(parameter))
        }
        waiting.append((number, values))
        bytes += values.reduce(8) { $0 + $1.byteCount }
        guard isBatched, !columns.isEmpty, bytes < limit, (waiting.count + 1) * columns.count <= Self.valueLimit,
            waiting.count < Self.rowLimit
        else { return try flush(&outcome) }
    }

    /// How many values a statement may have, and how many rows are worth one.
    private static let valueLimit = 65535
    private static let rowLimit = 1000

    /// A cell of a table of texts.
    private func cell(_ value: JSON, _ column: SQLColumn?) -> SQLParameter {
        guard let column, value.string != nil else { return SQLParameter(cell: value) }
        let parameter = session.parameter(value, for: column)
        return parameter.type == nil ? SQLParameter(cell: parameter.value) : parameter
    }

    private mutating func begin(_ columns: [String]) throws {
        text = ""
        let text = try insertion.statement(for: columns)
        let names = try columns.map { try insertion.name($0).sql }.joined(separator: ", ")
        let head = "INSERT INTO \(insertion.table.sql) (\(names)) VALUES "
        let group = "(\(columns.map { _ in "?" }.joined(separator: ", ")))"
        texts = (head, group, text.hasPrefix(head + group) ? String(text.dropFirst(head.count + group.count)) : "")
        self.columns = columns
        self.text = text
    }

    /// Stores the rows that wait.
    private mutating func flush(_ outcome: inout SQLInsertion.Outcome) throws {
        defer {
            waiting.removeAll(keepingCapacity: true)
            bytes = 0
        }
        guard let first = waiting.first?.number else { return }
        if waiting.count == 1 { return try storeSingly(&outcome) }
        let groups = Array(repeating: texts.group, count: waiting.count).joined(separator: ", ")
        do {
            let changes = try session.run("\(texts.head)\(groups)\(texts.tail)", waiting.flatMap(\.values))
            outcome.count(changes, rows: waiting.count, isUpsert: isUpsert)
        } catch let error as ServiceError where ["1205", "1213"].contains(error.code) {
            // Not a row's fault, and what the transaction has done so far may be gone.
            outcome.errors.append((first, error))
        } catch is ServiceError {
            // The statement has left nothing: one by one they tell which row it was.
            try storeSingly(&outcome)
        }
    }

    private var isUpsert: Bool { insertion.conflict != .fail }

    private mutating func storeSingly(_ outcome: inout SQLInsertion.Outcome) throws {
        for (number, values) in waiting {
            do {
                try session.interruption.check()
                let changes =
                    try keys.map { try update($0, values) } ?? session.run(text, values)
                outcome.count(changes, rows: 1, isUpsert: isUpsert)
            } catch let error where error is ServiceError || error is UsageError {
                outcome.errors.append((number, error))
                if insertion.isTransactional { return }
            }
        }
    }

    /// Changes the row that has the key, or stores a new one.
    private func update(_ keys: [String], _ values: [EncodedValue]) throws -> BatchChanges {
        let names = try columns.map { try insertion.name($0) }
        let places = try keys.map { key in
            guard let place = names.firstIndex(where: { $0.name.lowercased() == key.lowercased() }) else {
                throw UsageError("the row has no value for \(key), which tells rows apart")
            }
            return place
        }
        let settings = names.map { "\($0.sql) = ?" }.joined(separator: ", ")
        let condition = places.map { "\(names[$0].sql) = ?" }.joined(separator: " AND ")
        let found = try session.run(
            "UPDATE \(insertion.table.sql) SET \(settings) WHERE \(condition)", values + places.map { values[$0] })
        if let matched = found.records, matched > 0 {
            return BatchChanges(
                affected: found.affected > 0 ? 2 : 0, records: 1, duplicates: found.affected > 0 ? 1 : 0)
        }
        return try session.run(texts.head + texts.group, values)
    }
}

/// How many rows of a statement are new or changed.
struct BatchChanges {
    /// The server's count: 1 for a new row, 2 for a changed one, 0 for one that stays.
    let affected: Int
    /// How many rows there were; nil where the server does not tell.
    let records: Int?
    /// How many of them were there already, with other values; nil where the server does not tell.
    let duplicates: Int?
}

extension SQLInsertion.Outcome {
    /// Counts what became of rows.
    /// - Parameters:
    ///   - changes: What the server tells.
    ///   - rows: How many rows the statement had.
    ///   - isUpsert: Whether a row may have been there already.
    fileprivate mutating func count(_ changes: BatchChanges, rows: Int, isUpsert: Bool) {
        guard isUpsert else {
            stored += changes.affected
            added = added.map { $0 + changes.affected }
            return
        }
        stored += rows
        guard let duplicates = changes.duplicates ?? (rows == 1 ? (changes.affected == 2 ? 1 : 0) : nil) else {
            added = nil
            changed = nil
            return
        }
        added = added.map { $0 + max(0, changes.affected - 2 * duplicates) }
        changed = changed.map { $0 + duplicates }
    }
}

/// The keys of a table that allow a value once only.
private struct UniqueKeys {
    /// The columns of each key.
    private var keys: [(name: String, columns: [String])] = []

    /// Asks the server.
    init(of table: SQLIdentifier, in session: MySQLSession) throws {
        for row in try session.rows(SQLStatement("SHOW INDEX FROM \(table.sql)")) {
            guard row["Non_unique"]?.int == 0, let name = row["Key_name"]?.string else { continue }
            let column = row["Column_name"]?.string ?? ""
            if let place = keys.firstIndex(where: { $0.name == name }) {
                keys[place].columns.append(column)
            } else {
                keys.append((name, [column]))
            }
        }
    }

    /// The columns by which a row has to be looked for, since the server would take any of the keys.
    /// - Parameters:
    ///   - named: The columns that the caller names; empty for the only key there is.
    ///   - insertion: The rows.
    /// - Returns: The columns; nil where only one key comes into question.
    func columnsToLookFor(_ named: [String], rows insertion: SQLInsertion) throws -> [String]? {
        let wanted = Set(named.map { $0.lowercased() })
        if !wanted.isEmpty, !keys.contains(where: { Set($0.columns.map { $0.lowercased() }) == wanted }) {
            throw UsageError(
                "--unique has to name the columns of a primary key or unique index, and the table has \(description)")
        }
        let first = try insertion.rows.first(1).first?.object ?? [:]
        let given = Set(try first.keys.map { try insertion.name($0).name.lowercased() })
        let met = keys.filter { $0.columns.contains { given.contains($0.lowercased()) } }
        guard met.count > 1 else { return nil }
        guard !wanted.isEmpty else {
            throw UsageError(
                "the rows have values for several keys (\(description)), and any of them could meet a row that is not meant: --unique has to name the columns of one"
            )
        }
        return named
    }

    private var description: String {
        keys.isEmpty ? "none" : keys.map { "\($0.name): \($0.columns.joined(separator: ", "))" }.joined(separator: "; ")
    }
}
