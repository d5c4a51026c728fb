import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

/// The values of a statement's parameters, as libpq takes them.
struct EncodedParameters {
    /// The ids of the types; 0 where the server is to find them.
    private(set) var types: [Oid] = []
    private var values = CStrings()
    private var formats: [Int32] = []

    var count: Int32 { Int32(types.count) }
    private(set) var byteCount = 0

    /// Adds a value.
    /// - Throws: `UsageError` when it holds a null character, which the server's texts can't.
    mutating func append(_ value: EncodedValue, type: Oid) throws(UsageError) {
        types.append(type)
        switch value {
        case .null:
            values.append(nil as String?)
            formats.append(0)
        case .text(let text):
            guard !text.utf8.contains(0) else {
                throw UsageError("\(Quote.short(text)) holds a null character, which a text in PostgreSQL can't")
            }
            values.append(text)
            formats.append(0)
            byteCount += text.utf8.count
        case .binary(let bytes):
            values.append(bytes)
            formats.append(1)
            byteCount += bytes.count
        }
    }

    /// Lends the values, how long they are, and whether they are binary.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) throws -> Result
    ) rethrows -> Result {
        try values.withPointers { pointers in
            try values.lengths.withUnsafeBufferPointer { lengths in
                try formats.withUnsafeBufferPointer { formats in
                    try body(pointers, lengths.baseAddress, formats.baseAddress)
                }
            }
        }
    }
}

/// A value as it goes to the server.
enum EncodedValue: Sendable, Hashable {
    case null
    case text(String)
    case binary([UInt8])
}
