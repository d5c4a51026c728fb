/// What a text needs to be HTML by Telegram's rules.
///
/// Source: https://core.telegram.org/bots/api#html-style
enum HTMLEscaping {
    private static let named = ["lt", "gt", "amp", "quot"].map { Array($0.utf8) }

    /// The text with each `&` escaped that begins no entity; tags and entities stay.
    /// - Parameter text: The text.
    /// - Returns: The text for Telegram.
    static func escaped(_ text: String) -> String {
        // Bytes, not characters: an accent behind an ampersand would make one character of both.
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        while let byte = rest.popFirst() {
            result.append(byte)
            if byte == UInt8(ascii: "&"), !isEntity(rest) { result += "amp;".utf8 }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the bytes behind an `&` make it an entity: one of four names, or a number.
    private static func isEntity(_ bytes: ArraySlice<UInt8>) -> Bool {
        // The longest number of a character, with leading zeros, is no longer than this.
        guard let end = bytes.prefix(16).firstIndex(of: UInt8(ascii: ";")) else { return false }
        let name = bytes[..<end]
        guard name.first == UInt8(ascii: "#") else { return named.contains(Array(name)) }
        let number = name.dropFirst()
        let isHexadecimal = number.first.map { "xX".utf8.contains($0) } ?? false
        let digits = isHexadecimal ? number.dropFirst() : number
        return !digits.isEmpty
            && digits.allSatisfy { byte in
                let digit = Character(UnicodeScalar(byte)).hexDigitValue
                return digit.map { $0 < (isHexadecimal ? 16 : 10) } ?? false
            }
    }
}
