#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Base64 with padding, by RFC 4648, section 4.
public enum Base64 {
    /// The bytes as base64.
    /// - Parameter bytes: What to encode.
    /// - Returns: The text, without line breaks.
    public static func encoded(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes as base64 for addresses and tokens, without padding, by RFC 4648, section 5.
    /// - Parameter bytes: What to encode.
    /// - Returns: The text.
    public static func urlSafe(_ bytes: some Sequence<UInt8>) -> String {
        String(
            encoded(bytes).compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// The bytes that a base64 text stands for.
    /// - Parameter text: The text; line breaks and spaces in it are skipped.
    /// - Returns: The bytes, or nil when the text is no base64.
    public static func decoded(_ text: String) -> [UInt8]? {
        Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
    }
}
