extension JSON {
    /// Creates a Boolean.
    ///
    /// - Parameter value: What becomes `true` or `false`.
    public init(_ value: Bool) { self = .bool(value) }

    /// Creates a number from a whole number of any width.
    ///
    /// - Parameter value: The number, written in decimal digits.
    public init(_ value: some FixedWidthInteger) { self = .number(JSONNumber(value)) }

    /// Creates a number from a floating-point one, or nil for what JSON can't hold.
    ///
    /// - Parameter value: The number; infinities and NaN give nil. See ``JSONNumber/init(_:)-(Double)``.
    public init?(_ value: Double) {
        guard let number = JSONNumber(value) else { return nil }
        self = .number(number)
    }

    /// Creates a number that keeps its digits.
    ///
    /// - Parameter value: The number.
    public init(_ value: JSONNumber) { self = .number(value) }

    /// Creates a text.
    ///
    /// - Parameter value: The text, without escapes.
    public init(_ value: some StringProtocol) { self = .string(String(value)) }

    /// Creates a list.
    ///
    /// - Parameter elements: The values in their order.
    public init(_ elements: some Sequence<JSON>) { self = .array(Array(elements)) }

    /// Creates an object.
    ///
    /// - Parameter value: The members in their order.
    public init(_ value: JSONObject) { self = .object(value) }
}

// There is no literal `nil` for `null`: where an optional value is meant, it would quietly become a value that is there.
extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// Creates a Boolean from `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// Creates a number from a whole number in the source.
    public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }

    /// Creates a number from a decimal in the source.
    ///
    /// See ``JSONNumber/init(floatLiteral:)`` for how it is written.
    public init(floatLiteral value: Double) { self = .number(JSONNumber(floatLiteral: value)) }

    /// Creates a text from a string in the source.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Creates a list from its elements.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// Creates an object from its members, keeping their order and equal keys.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}
