import OIntCore

/// A statement with the values for its parameters.
public struct SQLStatement: Sendable {
    /// The statement, with numbered placeholders.
    public var text: String
    /// The values, in the order of their numbers.
    public var parameters: [SQLParameter]

    /// Creates a statement.
    /// - Parameters:
    ///   - text: The statement, with numbered placeholders.
    ///   - parameters: The values, in the order of their numbers.
    public init(_ text: String, _ parameters: [SQLParameter] = []) {
        self.text = text
        self.parameters = parameters
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
        text += dialect.placeholder + String(parameters.count)
    }

    /// Adds placeholders for several values, with commas between them.
    mutating func bind(_ values: [SQLParameter]) {
        for (index, value) in values.enumerated() {
            if index > 0 { text += ", " }
            bind(value)
        }
    }

    /// Adds the condition that filters make together.
    mutating func write(where filters: [SQLFilter]) throws(UsageError) {
        for (index, filter) in filters.enumerated() {
            write(index == 0 ? " WHERE " : " \(filters[index - 1].union.rawValue) ")
            try filter.write(to: &self)
        }
    }
}
