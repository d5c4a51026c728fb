import OIntCore

/// A text as the value of a header of a message.
///
/// Headers hold ASCII safely; ntfy reads the encoded words of RFC 2047, and has no limit for the length of one.
///
/// Source: https://www.rfc-editor.org/rfc/rfc2047
enum HeaderText {
    /// Encodes a text.
    /// - Parameters:
    ///   - text: The text.
    ///   - name: What the text is, for the error.
    /// - Returns: The value: the text itself, or one encoded word.
    /// - Throws: `UsageError` when the text has line ends or other control characters in it.
    static func encoded(_ text: String, _ name: String) throws(UsageError) -> String {
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw UsageError("\(name) holds a line end or another control character: leave it out")
        }
        guard text.utf8.contains(where: { $0 > 0x7E }) || text.contains("=?") else { return text }
        return "=?UTF-8?B?\(Base64.encoded(text.utf8))?="
    }
}
