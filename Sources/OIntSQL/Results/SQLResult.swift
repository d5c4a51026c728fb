import OIntCore

/// What a statement answers.
public enum SQLResult: Sendable {
    /// It gives no rows, and was done; with how many rows it has touched, where it is one that touches some.
    case done(SQLChanges? = nil)
    /// It gives rows, which are still to come.
    case rows(Records)

    /// Takes all rows into memory.
    /// - Returns: The rows; none where the statement gives none.
    /// - Throws: What reading them throws.
    public func collected() async throws -> [JSONObject] {
        switch self {
        case .done: []
        case .rows(let records): try await records.collected()
        }
    }
}

extension SQLResult: OutputConvertible {
    /// `{"result": true}`, with how many rows were added, changed or deleted, or with rows under `data`.
    public var output: Output {
        switch self {
        case .done(let changes):
            if let changes {
                .json(["result": true, changes.kind.rawValue: .number(JSONNumber(changes.count))])
            } else {
                .json(["result": true])
            }
        case .rows(let records): .records(records)
        }
    }
}

/// How storing rows went; rows that could not be stored are an error instead.
public struct SQLInsertionResult: Sendable, OutputConvertible {
    let outcome: SQLInsertion.Outcome

    /// How many rows were stored, new ones and changed ones; what a trigger or a rule left out is none of them.
    public var stored: Int { outcome.stored }
    /// How many of them are new; nil where the database does not tell.
    public var added: Int? { outcome.added }
    /// How many of them have new values; nil where the database does not tell.
    public var changed: Int? { outcome.changed }

    /// Takes an outcome.
    /// - Parameters:
    ///   - outcome: How it went.
    ///   - service: The database's name for people.
    /// - Throws: `ServiceError` that names the first row that could not be stored.
    init(_ outcome: SQLInsertion.Outcome, service: String) throws(ServiceError) {
        self.outcome = outcome
        guard let first = outcome.errors.first else { return }
        let refusal = first.error as? ServiceError
        let rest = outcome.errors.count - 1
        let others = rest > 0 ? " (and \(rest) more rows)" : ""
        throw ServiceError(
            service: service, code: refusal?.code,
            message: "row \(first.row): \(refusal?.message ?? "\(first.error)")\(others)",
            remedy: outcome.end == .rollback ? "Nothing was stored; mend the row and try again" : nil,
            reply: .json(Self.json(outcome)))
    }

    private static func json(_ outcome: SQLInsertion.Outcome) -> JSON {
        let errors = outcome.errors.map { row, error -> JSON in
            ["row": .number(JSONNumber(row)), "error": .string((error as? ServiceError)?.message ?? "\(error)")]
        }
        var object: JSONObject = ["result": .bool(errors.isEmpty), "rows": .number(JSONNumber(outcome.stored))]
        if let added = outcome.added { object.append("added", .number(JSONNumber(added))) }
        if let changed = outcome.changed { object.append("changed", .number(JSONNumber(changed))) }
        object.append("errors", .array(errors))
        if let end = outcome.end { object.append(end.rawValue, ["result": true]) }
        return .object(object)
    }

    /// The outcome with how many rows were stored, and how the transaction ended.
    public var output: Output { .json(Self.json(outcome)) }
}
