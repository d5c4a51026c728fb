import OIntCore

/// The values for the parameters of a statement: a list in the order of the placeholders, or an object by their names.
public struct SQLParameters: Sendable, Hashable {
    private enum Content: Sendable, Hashable {
        case list([SQLParameter])
        case object(JSONObject)
    }

    private let content: Content

    /// Creates values in the order of the placeholders.
    /// - Parameter list: The values.
    public init(_ list: [SQLParameter] = []) { content = .list(list) }

    /// Creates values by the names of placeholders.
    /// - Parameter named: The values by name, without the mark before it: `{"id": 5}` for `:id`.
    public init(named: JSONObject) { content = .object(named) }

    /// The values as JSON.
    var json: JSON {
        switch content {
        case .list(let list): .array(list.map(\.json))
        case .object(let object): .object(object)
        }
    }

    /// A statement with the values in the places of its parameters.
    /// - Parameters:
    ///   - text: The statement.
    ///   - dialect: How the database writes SQL.
    /// - Returns: The statement; placeholders with names are replaced by the database's own.
    /// - Throws: `UsageError` when a name is not in the statement.
    func statement(_ text: String, in dialect: SQLDialect) throws(UsageError) -> SQLStatement {
        switch content {
        case .list(let list): return SQLStatement(text, list)
        case .object(let object):
            // One value may stand without a list around it, if it gives its type.
            let single = SQLParameter(.object(object)).typed(in: dialect)
            if single.type != nil { return SQLStatement(text, [single]) }
            return try NamedParameters(object, in: dialect).statement(text)
        }
    }
}

extension SQLParameters: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// Creates values in the order of the placeholders.
    public init(arrayLiteral elements: SQLParameter...) { self.init(elements) }

    /// Creates values by the names of placeholders.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(named: JSONObject(elements)) }
}

extension SQLParameters: OptionValue {
    /// Any JSON values.
    public static var optionKind: OptionKind { .list(of: .json) }

    /// The values have no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a list or an object, or the option given several times.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        if inputs.count == 1, let object = (try? JSON(option: inputs))?.object {
            self.init(named: object)
        } else {
            self.init(try [SQLParameter](option: inputs))
        }
    }

    /// The values as compact JSON.
    public var optionText: String { json.text(.compact) }
}

/// Puts values by name into a statement.
struct NamedParameters {
    private let values: JSONObject
    private let dialect: SQLDialect

    init(_ values: JSONObject, in dialect: SQLDialect) {
        self.values = values
        self.dialect = dialect
    }

    /// Replaces `:name`, and `@name` and `$name` where the database has them, outside of texts, names and comments.
    func statement(_ text: String) throws(UsageError) -> SQLStatement {
        let lexer = SQLLexer(text, dialect.lexis)
        var result: [UInt8] = []
        var parameters: [SQLParameter] = []
        var numbers: [String: Int] = [:]
        var end = 0
        for token in lexer where token.kind == .placeholder {
            let name = String(lexer.text(of: token).dropFirst())
            // What is no parameter stays, such as the bounds of a slice.
            guard let member = values.last(where: { $0.key.utf8.elementsEqual(name.utf8) }) else { continue }
            result += lexer.bytes[end..<token.range.lowerBound]
            end = token.range.upperBound
            let parameter = SQLParameter(member.value)
            if numbers[name] == nil || dialect.placeholder == .positional {
                parameters.append(parameter)
                numbers[name] = parameters.count
            }
            result += dialect.placeholder(numbers[name] ?? 0, for: parameter).utf8
        }
        result += lexer.bytes[end...]
        if let unused = values.keys.first(where: { numbers[$0] == nil }) {
            throw UsageError(
                "--params gives \(Quote.short(unused)) a value, and the statement has no placeholder :\(unused)")
        }
        return SQLStatement(String(decoding: result, as: UTF8.self), parameters)
    }
}
