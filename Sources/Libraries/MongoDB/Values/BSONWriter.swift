import OIntCore

/// Writes JSON as a document, in the order of its members.
///
/// Whole numbers are of 64 bits, all others doubles. A value of another kind is an object of one member: as published,
/// `{"__OPI_OBJECTID__": "…"}`, or in Extended JSON, `{"$oid": "…"}`.
///
/// Source: https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md
struct BSONWriter {
    /// The bytes so far.
    private(set) var bytes: [UInt8] = []

    /// The bytes of a document.
    /// - Parameters:
    ///   - object: Its members.
    ///   - place: Where it stands, for errors.
    /// - Throws: `UsageError` when a value can't be written.
    static func document(_ object: JSONObject, _ place: String) throws(UsageError) -> [UInt8] {
        var writer = BSONWriter()
        do throws(OptionError) {
            try writer.write(object.map { ($0.key, $0.value) }, depth: 0)
        } catch {
            throw UsageError("\(place) \(error)")
        }
        return writer.bytes
    }

    private mutating func write(_ members: [(String, JSON)], depth: Int) throws(OptionError) {
        guard depth <= BSONLimit.depth else {
            throw OptionError("has documents that lie in each other more than \(BSONLimit.depth) deep")
        }
        let start = bytes.count
        bytes += [0, 0, 0, 0]
        for (key, value) in members {
            let place = bytes.count
            bytes.append(0)
            // Callers whose keys can't hold a dollar write __4.
            let name = key.hasPrefix("__4") ? "$" + key.dropFirst(3) : key
            try write(cString: name, "a name")
            bytes[place] = try write(value, depth: depth).rawValue
        }
        bytes.append(0)
        let length = UInt32(truncatingIfNeeded: bytes.count - start)
        for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
    }

    private mutating func write(_ value: JSON, depth: Int) throws(OptionError) -> BSONKind {
        switch value {
        case .null: return .null
        case .bool(let flag):
            bytes.append(flag ? 1 : 0)
            return .boolean
        case .string(let text):
            write(text)
            return .string
        case .number(let number): return try write(number)
        case .array(let elements):
            try write(elements.enumerated().map { (String($0.offset), $0.element) }, depth: depth + 1)
            return .array
        case .object(let object):
            if let typed = try TypedValue(object) { return try write(typed, depth: depth) }
            try write(object.map { ($0.key, $0.value) }, depth: depth + 1)
            return .document
        }
    }

    private mutating func write(_ number: JSONNumber) throws(OptionError) -> BSONKind {
        let isWhole = !number.text.contains { ".eE".contains($0) }
        if isWhole, let value = Int64(number.text) {
            write(integer: UInt64(bitPattern: value))
            return .int64
        }
        guard !isWhole, let value = Double(number.text), value.isFinite else {
            throw OptionError(
                "has \(Quote.short(number.text)), which no number of 64 bits holds; write {\"$numberDecimal\": \"\(number.text)\"}"
            )
        }
        write(integer: value.bitPattern)
        return .double
    }

    private mutating func write(_ value: TypedValue, depth: Int) throws(OptionError) -> BSONKind {
        switch value {
        case .json(let value): return try write(value, depth: depth)
        case .int32(let number):
            write(integer: UInt32(bitPattern: number))
            return .int32
        case .int64(let number):
            write(integer: UInt64(bitPattern: number))
            return .int64
        case .double(let number):
            write(integer: number.bitPattern)
            return .double
        case .decimal(let number):
            write(integer: number.low)
            write(integer: number.high)
            return .decimal
        case .date(let milliseconds):
            write(integer: UInt64(bitPattern: milliseconds))
            return .date
        case .timestamp(let seconds, let increment):
            write(integer: increment)
            write(integer: seconds)
            return .timestamp
        case .objectID(let id):
            bytes += id
            return .objectID
        case .binary(let content, let subtype):
            write(integer: UInt32(truncatingIfNeeded: content.count))
            bytes.append(subtype)
            bytes += content
            return .binary
        case .regularExpression(let pattern, let options):
            try write(cString: pattern, "a pattern")
            try write(cString: String(options.sorted()), "options of a pattern")
            return .regularExpression
        case .code(let text, let scope):
            guard let scope else {
                write(text)
                return .code
            }
            let start = bytes.count
            bytes += [0, 0, 0, 0]
            write(text)
            try write(scope.map { ($0.key, $0.value) }, depth: depth + 1)
            let length = UInt32(truncatingIfNeeded: bytes.count - start)
            for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
            return .scopedCode
        case .symbol(let text):
            write(text)
            return .symbol
        case .undefined: return .undefined
        case .minKey: return .minKey
        case .maxKey: return .maxKey
        }
    }

    private mutating func write(_ text: String) {
        write(integer: UInt32(truncatingIfNeeded: text.utf8.count + 1))
        bytes += text.utf8
        bytes.append(0)
    }

    private mutating func write(cString text: String, _ what: String) throws(OptionError) {
        // It would end there, and the rest be lost.
        guard !text.utf8.contains(0) else { throw OptionError("has \(what) with a NUL character in it") }
        bytes += text.utf8
        bytes.append(0)
    }

    private mutating func write(integer value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
}
