/// Cuts text in UTF-8 where characters begin.
enum UTF8Piece {
    /// The beginning of a text.
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: How many bytes it may have.
    static func prefix(of text: String, _ limit: Int) -> String {
        String(decoding: whole(Array(text.utf8.prefix(limit))), as: UTF8.self)
    }

    /// Bytes without the character at their end that is not complete.
    /// - Parameter bytes: A piece of a text that begins with a character.
    static func whole(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        // A character has at most four bytes, and all but its first begin with the bits 10.
        guard let start = bytes.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes[...] }
        let length =
            switch bytes[start] {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC0...: 2
            default: 1
            }
        return start + length > bytes.count ? bytes[..<start] : bytes[...]
    }
}
