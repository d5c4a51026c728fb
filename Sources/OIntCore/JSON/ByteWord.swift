/// Eight bytes that are examined at once.
///
/// Each test marks the bytes it finds by their highest bit. Marks above the lowest one may be false, since
/// the subtraction borrows from there; only the lowest mark is to be relied on.
struct ByteWord {
    static var size: Int { MemoryLayout<UInt64>.size }

    private let bits: UInt64

    @inline(__always)
    init(at pointer: UnsafePointer<UInt8>) {
        bits = UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: bits.littleEndian, as: UInt64.self)
    }

    /// The byte in each of the eight places.
    @inline(__always)
    private static func all(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// Marks bytes equal to an ASCII character; to be cleared of bytes above 0x7F by the caller.
    @inline(__always)
    private func ascii(_ byte: UInt8) -> UInt64 { (bits ^ Self.all(byte)) &- Self.all(1) }

    /// Marks bytes under 0x20; to be cleared of bytes above 0x7F by the caller.
    @inline(__always)
    private var controls: UInt64 { bits &- Self.all(0x20) }

    /// Marks what ends a plain run inside a text: the quote, a backslash, a control character.
    @inline(__always)
    func endsOfPlainText(quote: UInt8) -> UInt64 {
        (ascii(quote) | ascii(JSONByte.backslash) | controls) & ~bits & Self.all(0x80)
    }

    /// Marks what can't be written as it is, and each byte that U+0080 to U+009F begin with.
    @inline(__always)
    var needsEscape: UInt64 {
        let ascii = (ascii(JSONByte.quote) | ascii(JSONByte.backslash) | ascii(0x7F) | controls) & ~bits
        let leading = bits ^ Self.all(0xC2)
        return (ascii | ((leading &- Self.all(1)) & ~leading)) & Self.all(0x80)
    }

    /// The place of the lowest mark.
    @inline(__always)
    static func firstMark(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}
