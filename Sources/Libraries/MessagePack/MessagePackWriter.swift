import OIntCore

/// Writes JSON values, each in its shortest form.
struct MessagePackWriter {
    /// The bytes so far.
    private(set) var bytes: [UInt8] = []
    private let isTyped: Bool
    private let isCompatible: Bool

    /// Creates a writer.
    /// - Parameters:
    ///   - isTyped: Whether objects of one member stand for values that JSON does not have.
    ///   - isCompatible: Whether only what older readers know is written.
    init(isTyped: Bool = false, isCompatible: Bool = false) {
        self.isTyped = isTyped
        self.isCompatible = isCompatible
    }

    /// Writes a value.
    /// - Parameters:
    ///   - value: The value.
    ///   - place: Where it stands, for errors.
    /// - Throws: `UsageError` when it can't be written.
    mutating func write(_ value: JSON, at place: String) throws(UsageError) {
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let flag): bytes.append(flag ? 0xC3 : 0xC2)
        case .string(let text): write(text)
        case .number(let number): try write(number, at: place)
        case .array(let elements):
            head(elements.count, short: 0x90, 15, codes: [nil, 0xDC, 0xDD])
            for (index, element) in elements.enumerated() { try write(element, at: "\(place)[\(index)]") }
        case .object(let object):
            if isTyped, try write(typed: object, at: place) { return }
            head(object.count, short: 0x80, 15, codes: [nil, 0xDE, 0xDF])
            for member in object {
                write(member.key)
                try write(member.value, at: "\(place).\(member.key)")
            }
        }
    }

    private mutating func write(_ text: String) {
        let content = Array(text.utf8)
        head(content.count, short: 0xA0, 31, codes: [isCompatible ? nil : 0xD9, 0xDA, 0xDB])
        bytes += content
    }

    private mutating func write(_ number: JSONNumber, at place: String) throws(UsageError) {
        let text = number.text
        if let whole = whole(text) {
            if let value = UInt64(whole) { return write(unsigned: value) }
            if let value = Int64(whole) { return write(negative: value) }
            guard text.contains(where: { ".eE".contains($0) }) else {
                throw UsageError(
                    "\(place) is \(Quote.short(text)), and MessagePack holds whole numbers from -9223372036854775808 to 18446744073709551615"
                )
            }
        }
        guard let value = Double(text), value.isFinite else {
            throw UsageError("\(place) is \(Quote.short(text)), more than a floating-point number holds")
        }
        write(value)
    }

    /// The digits of a number that is whole, as it is written or by a fraction of zeros; nil for others, and for the zero
    /// that is negative, which no whole number is.
    private func whole(_ text: String) -> String? {
        if !text.contains(where: { ".eE".contains($0) }) { return text == "-0" ? nil : text }
        guard let value = Double(text), value == value.rounded(), abs(value) < 18_446_744_073_709_551_616,
            !(value == 0 && value.sign == .minus)
        else { return nil }
        return value < 0 ? Int64(exactly: value).map { String($0) } : UInt64(exactly: value).map { String($0) }
    }

    private mutating func write(_ value: Double) {
        if Double(Float(value)) == value || value.isNaN {
            bytes.append(0xCA)
            write(integer: Float(value).bitPattern)
        } else {
            bytes.append(0xCB)
            write(integer: value.bitPattern)
        }
    }

    private mutating func write(unsigned value: UInt64) {
        switch value {
        case ..<0x80: bytes.append(UInt8(value))
        case ...0xFF: append(0xCC, UInt8(value))
        case ...0xFFFF: append(0xCD, UInt16(value))
        case ...0xFFFF_FFFF: append(0xCE, UInt32(value))
        default: append(0xCF, value)
        }
    }

    private mutating func write(negative value: Int64) {
        if value >= -32 {
            bytes.append(UInt8(bitPattern: Int8(value)))
        } else if let value = Int8(exactly: value) {
            append(0xD0, value)
        } else if let value = Int16(exactly: value) {
            append(0xD1, value)
        } else if let value = Int32(exactly: value) {
            append(0xD2, value)
        } else {
            append(0xD3, value)
        }
    }

    private mutating func append(_ code: UInt8, _ value: some FixedWidthInteger) {
        bytes.append(code)
        write(integer: value)
    }

    /// Writes how long something is: in one byte with its kind, or behind a byte for lengths of 8, 16 and 32 bits.
    private mutating func head(_ count: Int, short: UInt8, _ most: Int, codes: [UInt8?]) {
        if count <= most {
            bytes.append(short | UInt8(count))
        } else if count <= 0xFF, let code = codes[0] {
            append(code, UInt8(count))
        } else if count <= 0xFFFF, let code = codes[1] {
            append(code, UInt16(count))
        } else if let code = codes[2] {
            append(code, UInt32(truncatingIfNeeded: count))
        }
    }

    private mutating func write(integer value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
    }

    // MARK: - Values that JSON does not have

    private mutating func write(typed object: JSONObject, at place: String) throws(UsageError) -> Bool {
        guard object.count == 1 else { return false }
        let value = object[0].value
        switch object[0].key {
        case "BYTES":
            let content = try content(of: value, at: place)
            if isCompatible {
                head(content.count, short: 0xA0, 31, codes: [nil, 0xDA, 0xDB])
            } else {
                head(content.count, short: 0xC4, -1, codes: [0xC4, 0xC5, 0xC6])
            }
            bytes += content
        case "TIMESTAMP":
            guard let text = value.string, let moment = Moment(text) else {
                throw UsageError("\(place) needs a moment by RFC 3339 under TIMESTAMP, such as 2026-01-31T10:00:00Z")
            }
            write(moment)
        case "EXT":
            guard let type = value["type"]?.int.flatMap({ Int8(exactly: $0) }) else {
                throw UsageError("\(place) needs type, from -128 to 127, and data in base64 under EXT")
            }
            write(extension: type, try content(of: value["data"] ?? .null, at: place))
        default: return false
        }
        return true
    }

    private func content(of value: JSON, at place: String) throws(UsageError) -> [UInt8] {
        guard let bytes = value.string.flatMap({ Base64.decoded($0) }) else {
            throw UsageError("\(place) needs bytes in base64")
        }
        return bytes
    }

    private mutating func write(_ moment: Moment) {
        var content: [UInt8] = []
        if let seconds = UInt64(exactly: moment.seconds), seconds < 1 << 34 {
            if moment.nanoseconds == 0, let short = UInt32(exactly: seconds) {
                withUnsafeBytes(of: short.bigEndian) { content += $0 }
            } else {
                let packed = UInt64(moment.nanoseconds) << 34 | seconds
                withUnsafeBytes(of: packed.bigEndian) { content += $0 }
            }
        } else {
            withUnsafeBytes(of: moment.nanoseconds.bigEndian) { content += $0 }
            withUnsafeBytes(of: moment.seconds.bigEndian) { content += $0 }
        }
        write(extension: Moment.type, content)
    }

    private mutating func write(extension type: Int8, _ content: [UInt8]) {
        switch content.count {
        case 1: bytes.append(0xD4)
        case 2: bytes.append(0xD5)
        case 4: bytes.append(0xD6)
        case 8: bytes.append(0xD7)
        case 16: bytes.append(0xD8)
        default: head(content.count, short: 0xC7, -1, codes: [0xC7, 0xC8, 0xC9])
        }
        bytes.append(UInt8(bitPattern: type))
        bytes += content
    }
}

