/// The fields of a request in the order a service wants them; those without a value are left out.
///
/// ```swift
/// let fields: Fields = ["taskId": task, "users": users, "title": title]
/// ```
public struct Fields: Sendable {
    private var members = JSONObject()

    /// The fields as a JSON object.
    public var object: JSONObject { members }

    /// Adds a field at the end; one without a value is left out.
    /// - Parameters:
    ///   - name: The field's name.
    ///   - value: The field's value.
    public mutating func append(_ name: String, _ value: (any FieldValue)?) {
        if let json = value?.fieldValue { members.append(name, json) }
    }

    /// Sets a field, in its place where it stands already.
    /// - Parameters:
    ///   - name: The field's name.
    ///   - value: The field's value.
    public mutating func set(_ name: String, _ value: some FieldValue) {
        if let json = value.fieldValue { members[name] = json }
    }

    /// Adds all members of an object at the end.
    /// - Parameter object: The object.
    public mutating func append(contentsOf object: JSONObject) {
        for member in object { members.append(member.key, member.value) }
    }
}

extension Fields: ExpressibleByDictionaryLiteral {
    /// Creates fields, leaving out those without a value.
    public init(dictionaryLiteral elements: (String, (any FieldValue)?)...) {
        for (name, value) in elements { append(name, value) }
    }
}

/// A type that a field of a request may have.
public protocol FieldValue {
    /// The value as JSON, or nil when the field should be left out.
    var fieldValue: JSON? { get }
}

extension Fields: FieldValue {
    /// The fields as an object; nothing when there are none.
    public var fieldValue: JSON? { members.isEmpty ? nil : .object(members) }
}

extension JSON: FieldValue {
    /// The value itself.
    public var fieldValue: JSON? { self }
}

extension JSONObject: FieldValue {
    /// The object.
    public var fieldValue: JSON? { .object(self) }
}

extension JSONNumber: FieldValue {
    /// The number as written.
    public var fieldValue: JSON? { .number(self) }
}

extension String: FieldValue {
    /// The text.
    public var fieldValue: JSON? { .string(self) }
}

extension Int: FieldValue {
    /// The number.
    public var fieldValue: JSON? { .number(JSONNumber(self)) }
}

extension Bool: FieldValue {
    /// `true` or `false`.
    public var fieldValue: JSON? { .bool(self) }
}

extension ID: FieldValue {
    /// The id as text.
    public var fieldValue: JSON? { json }
}

extension Array: FieldValue where Element: FieldValue {
    /// The values as a list; elements without a value are left out.
    public var fieldValue: JSON? { .array(compactMap(\.fieldValue)) }
}
