import CLibPQ
import OIntCore
import OIntSQL

/// A type that a parameter can be given by name.
struct ParameterType: Sendable {
    /// What values it takes.
    enum Kind: Sendable {
        case bool
        case integer(ClosedRange<Int64>)
        case float
        case numeric
        case text
        case byte
        case bytes
        case hstore
        case json
        case uuid
    }

    /// How the server knows it.
    enum Identity: Sendable {
        /// By an id that is the same in every database.
        case id(Oid, arrayID: Oid)
        /// By its name only: it belongs to an extension.
        case name(String)
    }

    let kind: Kind
    let identity: Identity
    /// Whether it is an array of values of the kind.
    let isArray: Bool

    /// Finds one of the types whose values are looked at before they are sent.
    /// - Parameter name: The name in capital letters; `[]` behind it makes an array.
    /// - Returns: The type; nil for one that only the server knows.
    static func wellKnown(_ name: String) throws(UsageError) -> ParameterType? {
        let isArray = name.hasSuffix("[]")
        guard let (kind, identity) = known[canonical(isArray ? String(name.dropLast(2)).trimmed : name)] else {
            return nil
        }
        return ParameterType(kind: kind, identity: identity, isArray: isArray)
    }

    /// Finds a type.
    /// - Parameter name: The name in capital letters; `[]` behind it makes an array.
    /// - Throws: `UsageError` when there is none of that name.
    static func named(_ name: String) throws(UsageError) -> ParameterType {
        if let type = try wellKnown(name) { return type }
        let nearest = Suggestion.nearest(to: name, among: known.keys).map { ", did you mean \($0)?" } ?? ""
        throw UsageError("a value has the type \(Quote.short(name)), which is not known\(nearest)")
    }

    /// The name that a type has in the catalogue, in capital letters and with blanks between words.
    static func canonical(_ name: String) -> String {
        if name == "\"CHAR\"" { return "OLDCHAR" }
        let words = name.split(whereSeparator: { $0 == "_" || $0.isWhitespace }).joined(separator: " ")
        return known[words] == nil && known[name] != nil ? name : words
    }

    private static let known: [String: (Kind, Identity)] = [
        "BOOL": (.bool, .id(16, arrayID: 1000)), "BOOLEAN": (.bool, .id(16, arrayID: 1000)),
        "SMALLINT": small, "SMALLSERIAL": small, "INT2": small,
        "INT": int, "INTEGER": int, "SERIAL": int, "INT4": int,
        "BIGINT": big, "BIGSERIAL": big, "INT8": big,
        "OID": (.integer(0...Int64(UInt32.max)), .id(26, arrayID: 1028)),
        "REAL": (.float, .id(700, arrayID: 1021)), "FLOAT4": (.float, .id(700, arrayID: 1021)),
        "DOUBLE PRECISION": (.float, .id(701, arrayID: 1022)), "FLOAT8": (.float, .id(701, arrayID: 1022)),
        "NUMERIC": (.numeric, .id(1700, arrayID: 1231)), "DECIMAL": (.numeric, .id(1700, arrayID: 1231)),
        "VARCHAR": (.text, .id(1043, arrayID: 1015)), "TEXT": (.text, .id(25, arrayID: 1009)),
        "CHAR": (.text, .id(1042, arrayID: 1014)), "NAME": (.text, .id(19, arrayID: 1003)),
        "CITEXT": (.text, .name("citext")), "LTREE": (.text, .name("ltree")), "LQUERY": (.text, .name("lquery")),
        "LTXTQUERY": (.text, .name("ltxtquery")), "HSTORE": (.hstore, .name("hstore")),
        "OLDCHAR": (.byte, .id(18, arrayID: 1002)),
        "BYTEA": bytes, "BLOB": bytes, "BYTES": bytes,
        "TIMESTAMP": (.text, .id(1114, arrayID: 1115)), "TIMESTAMP WITH TIME ZONE": (.text, .id(1184, arrayID: 1185)),
        "TIMESTAMPTZ": (.text, .id(1184, arrayID: 1185)), "DATE": (.text, .id(1082, arrayID: 1182)),
        "TIME": (.text, .id(1083, arrayID: 1183)), "INTERVAL": (.text, .id(1186, arrayID: 1187)),
        "INET": (.text, .id(869, arrayID: 1041)), "CIDR": (.text, .id(650, arrayID: 651)),
        "JSON": (.json, .id(114, arrayID: 199)), "JSONB": (.json, .id(3802, arrayID: 3807)),
        "UUID": (.uuid, .id(2950, arrayID: 2951)),
    ]

    private static let bytes: (Kind, Identity) = (.bytes, .id(17, arrayID: 1001))
    private static let small = integer(Int64(Int16.min)...Int64(Int16.max), 21, 1005)
    private static let int = integer(Int64(Int32.min)...Int64(Int32.max), 23, 1007)
    private static let big = integer(Int64.min...Int64.max, 20, 1016)

    private static func integer(_ range: ClosedRange<Int64>, _ id: Oid, _ arrayID: Oid) -> (Kind, Identity) {
        (.integer(range), .id(id, arrayID: arrayID))
    }
}
