import OIntCore

/// One condition on rows: a column, an operator, and what to compare with.
public struct SQLFilter: Sendable, Hashable {
    /// How a condition goes together with the next one.
    public enum Union: String, Sendable, CaseIterable {
        /// Both have to hold.
        case and = "AND"
        /// One of them has to hold.
        case or = "OR"
    }

    /// The column.
    public let field: String
    /// The operator, in capital letters.
    public let comparison: String
    /// What to compare with; nil for operators that need nothing.
    public let value: JSON?
    /// How the condition goes together with the next one.
    public let union: Union
    /// Whether the value is SQL, such as the name of another column, instead of a value.
    public let isRaw: Bool

    /// Creates a condition.
    /// - Parameters:
    ///   - field: The column.
    ///   - comparison: The operator: `=`, `<`, `LIKE`, `IN`, `BETWEEN`, `IS NULL` and so on.
    ///   - value: What to compare with: a list for `IN`, a list of two for `BETWEEN`.
    ///   - union: How the condition goes together with the next one.
    ///   - isRaw: Whether the value is SQL.
    /// - Throws: `UsageError` when the operator is unknown, or the value does not fit it.
    public init(
        field: String, comparison: String = "=", value: JSON?, union: Union = .and, isRaw: Bool = false
    ) throws(UsageError) {
        let words = comparison.uppercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard Self.comparisons.contains(words) else {
            let nearest = Suggestion.nearest(to: words, among: Self.comparisons).map { ", did you mean \($0)?" } ?? ""
            throw UsageError("a filter has the operator \(Quote.short(comparison)), which is not known\(nearest)")
        }
        guard value != nil || Self.unary.contains(words) else {
            throw UsageError("a filter on \(Quote.short(field)) has no value")
        }
        self.field = field
        self.comparison = words
        self.value = value
        self.union = union
        self.isRaw = isRaw
    }

    private static let unary = ["IS NULL", "IS NOT NULL", "ISNULL", "NOTNULL", "NOT NULL"]
    private static let comparisons =
        unary + [
            "=", "==", "<>", "!=", "<", "<=", ">", ">=", "IS", "IS NOT", "IN", "NOT IN", "BETWEEN", "NOT BETWEEN",
            "LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE", "SIMILAR TO", "NOT SIMILAR TO", "GLOB", "NOT GLOB", "REGEXP",
            "NOT REGEXP", "MATCH", "NOT MATCH", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*", "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM", "@>", "<@", "&&", "@@", "?", "?|", "?&", "<<", ">>", "&<", "&>", "-|-",
        ]

    /// The names of the members a filter has, with hints at what to write.
    public static let template = Template([
        "field": "column", "type": "operator, = when blank", "value": "what to compare with",
        "union": "AND or OR, towards the next filter", "raw": "true when the value is SQL",
    ])
}

extension SQLFilter: JSONOptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads an object with `field`, `type`, `value`, `union` and `raw`; blank members count as missing.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(optionJSON: JSON(option: inputs))
    }

    /// Takes an object with `field`, `type`, `value`, `union` and `raw`; blank members count as missing.
    public init(optionJSON value: JSON) throws(OptionError) {
        let object = try JSONObject(optionJSON: value)
        for key in object.keys where !["field", "type", "value", "union", "raw"].contains(key) {
            throw OptionError("has the key \(Quote.short(key)); a filter has field, type, value, union and raw")
        }
        func text(_ key: String) throws(OptionError) -> String? {
            guard let value = object[key], !value.isNull else { return nil }
            guard let text = value.string else { throw OptionError("has a filter whose \(key) is no text") }
            return text.trimmed.isEmpty ? nil : text
        }
        guard let field = try text("field") else { throw OptionError("has a filter without a field") }
        let word = try text("union") ?? Union.and.rawValue
        guard let union = Union(rawValue: word.trimmed.uppercased()) else {
            throw OptionError("has a filter whose union is \(Quote.short(word)); write AND or OR")
        }
        let isRaw: Bool
        switch object["raw"] {
        case nil, .null, .string(""): isRaw = false
        case .bool(let flag): isRaw = flag
        case .string(let word): isRaw = try Bool(option: [OptionInput(word)])
        default: throw OptionError("has a filter whose raw is neither true nor false")
        }
        let comparison = try text("type") ?? "="
        do throws(UsageError) {
            try self.init(
                field: field, comparison: comparison, value: object["value"], union: union, isRaw: isRaw)
        } catch {
            throw OptionError("can't be used: \(error)")
        }
    }

    /// The condition as JSON.
    public var optionText: String {
        JSON.object(["field": .string(field), "type": .string(comparison), "value": value ?? .null]).text(.compact)
    }
}

extension SQLFilter {
    /// Adds the condition to a statement.
    func write(to writer: inout SQLWriter, in statements: SQLStatements) throws(UsageError) {
        writer.write(try statements.column(field).sql + " ")
        guard let value, !Self.unary.contains(comparison) else { return writer.write(comparison) }
        if isRaw {
            let text = value.string ?? value.text(.compact)
            return writer.write("\(comparison) \(try SQLFragment(text, at: .expression, in: writer.dialect).sql)")
        }
        switch (comparison, value) {
        case ("=", .null), ("==", .null), ("IS", .null): writer.write("IS NULL")
        case ("<>", .null), ("!=", .null), ("IS NOT", .null): writer.write("IS NOT NULL")
        case ("IN", .array(let elements)), ("NOT IN", .array(let elements)):
            guard !elements.isEmpty else {
                throw UsageError("a filter with \(comparison) has an empty list")
            }
            writer.write("\(comparison) (")
            writer.bind(elements.map { SQLParameter($0) })
            writer.write(")")
        case ("IN", _), ("NOT IN", _):
            writer.write("\(comparison) (")
            writer.bind(SQLParameter(value))
            writer.write(")")
        case ("BETWEEN", _), ("NOT BETWEEN", _):
            guard let bounds = value.array, bounds.count == 2 else {
                throw UsageError("a filter with \(comparison) needs a list of two values, not \(value.text(.compact))")
            }
            writer.write("\(comparison) ")
            writer.bind(SQLParameter(bounds[0]))
            writer.write(" AND ")
            writer.bind(SQLParameter(bounds[1]))
        default:
            writer.write("\(comparison) ")
            writer.bind(SQLParameter(value))
        }
    }
}
