import OIntCore

/// The query of a request; items without a value are left out.
///
/// ```swift
/// ["pageSize": 100, "fields": fields, "ids": ids]   // ids=1&ids=2
/// ["ids": .commas(ids)]                             // ids=1%2C2
/// ```
///
/// A list repeats its name; an object is sent as JSON.
public struct Query: Sendable, ExpressibleByDictionaryLiteral {
    /// The items in their order, not yet encoded.
    public private(set) var items: [(name: String, value: String)] = []

    /// Creates a query, leaving out items without a value.
    public init(dictionaryLiteral elements: (String, (any FieldValue)?)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// Creates a query from fields.
    /// - Parameter fields: The fields.
    public init(_ fields: Fields) {
        for member in fields.object { append(member.key, member.value) }
    }

    /// Adds an item at the end; one without a value is left out.
    /// - Parameters:
    ///   - name: The item's name.
    ///   - value: The item's value.
    public mutating func append(_ name: String, _ value: (any FieldValue)?) {
        guard let json = value?.fieldValue else { return }
        for element in json.array ?? [json] where !element.isNull {
            items.append((name, element.scalarText ?? element.text(.compact)))
        }
    }

    /// Adds items at the end.
    /// - Parameter other: The items.
    public mutating func append(contentsOf other: Query) { items += other.items }
}

/// A list that is sent as one text, with commas between its elements.
public struct CommaList: FieldValue, Sendable {
    private let texts: [String]

    /// Joins a list.
    /// - Parameter values: The elements; an empty list is left out.
    public init(_ values: [some FieldValue]) {
        texts = values.compactMap { $0.fieldValue?.scalarText }
    }

    /// The joined text; nil where there are no elements.
    public var fieldValue: JSON? { texts.isEmpty ? nil : .string(texts.joined(separator: ",")) }
}

extension FieldValue where Self == CommaList {
    /// A list that is sent as one text, with commas between its elements.
    /// - Parameter values: The elements; an empty list is left out.
    public static func commas(_ values: [some FieldValue]) -> CommaList { CommaList(values) }
}

extension Body {
    /// A JSON object of the fields that have a value.
    /// - Parameter fields: The fields.
    /// - Returns: The body.
    public static func json(_ fields: Fields) -> Body { .json(.object(fields.object)) }

    /// A form of the fields that have a value; a list repeats its name, an object is sent as JSON.
    /// - Parameter fields: The fields.
    /// - Returns: The body.
    public static func form(_ fields: Fields) -> Body { .form(Query(fields).items) }

    /// A JSON value a line.
    /// - Parameters:
    ///   - values: The values.
    ///   - type: The type of the content.
    /// - Returns: The body.
    public static func jsonLines(_ values: [JSON], type: String = "application/x-ndjson") -> Body {
        var bytes: [UInt8] = []
        for value in values {
            value.write(to: &bytes, style: .compact)
            bytes.append(UInt8(ascii: "\n"))
        }
        return .bytes(bytes, type: type)
    }
}
