import OIntCore

/// The text forms of values, as JSON.
enum ValueText {
    /// A value as JSON.
    /// - Parameters:
    ///   - bytes: The value's text form.
    ///   - form: How it is read.
    static func json(_ bytes: UnsafeBufferPointer<UInt8>, as form: ValueForm) -> JSON {
        switch form {
        case .text: return .string(text(bytes))
        case .integer: return number(bytes)
        case .bool: return .bool(bytes.first == UInt8(ascii: "t"))
        case .float: return FloatText.isNumber(bytes) ? number(bytes) : .string(text(bytes))
        case .byte: return JSON(byte(bytes))
        case .bytes: return ["BYTEA": .string(Base64.encoded(ByteaText.bytes(bytes)))]
        case .json: return (try? JSON(parsing: Array(bytes))) ?? .string(text(bytes))
        case .timestamp, .timestampWithZone:
            var result = JSON.null
            TimestampText.withISO8601(bytes, hasZone: form == .timestampWithZone) { result = .string(text($0)) }
            return result
        case .hstore:
            var reader = HstoreReader(bytes)
            return .object(reader.object())
        case .array(let element, let delimiter):
            var reader = ArrayReader(bytes, element: element, delimiter: delimiter)
            return reader.array()
        }
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> JSON {
        let text = text(bytes)
        return JSONNumber(text).map { .number($0) } ?? .string(text)
    }

    /// A value of the type "char": the byte itself, an octal number behind a backslash, or nothing for 0.
    private static func byte(_ bytes: UnsafeBufferPointer<UInt8>) -> Int8 {
        if bytes.count == 4, bytes[0] == UInt8(ascii: "\\") {
            return Int8(bitPattern: ByteaText.octal(bytes[1], bytes[2], bytes[3]))
        }
        return Int8(bitPattern: bytes.first ?? 0)
    }
}

/// The text forms of bytes: `\x48656c` or, from servers that are set to it, `Hel\000`.
///
/// Source: https://www.postgresql.org/docs/current/datatype-binary.html
enum ByteaText {
    /// The bytes.
    static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 2)
        if text.count >= 2, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") {
            var index = 2
            while index + 1 < text.count {
                result.append(hexDigit(text[index]) << 4 | hexDigit(text[index + 1]))
                index += 2
            }
            return result
        }
        var index = 0
        while index < text.count {
            if text[index] != UInt8(ascii: "\\") {
                result.append(text[index])
                index += 1
            } else if index + 3 < text.count, text[index + 1] != UInt8(ascii: "\\") {
                result.append(octal(text[index + 1], text[index + 2], text[index + 3]))
                index += 4
            } else {
                result.append(UInt8(ascii: "\\"))
                index += 2
            }
        }
        return result
    }

    /// The byte that three octal digits stand for.
    static func octal(_ high: UInt8, _ middle: UInt8, _ low: UInt8) -> UInt8 {
        (high & 7) << 6 | (middle & 7) << 3 | (low & 7)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8 {
        byte <= UInt8(ascii: "9") ? byte &- UInt8(ascii: "0") : (byte | 0x20) &- UInt8(ascii: "a") &+ 10
    }
}
