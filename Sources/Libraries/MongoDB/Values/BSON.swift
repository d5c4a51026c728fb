/// The kinds of values in a document, by their numbers on the wire.
///
/// Source: https://bsonspec.org/spec.html
enum BSONKind: UInt8 {
    case double = 0x01
    case string = 0x02
    case document = 0x03
    case array = 0x04
    case binary = 0x05
    case undefined = 0x06
    case objectID = 0x07
    case boolean = 0x08
    case date = 0x09
    case null = 0x0A
    case regularExpression = 0x0B
    case pointer = 0x0C
    case code = 0x0D
    case symbol = 0x0E
    case scopedCode = 0x0F
    case int32 = 0x10
    case timestamp = 0x11
    case int64 = 0x12
    case decimal = 0x13
    case minKey = 0xFF
    case maxKey = 0x7F
}

/// The limits of a server.
///
/// Source: https://www.mongodb.com/docs/manual/reference/limits/
enum BSONLimit {
    /// How many bytes a document may have.
    static let document = 16 << 20
    /// How deep documents may lie in each other.
    static let depth = 100
    /// How many documents a message may write.
    static let batch = 100_000
    /// How many bytes of documents go into a message, which may have 48,000,000 in all.
    static let message = 40_000_000
}
