import OIntCore

/// A value for a parameter of a statement: any JSON value, perhaps with the type it is to have.
///
/// A type is given by an object of exactly one member whose key names a type that the database knows:
/// `{"BLOB": "SGVsbG8="}`. Any other object is a JSON document, whole. Without a type the database takes the value as what
/// it needs in that place.
public struct SQLParameter: Sendable, Hashable {
    /// The name of the type in capital letters; nil where none is given, or it was not looked at yet.
    public let type: String?
    /// The value.
    public let value: JSON
    /// Whether the value is a text that means what the type of its place wants, as a cell of a table of texts is.
    public private(set) var isText = false

    /// Creates a text that means what the type of its place wants.
    /// - Parameter cell: The text, or null.
    public init(cell: JSON) {
        self.init(cell)
        isText = true
    }

    /// Creates a value, as it was given.
    /// - Parameter json: Any value.
    public init(_ json: JSON) {
        type = nil
        value = json
    }

    /// Creates a value with a type.
    /// - Parameters:
    ///   - value: The value.
    ///   - type: The name of the type.
    public init(_ value: JSON, type: String) {
        self.type = type.trimmed.uppercased()
        self.value = value
    }

    /// The name of the type that the value may give, in capital letters: the key of an object with exactly one member.
    public var possibleType: String? {
        guard type == nil, let object = value.object, object.count == 1 else { return nil }
        return object[0].key.trimmed.uppercased()
    }

    /// The value with the type that it gives.
    /// - Parameter isType: Whether a text, in capital letters, is the name of a type.
    public func typed(where isType: (String) throws -> Bool) rethrows -> SQLParameter {
        guard let name = possibleType, let object = value.object, try isType(name) else { return self }
        return SQLParameter(object[0].value, type: name)
    }

    /// The value with the type that it gives, if a dialect knows it.
    /// - Parameter dialect: How the database writes SQL.
    public func typed(in dialect: SQLDialect) -> SQLParameter { typed(where: dialect.isType) }

    /// The value as it was given.
    public var json: JSON { type.map { [$0: value] } ?? value }
}

extension SQLParameter: JSONOptionValue {
    /// Takes any value.
    public init(optionJSON value: JSON) { self.init(value) }

    /// Any JSON value.
    public static var optionKind: OptionKind { .json }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads JSON; what is none is a text.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let input = try inputs.single()
        self.init((try? JSON(parsing: input.text)) ?? .string(input.unescaped))
    }

    /// The value as JSON.
    public var optionText: String { json.text(.compact) }
}

extension SQLParameter {
    /// The bytes that stand for a binary value: a text in base64.
    /// - Throws: `UsageError` when the value is something else.
    public func bytes() throws(UsageError) -> [UInt8] {
        guard let text = value.string, let bytes = Base64.decoded(text) else {
            throw UsageError("a value of the type \(type ?? "bytes") has to be a text in base64")
        }
        return bytes
    }

    /// Whether the type names bytes, by the word of one database or another.
    public var isBytes: Bool { type.map { ["BLOB", "BYTEA", "BYTES"].contains($0) } ?? false }

    /// The error for a value that does not fit its type; it shows no more of the value than its beginning.
    public var misfit: UsageError {
        UsageError("\(Quote.short(value.string ?? value.text(.compact))) can't be a value of the type \(type ?? "")")
    }
}
