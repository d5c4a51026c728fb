/// A JSON number with the digits it was written with.
///
/// Two numbers are equal when their texts are: `1.0` and `1` differ, as they do on the wire.
public struct JSONNumber: Sendable, Hashable {
    /// The number as written, valid by RFC 8259, section 6.
    public let text: String

    /// Takes a text that is known to follow the grammar of RFC 8259.
    init(validated text: String) { self.text = text }

    /// Creates a number from a whole number.
    ///
    /// - Parameter value: The number, written in decimal digits.
    public init(_ value: some FixedWidthInteger) { text = String(value) }

    /// Creates a number from its text, or nil when the text is no JSON number.
    ///
    /// - Parameter text: A number by RFC 8259, section 6, without white space; kept as it is.
    public init?(_ text: String) {
        var copy = text
        let isNumber = copy.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return false }
            let end = start + bytes.count
            return (try? Self.endOfNumber(from: start, to: end, origin: start)) == end
        }
        guard isNumber else { return nil }
        self.text = text
    }

    /// Creates a number from a floating-point one, or nil for infinities and NaN, which JSON can't hold.
    ///
    /// The text is the shortest that reads back as the same number. A whole number has no `.0` behind it,
    /// since services that want an integer refuse one.
    ///
    /// - Parameter value: The number.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        let description = value.description
        text = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }
}

extension JSONNumber {
    /// The number as a 64-bit integer, or nil when it is not whole or does not fit.
    ///
    /// What counts is the value, not its spelling: `1.0`, `1e3` and `-0` are whole, `1.5` is not. Nothing is rounded.
    public var int: Int? {
        if let plain = Int(text) { return plain }
        // The value is digits · 10^scale, with zeros at the end of the digits moved into the scale. Digits
        // are summed below zero, where there is room for one number more.
        var digits = 0
        var scale = 0
        var zeros = 0
        var isFraction = false
        var bytes = text.utf8[...]
        let isNegative = bytes.first == JSONByte.minus
        if isNegative { bytes.removeFirst() }
        while let byte = bytes.popFirst() {
            guard byte != JSONByte.point else {
                isFraction = true
                continue
            }
            guard byte &- JSONByte.zero < 10 else { break }  // The exponent follows.
            if isFraction { scale -= 1 }
            guard byte != JSONByte.zero else {
                zeros += 1
                continue
            }
            guard digits == 0 || digits.appendZeros(zeros), digits.appendZeros(1) else { return nil }
            let (sum, overflow) = digits.subtractingReportingOverflow(Int(byte - JSONByte.zero))
            guard !overflow else { return nil }
            digits = sum
            zeros = 0
        }
        guard digits != 0 else { return 0 }
        scale += zeros
        if !bytes.isEmpty {
            // An exponent beyond 64 bits leaves the range of integers whichever its sign.
            guard let exponent = Int(Substring(bytes)) else { return nil }
            let (sum, overflow) = scale.addingReportingOverflow(exponent)
            guard !overflow else { return nil }
            scale = sum
        }
        guard scale >= 0, digits.appendZeros(scale) else { return nil }
        if isNegative { return digits }
        return digits == .min ? nil : -digits
    }

    /// The nearest binary floating-point number.
    ///
    /// A number out of range becomes an infinity (`1e400`) or zero (`1e-400`); one with more than about 16
    /// digits loses the rest.
    public var double: Double { Double(text) ?? .nan }
}

extension Int {
    /// Multiplies by a power of ten and says whether the product fits.
    fileprivate mutating func appendZeros(_ count: Int) -> Bool {
        guard count < 20 else { return false }
        for _ in 0..<count {
            let (product, overflow) = multipliedReportingOverflow(by: 10)
            guard !overflow else { return false }
            self = product
        }
        return true
    }
}

extension JSONNumber: LosslessStringConvertible {
    /// The number as written.
    public var description: String { text }
}

extension JSONNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// Creates a number from a whole number in the source.
    public init(integerLiteral value: Int) { text = String(value) }

    /// Creates a number from a decimal in the source, written as ``init(_:)-(Double)`` writes it.
    ///
    /// A literal beyond the range of `Double` becomes `1e999` or `-1e999`, which reads back as infinity.
    public init(floatLiteral value: Double) {
        precondition(!value.isNaN, "JSON has no NaN")
        text = JSONNumber(value)?.text ?? (value < 0 ? "-1e999" : "1e999")
    }
}
