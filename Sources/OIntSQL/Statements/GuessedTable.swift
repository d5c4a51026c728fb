import OIntCore

/// A table with columns for rows, whose types are guessed from their values.
struct GuessedTable {
    /// What the values of a column have in common.
    private enum Kind {
        case integer, number, bool, text, json
    }

    private let dialect: SQLDialect
    private var columns: [String] = []
    private var kinds: [Kind?] = []

    /// - Throws: `UsageError` when a row is no object.
    init(_ rows: JSONRows, _ dialect: SQLDialect) throws(UsageError) {
        self.dialect = dialect
        var places: [[UInt8]: Int] = [:]
        var iterator = rows.makeIterator()
        while let row = try iterator.next() {
            for member in row.object ?? [:] {
                let key = Array(member.key.utf8)
                let place = places[key] ?? columns.count
                if place == columns.count {
                    places[key] = place
                    columns.append(member.key)
                    kinds.append(nil)
                }
                kinds[place] = Self.common(
                    kinds[place], rows.areTexts ? Self.kind(ofCell: member.value) : Self.kind(of: member.value))
            }
        }
    }

    /// The statement that makes the table.
    func creation(of table: String) throws(UsageError) -> SQLStatement {
        var definitions = JSONObject()
        for (name, kind) in zip(columns, kinds) {
            // The name is the one in the rows, whatever is in it.
            definitions.append(SQLDialect.Quotes("\"").quoted(name), .string(type(of: kind)))
        }
        guard !definitions.isEmpty else {
            throw UsageError("the rows have no columns, so that no table can be made for them")
        }
        return try SQLStatements(dialect).create(table, columns: definitions)
    }

    private func type(of kind: Kind?) -> String {
        switch kind {
        case .integer: dialect.columnTypes.integer
        case .number: dialect.columnTypes.number
        case .bool: dialect.columnTypes.bool
        case .json: dialect.columnTypes.json
        case .text, nil: dialect.columnTypes.text
        }
    }

    private static func kind(of value: JSON) -> Kind? {
        switch value {
        case .null: nil
        case .bool: .bool
        case .number(let number): Int64(number.text) == nil ? .number : .integer
        case .string: .text
        case .array, .object: .json
        }
    }

    /// What a text looks like; what would lose something as a number stays a text, such as a postcode or a card's number.
    private static func kind(ofCell value: JSON) -> Kind? {
        guard let text = value.string else { return nil }
        if ["true", "false"].contains(text.lowercased()) { return .bool }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard JSONNumber(text) != nil, digits.utf8.count <= 15, !text.lowercased().contains("e") else { return .text }
        return digits.allSatisfy(\.isNumber) ? .integer : .number
    }

    private static func common(_ first: Kind?, _ second: Kind?) -> Kind? {
        guard let first, let second else { return first ?? second }
        if first == second { return first }
        let numbers: [Kind] = [.integer, .number]
        if numbers.contains(first), numbers.contains(second) { return .number }
        return first == .json || second == .json ? .json : .text
    }
}
