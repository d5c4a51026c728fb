import CMariaDB

/// A column of an answer.
struct ColumnDescription {
    /// The name.
    let name: String
    /// How its values are read.
    let form: ValueForm
    /// How many bytes a value may have.
    let length: Int

    /// The columns of an answer.
    static func list(of result: OpaquePointer, _ f: oint_libmariadb) -> [ColumnDescription] {
        guard let fields = f.mysql_fetch_fields(result) else { return [] }
        return (0..<Int(f.mysql_num_fields(result))).map { index in
            let field = fields[index]
            let name = UnsafeBufferPointer(start: field.name, count: Int(field.name_length))
            return ColumnDescription(
                name: String(decoding: name.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self),
                form: ValueForm(field), length: Int(clamping: field.length))
        }
    }
}

/// How the values of a column are read.
///
/// Source: https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html
enum ValueForm: Equatable {
    /// Whole numbers.
    case integer(isUnsigned: Bool)
    /// Numbers of 24 bits.
    case float
    /// Numbers of 53 bits.
    case double
    /// Numbers with decimals, all of which count.
    case decimal
    case text
    case bytes
    /// Up to 64 bits, as a number.
    case bits
    case date
    /// A point in time without a zone, with so many decimals of its seconds.
    case dateTime(decimals: Int)
    /// A point in time of the session's zone.
    case timestamp(decimals: Int)
    /// A span of time, up to 838 hours.
    case time(decimals: Int)

    /// The form of a column.
    init(_ field: oint_mysql_field) {
        let decimals = Int(field.decimals)
        switch field.type {
        case 1, 2, 3, 8, 9, 13: self = .integer(isUnsigned: field.flags & Self.unsignedFlag != 0 || field.type == 13)
        case 4: self = .float
        case 5: self = .double
        case 0, 246: self = .decimal
        case 7, 17: self = .timestamp(decimals: decimals)
        case 10, 14: self = .date
        case 11, 19: self = .time(decimals: decimals)
        case 12, 18: self = .dateTime(decimals: decimals)
        case 16: self = .bits
        // Documents are UTF-8, although the server calls them binary.
        case 6, 245, 247, 248: self = .text
        case 242, 255: self = .bytes
        default: self = field.charsetnr == Self.binaryCharacters ? .bytes : .text
        }
    }

    private static let unsignedFlag: UInt32 = 32
    private static let binaryCharacters: UInt32 = 63

    /// The type of the room that a value is fetched into.
    var bufferType: UInt32 {
        switch self {
        case .integer: 8
        case .float: 4
        case .double: 5
        case .decimal, .text: 254
        case .bytes, .bits: 252
        case .date, .dateTime: 12
        case .timestamp: 7
        case .time: 11
        }
    }

    /// How many bytes a value of a fixed size has; nil where values have any.
    var size: Int? {
        switch self {
        case .integer, .double: 8
        case .float: 4
        case .date, .dateTime, .timestamp, .time: MemoryLayout<oint_mysql_time>.size
        case .decimal, .text, .bytes, .bits: nil
        }
    }
}
