import CMariaDB
import OIntCore
import OIntSQL

/// A value as it goes to the server.
enum EncodedValue: Equatable {
    case null
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    /// A number with decimals, or of more digits than 64 bits hold.
    case decimal(String)
    case text(String)
    case bytes([UInt8])

    /// Takes a parameter.
    /// - Throws: `UsageError` when its value does not fit the type that it gives.
    init(_ parameter: SQLParameter) throws(UsageError) {
        let parameter = parameter.isText ? parameter : parameter.typed(in: .mySQL)
        guard let type = parameter.type else {
            self = Self.plain(parameter.value)
            return
        }
        guard !parameter.value.isNull else {
            self = type == "JSON" ? .text("null") : .null
            return
        }
        if parameter.isBytes {
            self = .bytes(try parameter.bytes())
            return
        }
        switch type {
        case "JSON": self = .text(parameter.value.text(.compact))
        case "TEXT": self = .text(parameter.value.string ?? parameter.value.text(.compact))
        case "DATE", "TIME":
            guard let text = parameter.value.string else { throw parameter.misfit }
            self = .text(type == "DATE" ? TimeText.withoutZone(text) : text)
        default: self = try Self.number(parameter, type)
        }
    }

    private static func number(_ parameter: SQLParameter, _ type: String) throws(UsageError) -> EncodedValue {
        if let flag = parameter.value.bool { return .integer(flag ? 1 : 0) }
        let text: String
        switch parameter.value {
        case .number(let number): text = number.text
        case .string(let string): text = string.trimmed
        default: throw parameter.misfit
        }
        switch type {
        case "INT": if let value = Int64(text) { return .integer(value) }
        case "UINT": if let value = UInt64(text) { return .unsigned(value) }
        case "DECIMAL": if JSONNumber(text) != nil { return .decimal(text) }
        default: if JSONNumber(text) != nil, let value = Double(text), value.isFinite { return .double(value) }
        }
        throw parameter.misfit
    }

    /// A value that gives no type: numbers keep all their digits.
    private static func plain(_ value: JSON) -> EncodedValue {
        switch value {
        case .null: return .null
        case .bool(let flag): return .integer(flag ? 1 : 0)
        case .string(let text): return .text(text)
        case .array, .object: return .text(value.text(.compact))
        case .number(let number):
            let text = number.text
            if let value = Int64(text) { return .integer(value) }
            if let value = UInt64(text) { return .unsigned(value) }
            let hasExponent = text.contains { $0 == "e" || $0 == "E" }
            if hasExponent || text.utf8.count > 64, let value = Double(text), value.isFinite { return .double(value) }
            return .decimal(text)
        }
    }

    /// About how many bytes it takes.
    var byteCount: Int {
        switch self {
        case .null: 1
        case .integer, .unsigned, .double: 8
        case .decimal(let text), .text(let text): text.utf8.count + 4
        case .bytes(let bytes): bytes.count + 4
        }
    }
}

/// The values of a statement, in the form that libmariadb takes them; they have to live until the statement was run.
final class BoundValues {
    let count: Int
    /// What the library is given.
    let binds: UnsafeMutableBufferPointer<oint_mysql_bind>
    private let room: UnsafeMutableRawBufferPointer
    private let lengths: UnsafeMutableBufferPointer<UInt>

    init(_ values: [EncodedValue]) {
        count = values.count
        binds = .allocate(capacity: max(values.count, 1))
        binds.initialize(repeating: oint_mysql_bind())
        lengths = .allocate(capacity: max(values.count, 1))
        lengths.initialize(repeating: 0)
        room = .allocate(byteCount: values.reduce(8) { $0 + ($1.byteCount + 15) / 8 * 8 }, alignment: 8)
        var place = 0
        for (index, value) in values.enumerated() {
            place += bind(value, index, UnsafeMutableRawBufferPointer(rebasing: room[place...]))
        }
    }

    deinit {
        binds.deallocate()
        lengths.deallocate()
        room.deallocate()
    }

    /// - Returns: How much of the room was taken.
    private func bind(_ value: EncodedValue, _ index: Int, _ room: UnsafeMutableRawBufferPointer) -> Int {
        func take(_ type: UInt32, _ bytes: some Collection<UInt8>) -> Int {
            let count = bytes.count
            room.copyBytes(from: bytes)
            binds[index].buffer_type = type
            binds[index].buffer = room.baseAddress
            binds[index].buffer_length = UInt(count)
            lengths[index] = UInt(count)
            binds[index].length = lengths.baseAddress.map { $0 + index }
            return (count + 15) / 8 * 8
        }
        switch value {
        case .null:
            binds[index].buffer_type = 6
            return 0
        case .integer(let number): return withUnsafeBytes(of: number) { take(8, $0) }
        case .unsigned(let number):
            binds[index].is_unsigned = 1
            return withUnsafeBytes(of: number) { take(8, $0) }
        case .double(let number): return withUnsafeBytes(of: number) { take(5, $0) }
        case .decimal(let text): return take(246, text.utf8)
        case .text(let text): return take(254, text.utf8)
        case .bytes(let bytes): return take(252, bytes)
        }
    }
}
