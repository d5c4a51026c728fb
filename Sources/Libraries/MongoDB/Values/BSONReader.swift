import OIntCore

/// Reads a document as JSON.
struct BSONReader {
    /// How values are shown that JSON does not have.
    enum Form: Sendable {
        /// As published: ids in hex, dates by RFC 3339, bytes in base64, numbers as numbers.
        case plain
        /// In canonical Extended JSON, which can be stored again without loss.
        case extended
    }

    /// The bytes are no document.
    struct Damage: Error {}

    private let bytes: UnsafeRawBufferPointer
    private let form: Form
    private var offset: Int

    /// Reads a document.
    /// - Parameters:
    ///   - bytes: The document.
    ///   - form: How values are shown that JSON does not have.
    /// - Throws: ``Damage`` when it is none.
    static func object(_ bytes: [UInt8], _ form: Form) throws(Damage) -> JSONObject {
        let result = bytes.withUnsafeBytes { bytes -> Result<JSONObject, Damage> in
            var reader = BSONReader(bytes: bytes, form: form, offset: 0)
            return Result { () throws(Damage) in JSONObject(try reader.members(depth: 0)) }
        }
        return try result.get()
    }

    private mutating func members(depth: Int) throws(Damage) -> [(String, JSON)] {
        let start = offset
        let length = Int(try integer(UInt32.self))
        // Replies lie somewhat deeper than what is stored.
        guard length >= 5, start + length <= bytes.count, depth <= 2 * BSONLimit.depth else { throw Damage() }
        var members: [(String, JSON)] = []
        while true {
            let type = try integer(UInt8.self)
            guard type != 0 else { break }
            guard let kind = BSONKind(rawValue: type) else { throw Damage() }
            let name = try cString()
            members.append((name, try value(kind, depth)))
        }
        guard offset == start + length else { throw Damage() }
        return members
    }

    private mutating func value(_ kind: BSONKind, _ depth: Int) throws(Damage) -> JSON {
        switch kind {
        case .double: return show(Double(bitPattern: try integer(UInt64.self)))
        case .string: return .string(try string())
        case .document: return .object(JSONObject(try members(depth: depth + 1)))
        case .array: return .array(try members(depth: depth + 1).map(\.1))
        case .binary: return try binary()
        case .undefined: return form == .plain ? .null : ["$undefined": true]
        case .objectID: return tagged("$oid", Hexadecimal.encoded(try take(12)))
        case .boolean: return .bool(try integer(UInt8.self) != 0)
        case .date: return show(date: Int64(bitPattern: try integer(UInt64.self)))
        case .null: return .null
        case .regularExpression:
            let (pattern, options) = (try cString(), try cString())
            guard form == .extended else { return .string("/\(pattern)/\(options)") }
            return ["$regularExpression": ["pattern": .string(pattern), "options": .string(options)]]
        case .pointer:
            let (name, id) = (try string(), Hexadecimal.encoded(try take(12)))
            guard form == .extended else { return .null }
            return ["$dbPointer": ["$ref": .string(name), "$id": ["$oid": .string(id)]]]
        case .code: return tagged("$code", try string())
        case .symbol: return tagged("$symbol", try string())
        case .scopedCode:
            _ = try integer(UInt32.self)
            let (code, scope) = (try string(), JSON.object(JSONObject(try members(depth: depth + 1))))
            return form == .plain
                ? ["code": .string(code), "scope": scope] : ["$code": .string(code), "$scope": scope]
        case .int32: return number("$numberInt", String(Int32(bitPattern: try integer(UInt32.self))))
        case .int64: return number("$numberLong", String(Int64(bitPattern: try integer(UInt64.self))))
        case .timestamp:
            let (increment, seconds) = (try integer(UInt32.self), try integer(UInt32.self))
            guard form == .extended else { return .string("Timestamp(\(seconds), \(increment))") }
            return ["$timestamp": ["t": JSON(seconds), "i": JSON(increment)]]
        case .decimal:
            let (low, high) = (try integer(UInt64.self), try integer(UInt64.self))
            return tagged("$numberDecimal", Decimal128(high: high, low: low).text)
        case .minKey: return form == .plain ? "<<MinKey>>" : ["$minKey": 1]
        case .maxKey: return form == .plain ? "<<MaxKey>>" : ["$maxKey": 1]
        }
    }

    /// A text, under the name of its kind where kinds are shown.
    private func tagged(_ name: String, _ text: String) -> JSON {
        form == .plain ? .string(text) : .object([name: .string(text)])
    }

    private func number(_ name: String, _ text: String) -> JSON {
        guard form == .plain, let number = JSONNumber(text) else { return .object([name: .string(text)]) }
        return .number(number)
    }

    private func show(_ value: Double) -> JSON {
        let text = value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : value.description
        // A whole one keeps its fraction: without, it would be stored again as another kind.
        guard form == .plain, let number = JSONNumber(text) else { return tagged("$numberDouble", text) }
        return .number(number)
    }

    private func show(date milliseconds: Int64) -> JSON {
        let isWritable = (-62_135_596_800_000..<253_402_300_800_000).contains(milliseconds)
        guard form == .plain, isWritable else { return ["$date": ["$numberLong": .string(String(milliseconds))]] }
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        let text = DateTime(unixTime: Int(seconds)).localText
        let rest = String(milliseconds - seconds * 1000)
        return .string(
            rest == "0" ? text + "Z" : "\(text).\(String(repeating: "0", count: 3 - rest.count))\(rest)Z")
    }

    private mutating func binary() throws(Damage) -> JSON {
        let length = Int(try integer(UInt32.self))
        let subtype = try integer(UInt8.self)
        let text = Base64.encoded(try take(length))
        guard form == .extended else { return .string(text) }
        let type = String(subtype, radix: 16)
        return ["$binary": ["base64": .string(text), "subType": .string(type.count < 2 ? "0" + type : type)]]
    }

    private mutating func take(_ count: Int) throws(Damage) -> Slice<UnsafeRawBufferPointer> {
        guard count >= 0, offset + count <= bytes.count else { throw Damage() }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    private mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(Damage) -> Value {
        let size = MemoryLayout<Value>.size
        guard offset + size <= bytes.count else { throw Damage() }
        defer { offset += size }
        return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    private mutating func string() throws(Damage) -> String {
        let length = Int(try integer(UInt32.self))
        guard length > 0 else { throw Damage() }
        return String(decoding: try take(length).dropLast(), as: UTF8.self)
    }

    private mutating func cString() throws(Damage) -> String {
        guard let end = bytes[offset...].firstIndex(of: 0) else { throw Damage() }
        defer { offset = end + 1 }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }
}
