import OIntCore

/// A value of a kind that JSON does not have.
enum TypedValue {
    case json(JSON)
    case int32(Int32)
    case int64(Int64)
    case double(Double)
    case decimal(Decimal128)
    /// Milliseconds since the beginning of 1970.
    case date(Int64)
    case timestamp(seconds: UInt32, increment: UInt32)
    case objectID([UInt8])
    case binary([UInt8], subtype: UInt8)
    case regularExpression(String, options: String)
    case code(String, scope: JSONObject?)
    case symbol(String)
    case undefined
    case minKey
    case maxKey

    /// Reads an object of one member whose name is that of a kind, or of the two that code with a scope has.
    /// - Parameter object: The object.
    /// - Returns: Nil for any other object.
    /// - Throws: `OptionError` when the value does not fit the kind.
    init?(_ object: JSONObject) throws(OptionError) {
        if object.count == 2, let code = object["$code"]?.string, let scope = object["$scope"]?.object {
            self = .code(code, scope: scope)
            return
        }
        guard object.count == 1 else { return nil }
        let (name, value) = (object[0].key, object[0].value)
        if let typed = try Self.published(name, value) {
            self = typed
            return
        }
        guard let typed = try Self.extended(name, value) else { return nil }
        self = typed
    }

    /// The published names.
    private static func published(_ name: String, _ value: JSON) throws(OptionError) -> TypedValue? {
        switch name {
        case "__OPI_STRING__": .json(.string(try text(value, name)))
        case "__OPI_INT32__": .int32(try integer(value, name))
        case "__OPI_INT64__": .int64(try integer(value, name))
        case "__OPI_DOUBLE__": .double(try double(value, name))
        case "__OPI_BOOLEAN__": .json(.bool(try boolean(value, name)))
        case "__OPI_DATETIME__": .date(try milliseconds(value, name))
        case "__OPI_TIMESTAMP__":
            .timestamp(seconds: try seconds(of: milliseconds(value, name), name), increment: 0)
        case "__OPI_OBJECTID__": .objectID(try objectID(value, name))
        case "__OPI_REGEXP__":
            .regularExpression(
                try text(value["pattern"] ?? value, name), options: try text(value["options"] ?? "", name))
        case "__OPI_JS__": .code(try text(value, name), scope: nil)
        case "__OPI_SYMBOL__": .symbol(try text(value, name))
        case "__OPI_BINARY__": .binary(try bytes(value, name), subtype: 0)
        case "__OPI_NULL__": .json(.null)
        case "__OPI_MINKEY__": .minKey
        case "__OPI_MAXKEY__": .maxKey
        default: nil
        }
    }

    /// The names of Extended JSON; others that begin with a dollar are operators.
    private static func extended(_ name: String, _ value: JSON) throws(OptionError) -> TypedValue? {
        switch name {
        case "$oid": return .objectID(try objectID(value, name))
        case "$numberInt": return .int32(try integer(value, name))
        case "$numberLong": return .int64(try integer(value, name))
        case "$numberDouble": return .double(try double(value, name))
        case "$numberDecimal":
            guard let decimal = Decimal128(try text(value, name)) else {
                throw OptionError("has \(name) with what is no number of up to 34 digits")
            }
            return .decimal(decimal)
        case "$date": return .date(try milliseconds(value, name))
        case "$timestamp":
            guard let object = value.object, object.count == 2 else { throw misfit(name, "{\"t\": …, \"i\": …}") }
            return .timestamp(
                seconds: try integer(object["t"] ?? .null, name), increment: try integer(object["i"] ?? .null, name))
        case "$binary":
            guard let object = value.object, let type = object["subType"]?.string,
                let subtype = UInt8(type, radix: 16)
            else { throw misfit(name, "{\"base64\": …, \"subType\": \"00\"}") }
            return .binary(try bytes(object["base64"] ?? .null, name), subtype: subtype)
        case "$uuid":
            let digits = try text(value, name).filter { $0 != "-" }
            guard let bytes = Hexadecimal.decoded(digits), bytes.count == 16 else {
                throw misfit(name, "32 hex digits")
            }
            return .binary(bytes, subtype: 4)
        case "$regularExpression":
            guard let object = value.object else { throw misfit(name, "{\"pattern\": …, \"options\": …}") }
            return .regularExpression(
                try text(object["pattern"] ?? .null, name), options: try text(object["options"] ?? "", name))
        case "$code": return .code(try text(value, name), scope: nil)
        case "$symbol": return .symbol(try text(value, name))
        case "$undefined": return .undefined
        case "$minKey": return .minKey
        case "$maxKey": return .maxKey
        default: return nil
        }
    }

    private static func misfit(_ name: String, _ wanted: String) -> OptionError {
        OptionError("has \(name) with something else than \(wanted)")
    }

    private static func text(_ value: JSON, _ name: String) throws(OptionError) -> String {
        guard let text = value.string else { throw misfit(name, "a text") }
        return text
    }

    private static func boolean(_ value: JSON, _ name: String) throws(OptionError) -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .string(let text) where ["true", "false"].contains(text.lowercased()): return text.lowercased() == "true"
        default: throw misfit(name, "true or false")
        }
    }

    private static func integer<Value: FixedWidthInteger>(_ value: JSON, _ name: String) throws(OptionError) -> Value {
        let text: String? =
            switch value {
            case .number(let number): number.int.map { String($0) }
            case .string(let text): text.trimmed
            default: nil
            }
        guard let number = text.flatMap({ Value($0) }) else {
            throw misfit(name, "a whole number of \(Value.bitWidth) bits")
        }
        return number
    }

    private static func double(_ value: JSON, _ name: String) throws(OptionError) -> Double {
        switch value {
        case .number(let number): if let value = Double(number.text), value.isFinite { return value }
        case .string(let text):
            switch text {
            case "NaN": return .nan
            case "Infinity": return .infinity
            case "-Infinity": return -.infinity
            default: if let value = Double(text), value.isFinite { return value }
            }
        default: break
        }
        throw misfit(name, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"")
    }

    private static func objectID(_ value: JSON, _ name: String) throws(OptionError) -> [UInt8] {
        guard let text = value.string, text.utf8.count == 24, let bytes = Hexadecimal.decoded(text) else {
            throw misfit(name, "24 hex digits")
        }
        return bytes
    }

    private static func bytes(_ value: JSON, _ name: String) throws(OptionError) -> [UInt8] {
        guard let bytes = value.string.flatMap({ Base64.decoded($0) }) else { throw misfit(name, "base64") }
        return bytes
    }

    private static func milliseconds(_ value: JSON, _ name: String) throws(OptionError) -> Int64 {
        if let long = value.object?["$numberLong"] { return try integer(long, name) }
        if case .number = value { return try integer(value, name) }
        guard let text = value.string?.trimmed, let moment = DateTime(text) else {
            throw misfit(name, "a date such as 2026-01-31T10:00:00.250Z")
        }
        let fraction = text.firstIndex(of: ".").map { text[text.index(after: $0)...].prefix { $0.isNumber } } ?? ""
        let digits = (fraction + "000").prefix(3)
        return Int64(moment.unixTime) * 1000 + (Int64(digits) ?? 0)
    }

    private static func seconds(of milliseconds: Int64, _ name: String) throws(OptionError) -> UInt32 {
        guard let seconds = UInt32(exactly: milliseconds / 1000) else { throw misfit(name, "a date from 1970 to 2106") }
        return seconds
    }
}
