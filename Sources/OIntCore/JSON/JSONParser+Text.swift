extension JSONParser {
    /// Reads a text whose opening quote is next.
    @inline(__always)
    mutating func parseText(quote: UInt8) throws(JSONParsingFailure) -> String {
        let opening = next
        let stop = endOfPlainText(from: opening + 1, quote: quote)
        if stop < end, stop.pointee == quote {
            next = stop + 1
            return String(valid: .init(start: opening + 1, count: stop - opening - 1))
        }
        return try parseEscapedText(opening: opening, stop: stop, quote: quote)
    }

    /// The place of the first quote, backslash or control character, or the end.
    @inline(__always)
    private func endOfPlainText(from start: UnsafePointer<UInt8>, quote: UInt8) -> UnsafePointer<UInt8> {
        var place = start
        while end - place >= ByteWord.size {
            let marks = ByteWord(at: place).endsOfPlainText(quote: quote)
            if marks != 0 { return place + ByteWord.firstMark(marks) }
            place += ByteWord.size
        }
        while place < end, place.pointee != quote, place.pointee != JSONByte.backslash, place.pointee >= JSONByte.space
        {
            place += 1
        }
        return place
    }

    /// Reads on at the first byte of a text that does not stand for itself.
    @inline(never)
    private mutating func parseEscapedText(
        opening: UnsafePointer<UInt8>, stop: UnsafePointer<UInt8>, quote: UInt8
    ) throws(JSONParsingFailure) -> String {
        scratch.removeAll()
        scratch.append(.init(start: opening + 1, count: stop - opening - 1))
        next = stop
        while next < end {
            switch next.pointee {
            case quote:
                next += 1
                return String(valid: scratch.bytes)
            case JSONByte.backslash:
                try parseEscape(opening: opening)
            case ..<JSONByte.space:
                throw failure(.controlCharacter)
            default:
                let start = next
                next = endOfPlainText(from: start, quote: quote)
                scratch.append(.init(start: start, count: next - start))
            }
        }
        throw failure(.unterminatedText, at: opening)
    }

    /// Reads an escape whose backslash is next.
    @inline(__always)
    private mutating func parseEscape(opening: UnsafePointer<UInt8>) throws(JSONParsingFailure) {
        guard end - next > 1 else { throw failure(.unterminatedText, at: opening) }
        let plain: UInt8
        switch next[1] {
        case UInt8(ascii: "u"): return try parseUnicodeEscape()
        case JSONByte.quote, JSONByte.backslash, UInt8(ascii: "/"): plain = next[1]
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = JSONByte.lineFeed
        case UInt8(ascii: "r"): plain = JSONByte.carriageReturn
        case UInt8(ascii: "t"): plain = 0x09
        case JSONByte.apostrophe where options.allowsSingleQuotes: plain = JSONByte.apostrophe
        default: throw failure(.unknownEscape, at: next + 1)
        }
        scratch.append(plain)
        next += 2
    }

    @inline(__always)
    private mutating func parseUnicodeEscape() throws(JSONParsingFailure) {
        guard let unit = codeUnit(at: next) else { throw missingDigits() }
        next += 6
        guard UTF16.isLeadSurrogate(unit), let trail = codeUnit(at: next), UTF16.isTrailSurrogate(trail) else {
            // Half a pair is no scalar.
            scratch.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
            return
        }
        next += 6
        let value = 0x1_0000 + ((UInt32(unit) & 0x3FF) << 10) + (UInt32(trail) & 0x3FF)
        scratch.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }

    /// The UTF-16 code unit that an escape at a place stands for, or nil when none is there.
    @inline(__always)
    private func codeUnit(at place: UnsafePointer<UInt8>) -> UInt16? {
        guard end - place >= 6, place[0] == JSONByte.backslash, place[1] == UInt8(ascii: "u") else { return nil }
        return HexadecimalDigits(at: place + 2).value
    }

    /// Points at the first of the four places that holds no digit.
    private func missingDigits() -> JSONParsingFailure {
        var place = next + 2
        while place < end, Character(Unicode.Scalar(place.pointee)).isHexDigit { place += 1 }
        return failure(.hexadecimalDigitsExpected, at: place)
    }
}

/// Four hexadecimal digits that are read at once.
struct HexadecimalDigits {
    private let bits: UInt32

    @inline(__always)
    init(at pointer: UnsafePointer<UInt8>) {
        bits = UInt32(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt32.self))
    }

    /// The byte in each of the four places.
    @inline(__always)
    private static func all(_ byte: UInt8) -> UInt32 { 0x0101_0101 &* UInt32(byte) }

    /// Marks, by their highest bit, ASCII bytes that lie in a range.
    @inline(__always)
    private static func marks(_ bits: UInt32, from first: UInt8, upTo last: UInt8) -> UInt32 {
        (bits &+ all(0x80 - first)) & ~(bits &+ all(0x7F - last))
    }

    /// What the digits stand for, or nil when one is none.
    @inline(__always)
    var value: UInt16? {
        let digits = Self.marks(bits, from: JSONByte.zero, upTo: JSONByte.nine)
        let letters = Self.marks(bits | Self.all(0x20), from: UInt8(ascii: "a"), upTo: UInt8(ascii: "f"))
        guard (digits | letters) & ~bits & Self.all(0x80) == Self.all(0x80) else { return nil }
        // Letters have bit 6 and begin at 1 in the lower four.
        let nibbles = (bits & Self.all(0x0F)) &+ ((bits >> 6) & Self.all(1)) &* 9
        let pairs = (nibbles << 4) | (nibbles >> 8)
        return UInt16(truncatingIfNeeded: ((pairs & 0xFF) << 8) | ((pairs >> 16) & 0xFF))
    }
}
