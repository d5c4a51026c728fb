#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Bytes that came and are not used up yet.
package struct PieceBuffer: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Where what is not used up begins.
    package private(set) var start = 0
    /// How many bytes have been used up since the beginning.
    package private(set) var consumed = 0
    private var isFresh = true

    /// Creates an empty buffer.
    package init() {}

    /// How many bytes are left.
    package var count: Int { bytes.count - start }

    /// Adds bytes; a byte order mark at the very beginning is dropped.
    package mutating func append(_ piece: [UInt8]) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes += piece
        guard isFresh, consumed == 0, bytes.count >= Self.mark.count else { return }
        isFresh = false
        if bytes.starts(with: Self.mark) { use(Self.mark.count) }
    }

    /// Uses bytes up.
    package mutating func use(_ count: Int) {
        start += count
        consumed += count
    }

    /// Where a byte stands, at or behind a place.
    package func index(of byte: UInt8, from place: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard place < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + place, Int32(byte), bytes.count - place)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
