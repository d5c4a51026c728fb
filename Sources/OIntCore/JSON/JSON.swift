/// A JSON value that keeps what a service sent: the order of keys, and numbers as they were written.
///
/// Objects keep every member in its place, equal keys included; numbers keep their digits, so a 64-bit id
/// or a 30-digit decimal leaves exactly as it came.
///
/// Reading and writing a value needs no stack in proportion to its depth, but releasing, comparing and
/// hashing one do; ``JSONParsingOptions/maximumDepth`` keeps what comes from outside within bounds.
public enum JSON: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number, kept as written.
    case number(JSONNumber)
    /// A text, without its escapes.
    case string(String)
    /// A list of values.
    case array([JSON])
    /// Members in the order they were written.
    case object(JSONObject)
}

extension JSON {
    /// Whether the value is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The value as a Boolean, or nil when it is something else.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The value as a number, or nil when it is something else.
    public var number: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The value as a text, or nil when it is something else.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The value as a whole number, or nil when it is none or does not fit 64 bits.
    ///
    /// See ``JSONNumber/int`` for what counts as whole. A text is never taken for a number.
    public var int: Int? { number?.int }

    /// The value as the nearest binary floating-point number, or nil when it is no number.
    ///
    /// See ``JSONNumber/double`` for what becomes of numbers out of range.
    public var double: Double? { number?.double }

    /// The value as a list, or nil when it is something else.
    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The value as an object, or nil when it is something else.
    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member with the given key, or nil when the value is no object or lacks it.
    ///
    /// - Parameter key: The key, without escapes; of several equal ones the last counts.
    public subscript(key: String) -> JSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The element at the given position, or nil when the value is no list or is shorter.
    ///
    /// - Parameter index: The position, counted from 0.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
