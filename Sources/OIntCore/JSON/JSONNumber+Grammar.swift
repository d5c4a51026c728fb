extension JSONNumber {
    /// Where a number that begins at a place ends.
    ///
    /// - Parameters:
    ///   - start: The first byte: a minus or a digit.
    ///   - end: The end of the input.
    ///   - origin: What offsets of failures count from.
    /// - Returns: The place after the last byte that belongs to the number.
    /// - Throws: The breach of RFC 8259, section 6.
    @inline(__always)
    static func endOfNumber(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, origin: UnsafePointer<UInt8>
    ) throws(JSONParsingFailure) -> UnsafePointer<UInt8> {
        var next = start
        if next < end, next.pointee == JSONByte.minus { next += 1 }
        let whole = next
        next = try endOfDigits(from: next, to: end, origin: origin)
        if whole.pointee == JSONByte.zero, next - whole > 1 {
            throw JSONParsingFailure(reason: .leadingZero, offset: whole - origin)
        }
        if next < end, next.pointee == JSONByte.point {
            next = try endOfDigits(from: next + 1, to: end, origin: origin)
        }
        // Bit 5 is what an e differs in from an E.
        if next < end, next.pointee | 0x20 == UInt8(ascii: "e") {
            next += 1
            if next < end, next.pointee == JSONByte.plus || next.pointee == JSONByte.minus { next += 1 }
            next = try endOfDigits(from: next, to: end, origin: origin)
        }
        return next
    }

    @inline(__always)
    private static func endOfDigits(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, origin: UnsafePointer<UInt8>
    ) throws(JSONParsingFailure) -> UnsafePointer<UInt8> {
        var next = start
        while next < end, next.pointee &- JSONByte.zero < 10 { next += 1 }
        if next == start { throw JSONParsingFailure(reason: .digitExpected, offset: start - origin) }
        return next
    }
}
