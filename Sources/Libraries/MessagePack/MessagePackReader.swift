import OIntCore

/// Reads values; a length that the data promise and do not hold takes neither memory nor time.
struct MessagePackReader {
    /// How deep lists and maps may lie in each other, as in JSON.
    static let deepest = 512

    private let bytes: [UInt8]
    private let isTyped: Bool
    private var offset = 0

    /// Creates a reader.
    /// - Parameters:
    ///   - bytes: The data.
    ///   - isTyped: Whether values that JSON does not have are objects from which they can be made again.
    init(_ bytes: [UInt8], isTyped: Bool = false) {
        self.bytes = bytes
        self.isTyped = isTyped
    }

    /// The one value that there is.
    /// - Throws: `UsageError` when the data are damaged, or hold more.
    mutating func value() throws(UsageError) -> JSON {
        let value = try next(depth: 0)
        guard offset == bytes.count else {
            let start = Hexadecimal.encoded(bytes.prefix(8))
            throw UsageError(
                "the data, which begin with \(start), end at byte \(offset) of \(bytes.count) by what is in them: they are no MessagePack, or several values, which --all true reads"
            )
        }
        return value
    }

    /// All values, one behind the other.
    /// - Throws: `UsageError` when the data are damaged.
    mutating func values() throws(UsageError) -> [JSON] {
        var values: [JSON] = []
        while offset < bytes.count { values.append(try next(depth: 0)) }
        return values
    }

    private mutating func next(depth: Int) throws(UsageError) -> JSON {
        guard depth <= Self.deepest else {
            throw damage("lists and maps lie in each other more than \(Self.deepest) deep")
        }
        let code = try integer(UInt8.self)
        switch code {
        case 0x00...0x7F: return JSON(code)
        case 0x80...0x8F: return try map(Int(code & 0x0F), depth)
        case 0x90...0x9F: return try list(Int(code & 0x0F), depth)
        case 0xA0...0xBF: return try text(Int(code & 0x1F))
        case 0xC0: return .null
        case 0xC2: return false
        case 0xC3: return true
        case 0xC4: return show(try take(Int(integer(UInt8.self))))
        case 0xC5: return show(try take(Int(integer(UInt16.self))))
        case 0xC6: return show(try take(Int(integer(UInt32.self))))
        case 0xC7: return try ext(Int(integer(UInt8.self)))
        case 0xC8: return try ext(Int(integer(UInt16.self)))
        case 0xC9: return try ext(Int(integer(UInt32.self)))
        case 0xCA: return show(Double(Float(bitPattern: try integer(UInt32.self))))
        case 0xCB: return show(Double(bitPattern: try integer(UInt64.self)))
        case 0xCC: return JSON(try integer(UInt8.self))
        case 0xCD: return JSON(try integer(UInt16.self))
        case 0xCE: return JSON(try integer(UInt32.self))
        case 0xCF: return JSON(try integer(UInt64.self))
        case 0xD0: return JSON(try integer(Int8.self))
        case 0xD1: return JSON(try integer(Int16.self))
        case 0xD2: return JSON(try integer(Int32.self))
        case 0xD3: return JSON(try integer(Int64.self))
        case 0xD4...0xD8: return try ext(1 << Int(code - 0xD4))
        case 0xD9: return try text(Int(integer(UInt8.self)))
        case 0xDA: return try text(Int(integer(UInt16.self)))
        case 0xDB: return try text(Int(integer(UInt32.self)))
        case 0xDC: return try list(Int(integer(UInt16.self)), depth)
        case 0xDD: return try list(Int(integer(UInt32.self)), depth)
        case 0xDE: return try map(Int(integer(UInt16.self)), depth)
        case 0xDF: return try map(Int(integer(UInt32.self)), depth)
        case 0xE0...0xFF: return JSON(Int8(bitPattern: code))
        default: throw damage("there is a byte that begins no value")
        }
    }

    private mutating func list(_ count: Int, _ depth: Int) throws(UsageError) -> JSON {
        try require(count)
        var elements: [JSON] = []
        for _ in 0..<count { elements.append(try next(depth: depth + 1)) }
        return .array(elements)
    }

    private mutating func map(_ count: Int, _ depth: Int) throws(UsageError) -> JSON {
        try require(2 * count)
        var members: [(String, JSON)] = []
        var names: Set<String> = []
        for _ in 0..<count {
            let start = offset
            let key = try next(depth: depth + 1)
            let name = key.string ?? key.text(.compact)
            guard names.insert(name).inserted else {
                offset = start
                throw damage("a map has two keys that read \(Quote.short(name))")
            }
            members.append((name, try next(depth: depth + 1)))
        }
        return .object(JSONObject(members))
    }

    private mutating func text(_ length: Int) throws(UsageError) -> JSON {
        let content = try take(length)
        guard let text = String(validating: content, as: UTF8.self) else { return show(content) }
        return .string(text)
    }

    private mutating func ext(_ length: Int) throws(UsageError) -> JSON {
        let type = try integer(Int8.self)
        let content = try take(length)
        if type == Moment.type, let text = Self.moment(content)?.text {
            return isTyped ? ["TIMESTAMP": .string(text)] : .string(text)
        }
        let data = JSON.string(Base64.encoded(content))
        return isTyped ? ["EXT": ["type": JSON(type), "data": data]] : ["ext": JSON(type), "data": data]
    }

    private static func moment(_ content: ArraySlice<UInt8>) -> Moment? {
        let number = content.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let moment: Moment
        switch content.count {
        case 4: moment = Moment(seconds: Int64(number), nanoseconds: 0)
        case 8: moment = Moment(seconds: Int64(number & 0x3_FFFF_FFFF), nanoseconds: UInt32(number >> 34))
        case 12:
            moment = Moment(
                seconds: Int64(bitPattern: number),
                nanoseconds: content.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
        default: return nil
        }
        return moment.nanoseconds < 1_000_000_000 ? moment : nil
    }

    private func show(_ content: ArraySlice<UInt8>) -> JSON {
        let text = JSON.string(Base64.encoded(content))
        return isTyped ? ["BYTES": text] : text
    }

    private func show(_ value: Double) -> JSON {
        // A whole one keeps its fraction, by which it is told from a whole number.
        let text = value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : value.description
        return JSONNumber(text).map { .number($0) } ?? .string(text)
    }

    /// Each value has at least one byte.
    private func require(_ count: Int) throws(UsageError) {
        guard count <= bytes.count - offset else { throw cut }
    }

    private mutating func take(_ count: Int) throws(UsageError) -> ArraySlice<UInt8> {
        try require(count)
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    private mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(UsageError) -> Value {
        let size = MemoryLayout<Value>.size
        guard offset + size <= bytes.count else { throw cut }
        defer { offset += size }
        return bytes.withUnsafeBytes { Value(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Value.self)) }
    }

    private var cut: UsageError {
        damage(bytes.isEmpty ? "there are none" : "they end, or promise more than there is")
    }

    private func damage(_ what: String) -> UsageError {
        UsageError("the data are damaged at byte \(offset) of \(bytes.count): \(what)")
    }
}