/// A moment with nanoseconds.
struct Moment: Equatable {
    /// The number of the extension that moments are.
    static let type: Int8 = -1

    /// Whole seconds since the beginning of 1970, rounded down.
    let seconds: Int64
    /// Nanoseconds behind them.
    let nanoseconds: UInt32

    /// Creates a moment.
    init(seconds: Int64, nanoseconds: UInt32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Reads a moment by RFC 3339, with up to nine digits behind the seconds.
    init?(_ text: String) {
        guard let moment = DateTime(text) else { return nil }
        let fraction = text.firstIndex(of: ".").map { text[text.index(after: $0)...].prefix { $0.isNumber } } ?? ""
        guard fraction.count <= 9, let nanoseconds = UInt32((fraction + "000000000").prefix(9)) else { return nil }
        self.init(seconds: Int64(moment.unixTime), nanoseconds: nanoseconds)
    }

    /// The moment by RFC 3339; nil for one outside of the years from 1 to 9999.
    var text: String? {
        guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
        let whole = DateTime(unixTime: Int(seconds)).localText
        guard nanoseconds > 0 else { return whole + "Z" }
        let digits = String(nanoseconds)
        var fraction = String(repeating: "0", count: 9 - digits.count) + digits
        while fraction.last == "0" { fraction.removeLast() }
        return "\(whole).\(fraction)Z"
    }
}
