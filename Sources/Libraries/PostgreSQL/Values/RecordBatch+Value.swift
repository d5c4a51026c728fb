import OIntCore
import OIntSQL

extension RecordBatch {
    /// Adds a value.
    /// - Parameters:
    ///   - bytes: The value's text form.
    ///   - form: How it is read.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, as form: ValueForm) {
        switch form {
        case .text: append(text: bytes)
        case .integer: append(number: bytes)
        case .bool: append(bytes.first == UInt8(ascii: "t"))
        case .float:
            if FloatText.isNumber(bytes) { append(number: bytes) } else { append(text: bytes) }
        case .timestamp, .timestampWithZone:
            TimestampText.withISO8601(bytes, hasZone: form == .timestampWithZone) { append(text: $0) }
        case .json:
            if JSONText.looksTyped(bytes) {
                append(JSONText.unmistakable(ValueText.json(bytes, as: .json)))
            } else if JSONText.isOneLine(bytes) {
                append(json: bytes)
            } else {
                JSONText.compact(bytes).withUnsafeBufferPointer { append(json: $0) }
            }
        case .byte, .bytes, .hstore, .array: append(ValueText.json(bytes, as: form))
        }
    }
}

/// The text form of floating-point numbers.
enum FloatText {
    /// Whether it is a number, rather than NaN or an infinity.
    static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let last = bytes.last else { return false }
        // NaN, Infinity and -Infinity end with a letter.
        return last >= UInt8(ascii: "0") && last <= UInt8(ascii: "9")
    }
}

/// The text form of points in time, by the ISO style of the server: `2026-01-31 12:30:00.25+02`.
enum TimestampText {
    /// Lends the text by ISO 8601, and by RFC 3339 where there is a zone: `2026-01-31T12:30:00.25+02:00`.
    ///
    /// Infinities and years before Christ stay as the server writes them.
    static func withISO8601(
        _ bytes: UnsafeBufferPointer<UInt8>, hasZone: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard let blank = bytes.firstIndex(of: UInt8(ascii: " ")), bytes.last != UInt8(ascii: "C") else {
            return body(bytes)
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 3) { buffer in
            var count = buffer.initialize(fromContentsOf: bytes)
            buffer[blank] = UInt8(ascii: "T")
            let sign = bytes.lastIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
            if hasZone, let sign, sign > blank, bytes.count - sign == 3 {
                count = buffer[count...].initialize(fromContentsOf: ":00".utf8)
            }
            body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

/// The text form of JSON documents, which the server has checked.
enum JSONText {
    /// Whether it may be an object that would give a type if it were stored again: `{"JSONB": …}`.
    static func looksTyped(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let marks = bytes.lazy.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }.prefix(6).map { $0 | 0x20 }
        return marks.elementsEqual("{\"json".utf8.map { $0 | 0x20 })
    }

    /// The document, with its type where it would give one itself.
    static func unmistakable(_ document: JSON) -> JSON {
        let name = SQLParameter(document).possibleType
        return name == "JSON" || name == "JSONB" ? ["JSONB": document] : document
    }

    /// Whether it holds no line break; inside of texts it can't.
    static func isOneLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        !bytes.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    /// The document without blanks between its parts; everything else stays as it is.
    static func compact(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
                continue
            }
            result.append(byte)
        }
        return result
    }
}
