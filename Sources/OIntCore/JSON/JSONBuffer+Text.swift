extension JSONBuffer {
    /// Appends a text in quotes, with escapes where they are needed.
    @inline(__always)
    mutating func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Room for the quotes, and for the last word to be stored whole.
        reserve(bytes.count + 2 + ByteWord.size)
        append(JSONByte.quote)
        if let start = bytes.baseAddress { appendEscaped(from: start, to: start + bytes.count) }
        append(JSONByte.quote)
    }

    @inline(__always)
    private mutating func appendEscaped(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
        var place = start
        var target = free
        while end - place >= ByteWord.size {
            let word = ByteWord(at: place)
            word.store(to: target)
            let marks = word.needsEscape
            guard marks == 0 else {
                let plain = ByteWord.firstMark(marks)
                place += plain
                count = target + plain - base
                place = appendSpecial(at: place, end: end)
                target = free
                continue
            }
            place += ByteWord.size
            target += ByteWord.size
        }
        while place < end {
            let byte = place.pointee
            if byte >= JSONByte.space, byte != JSONByte.quote, byte != JSONByte.backslash, byte != 0x7F, byte != 0xC2 {
                target.pointee = byte
                target += 1
                place += 1
            } else {
                count = target - base
                place = appendSpecial(at: place, end: end)
                target = free
            }
        }
        count = target - base
    }

    /// Appends the character at a place, escaped if need be, and makes room for what follows up to the end.
    ///
    /// - Returns: The place after the character.
    @inline(never)
    private mutating func appendSpecial(
        at place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        // The longest escape, and the quote and the word that ``appendQuoted(_:)`` reckons with.
        reserve(6 + (end - place) + 1 + ByteWord.size)
        switch place.pointee {
        case 0x08: appendEscape(UInt8(ascii: "b"))
        case 0x09: appendEscape(UInt8(ascii: "t"))
        case 0x0A: appendEscape(UInt8(ascii: "n"))
        case 0x0C: appendEscape(UInt8(ascii: "f"))
        case 0x0D: appendEscape(UInt8(ascii: "r"))
        case JSONByte.quote, JSONByte.backslash: appendEscape(place.pointee)
        case 0xC2:
            // U+0080 to U+00BF: the second byte is the number, and always there in a valid text.
            if place[1] < 0xA0 {
                appendHexadecimalEscape(place[1])
            } else {
                append(0xC2)
                append(place[1])
            }
            return place + 2
        default: appendHexadecimalEscape(place.pointee)
        }
        return place + 1
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(JSONByte.backslash)
        append(byte)
    }

    private mutating func appendHexadecimalEscape(_ value: UInt8) {
        let digits: StaticString = "0123456789ABCDEF"
        appendEscape(UInt8(ascii: "u"))
        append(JSONByte.zero)
        append(JSONByte.zero)
        append(digits.utf8Start[Int(value >> 4)])
        append(digits.utf8Start[Int(value & 0x0F)])
    }
}
