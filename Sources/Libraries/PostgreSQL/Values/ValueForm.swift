import CLibPQ

/// How the text form of a type's values is read.
indirect enum ValueForm: Sendable, Hashable {
    case bool
    /// Whole numbers.
    case integer
    /// Numbers with a floating point, which may be none: NaN and the infinities.
    case float
    /// The type "char": one byte, read as a number.
    case byte
    /// Everything that is shown as the server writes it.
    case text
    case bytes
    case json
    case timestamp
    case timestampWithZone
    case hstore
    case array(of: ValueForm, delimiter: UInt8)

    /// The form of a type whose id is the same in every database.
    ///
    /// Source: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
    /// - Parameter id: The type's id.
    /// - Returns: The form, or nil when the server has to be asked.
    static func builtIn(_ id: Oid) -> ValueForm? {
        switch id {
        case 16: .bool
        case 20, 21, 23, 26: .integer
        case 700, 701: .float
        case 18: .byte
        case 17: .bytes
        case 114, 3802: .json
        case 1114: .timestamp
        case 1184: .timestampWithZone
        default: textTypes.contains(id) ? .text : arrayElements[id].map { builtInArray(of: $0) }
        }
    }

    private static func builtInArray(of element: Oid) -> ValueForm {
        .array(of: builtIn(element) ?? .text, delimiter: UInt8(ascii: ","))
    }

    /// Types that are shown as the server writes them: name, text, xml, money, macaddr, inet, char, varchar, date, time,
    /// interval, timetz, bit, varbit, numeric, void, unknown, uuid, the ranges, regclass, regtype, point and tid.
    private static let textTypes: Set<Oid> = [
        19, 25, 142, 27, 28, 29, 600, 650, 705, 774, 790, 829, 869, 1042, 1043, 1082, 1083, 1186, 1266, 1560, 1562,
        1700,
        2205, 2206, 2278, 2249, 2950, 3220, 3614, 3615, 3904, 3906, 3908, 3910, 3912, 3926, 22, 30, 194, 1033, 5069,
    ]

    /// The types of the elements of arrays.
    private static let arrayElements: [Oid: Oid] = [
        1000: 16, 1001: 17, 1002: 18, 1003: 19, 1016: 20, 1005: 21, 1007: 23, 1009: 25, 1028: 26, 199: 114, 143: 142,
        1021: 700, 1022: 701, 791: 790, 1040: 829, 1041: 869, 651: 650, 1014: 1042, 1015: 1043, 1182: 1082, 1183: 1083,
        1115: 1114, 1185: 1184, 1187: 1186, 1270: 1266, 1561: 1560, 1563: 1562, 1231: 1700, 2951: 2950, 3807: 3802,
        3905: 3904, 3907: 3906, 3909: 3908, 3911: 3910, 3913: 3912, 3927: 3926,
    ]
}
