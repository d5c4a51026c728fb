import OIntCore

/// A value for a parameter of a statement: any JSON value, perhaps with the type it is to have.
///
/// A type is given by an object of one member whose key names it: `{"BLOB": "SGVsbG8="}`. Without one the database
/// takes the value as what it needs in that place.
public struct SQLParameter: Sendable, Hashable {
    /// The name of the type in capital letters, or nil where the database is to find it.
    public let type: String?
    /// The value.
    public let value: JSON

    /// Creates a value.
    /// - Parameter json: Any value; an object names a type with its first key.
    public init(_ json: JSON) {
        if let member = json.object?.first {
            type = member.key.trimmed.uppercased()
            value = member.value
        } else {
            type = nil
            value = json
        }
    }

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

    /// The error for a value that does not fit its type; it shows no more of the value than its beginning.
    public var misfit: UsageError {
        UsageError("\(Quote.short(value.string ?? value.text(.compact))) can't be a value of the type \(type ?? "")")
    }
}
