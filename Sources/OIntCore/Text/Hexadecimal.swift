/// Bytes in hexadecimal digits, two for each.
public enum Hexadecimal {
    private static let small = Array("0123456789abcdef".utf8)
    private static let capital = Array("0123456789ABCDEF".utf8)

    /// Writes bytes.
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - isUppercase: Whether digits above 9 are capital letters.
    /// - Returns: The digits.
    public static func encoded(_ bytes: some Sequence<UInt8>, isUppercase: Bool = false) -> String {
        let digits = isUppercase ? capital : small
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads bytes.
    /// - Parameter text: Digits, in small or capital letters.
    /// - Returns: The bytes, or nil when there is something else, or half a byte.
    public static func decoded(_ text: String) -> [UInt8]? {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard character.isASCII, let value = character.hexDigitValue else { return nil }
            let digit = UInt8(value)
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }
}
