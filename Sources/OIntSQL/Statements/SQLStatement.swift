import OIntCore

/// A statement with the values for its parameters.
public struct SQLStatement: Sendable {
    /// The statement, with the database's own placeholders.
    public var text: String
    /// The values, in the order of their placeholders.
    public var parameters: [SQLParameter]

    /// Creates a statement.
    /// - Parameters:
    ///   - text: The statement, with the database's own placeholders.
    ///   - parameters: The values, in the order of their placeholders.
    public init(_ text: String, _ parameters: [SQLParameter] = []) {
        self.text = text
        self.parameters = parameters
    }

    /// Refuses what no database takes as it is meant.
    /// - Parameter dialect: How the database writes SQL.
    /// - Throws: `UsageError` when the text holds a null character, or there are more values than the database takes.
    func check(for dialect: SQLDialect) throws(UsageError) {
        guard !text.utf8.contains(0) else {
            throw UsageError("the statement holds a null character, behind which databases would not read on")
        }
        guard parameters.count <= dialect.parameterLimit else {
            throw UsageError(
                "the statement has \(parameters.count) values; the database takes \(dialect.parameterLimit) at most")
        }
    }
}

/// Writes a statement piece by piece, and numbers its parameters.
struct SQLWriter {
    let dialect: SQLDialect
    private var text = ""
    private var parameters: [SQLParameter] = []

    init(_ dialect: SQLDialect) { self.dialect = dialect }

    var statement: SQLStatement { SQLStatement(text, parameters) }

    /// Adds text of our own, or a name.
    mutating func write(_ sql: String) { text += sql }

    /// Adds a placeholder.
    mutating func bind(_ parameter: SQLParameter) {
        parameters.append(parameter)
        text += dialect.placeholder(parameters.count, for: parameter)
    }

    /// Adds placeholders for several values, with commas between them.
    mutating func bind(_ values: [SQLParameter]) {
        for (index, value) in values.enumerated() {
            if index > 0 { text += ", " }
            bind(value)
        }
    }

    /// Adds the condition that filters make together.
    mutating func write(where filters: [SQLFilter], in statements: SQLStatements) throws(UsageError) {
        for (index, filter) in filters.enumerated() {
            write(index == 0 ? " WHERE " : " \(filters[index - 1].union.rawValue) ")
            try filter.write(to: &self, in: statements)
        }
    }
}
