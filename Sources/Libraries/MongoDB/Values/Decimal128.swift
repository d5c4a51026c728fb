/// A decimal number of 34 digits, as IEEE 754 packs it in its binary form.
///
/// Source: https://github.com/mongodb/specifications/blob/master/source/bson-decimal128/decimal128.md
struct Decimal128: Equatable {
    /// The upper half.
    let high: UInt64
    /// The lower half.
    let low: UInt64

    private static let bias = 6176
    private static let mostDigits = 34

    /// Takes the halves as they are stored.
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads a number; nil for what is none, or can't be held exactly.
    init?(_ text: String) {
        var rest = text.lowercased()[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let sign: UInt64 = isNegative ? 1 << 63 : 0
        if ["inf", "infinity"].contains(rest) {
            self.init(high: sign | 0x7800_0000_0000_0000, low: 0)
            return
        }
        if rest == "nan" {
            self.init(high: 0x7C00_0000_0000_0000, low: 0)
            return
        }
        var exponent = 0
        if let mark = rest.firstIndex(of: "e") {
            guard let number = Int(rest[rest.index(after: mark)...]) else { return nil }
            exponent = number
            rest = rest[..<mark]
        }
        var digits = rest.filter { $0 != "." }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), rest.count - digits.count <= 1 else {
            return nil
        }
        if let point = rest.firstIndex(of: ".") { exponent -= rest.distance(from: point, to: rest.endIndex) - 1 }
        digits = String(digits.drop { $0 == "0" })
        // Zeros at the end may go into the exponent, where there are too many digits.
        while digits.count > Self.mostDigits, digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        // And from a large exponent into the digits, where there is room.
        while exponent > 6111, digits.count < Self.mostDigits {
            if !digits.isEmpty { digits += "0" }
            exponent -= 1
        }
        while exponent < -Self.bias, digits.last == "0" || digits.isEmpty {
            _ = digits.popLast()
            exponent += 1
        }
        guard digits.count <= Self.mostDigits, (-Self.bias...6111).contains(exponent) else { return nil }
        let value = digits.isEmpty ? UInt128(0) : UInt128(digits) ?? 0
        self.init(
            high: sign | UInt64(exponent + Self.bias) << 49 | UInt64(truncatingIfNeeded: value >> 64),
            low: UInt64(truncatingIfNeeded: value))
    }

    /// The number as text, with all its digits.
    var text: String {
        let sign = high >> 63 == 1 ? "-" : ""
        switch high >> 58 & 0x1F {
        case 0x1F: return "NaN"
        case 0x1E: return sign + "Infinity"
        default: break
        }
        // Numbers in the other form of packing are larger than 34 digits, and stand for zero.
        let isWide = high >> 61 & 3 == 3
        let exponent = Int(isWide ? high >> 47 & 0x3FFF : high >> 49 & 0x3FFF) - Self.bias
        let value = isWide ? 0 : UInt128(high & 0x1_FFFF_FFFF_FFFF) << 64 | UInt128(low)
        let digits = value > Self.largest ? "0" : String(value)
        let adjusted = exponent + digits.count - 1
        guard exponent <= 0, adjusted >= -6 else {
            let rest = digits.dropFirst()
            return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "E" + (adjusted < 0 ? "" : "+")
                + String(adjusted)
        }
        guard exponent < 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
        return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
    }

    private static let largest = UInt128("9999999999999999999999999999999999") ?? 0
}
