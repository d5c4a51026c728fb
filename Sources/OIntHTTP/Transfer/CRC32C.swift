/// Computes the cyclic redundancy check by Castagnoli.
///
/// Source: RFC 3720, appendix B.4
struct CRC32C: Digester {
    private static let polynomial: UInt32 = 0x82F6_3B78

    /// What a byte does to the remainder when so many others follow it; eight tables of 256 numbers.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var remainder = UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ polynomial : remainder >> 1 }
            tables[byte] = remainder
        }
        for index in 256..<8 * 256 {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 255)]
        }
        return tables
    }()

    private var remainder = UInt32.max

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.tables.withUnsafeBufferPointer { tables in
            var remainder = remainder
            var place = 0
            // Eight bytes at a time, each by the table for the number of bytes behind it.
            while place + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let mixed = word ^ UInt64(remainder)
                var next: UInt32 = 0
                for index in 0..<8 {
                    next ^= tables[(7 - index) * 256 + Int(truncatingIfNeeded: mixed >> (8 * index)) & 255]
                }
                remainder = next
                place += 8
            }
            while place < bytes.count {
                remainder = remainder >> 8 ^ tables[Int((remainder ^ UInt32(bytes[place])) & 255)]
                place += 1
            }
            self.remainder = remainder
        }
    }

    var finished: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: ~remainder >> (24 - 8 * $0)) } }
}
