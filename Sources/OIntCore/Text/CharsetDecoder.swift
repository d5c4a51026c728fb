/// Turns text that comes piece by piece into UTF-8.
///
/// A mark at the beginning says what it is, whatever else is said. Charsets that switch between states by sequences of
/// their own are read as far as each piece begins in the first state.
package struct CharsetDecoder: Sendable {
    /// What is said about the text; nil where nothing is.
    private let said: Charset?
    /// What the text is, once its beginning is there.
    private var charset: Charset?
    /// What came and is not converted yet: the beginning, or half a character.
    private var rest: [UInt8] = []
    private var consumed = 0

    /// How many bytes tell what the text is.
    private static let beginning = 4

    /// Creates a decoder.
    /// - Parameter charset: What is said about the text; nil for UTF-8, unless a mark says otherwise.
    package init(_ charset: Charset?) { said = charset }

    /// Takes a piece.
    /// - Parameter piece: The bytes.
    /// - Returns: As much text as is whole, in UTF-8; UTF-8 itself is not checked.
    /// - Throws: `UsageError` when the bytes are none in the charset.
    package mutating func decode(_ piece: [UInt8]) throws(UsageError) -> [UInt8] { try decode(piece, isLast: false) }

    /// Says that no more bytes come.
    /// - Returns: What was left, in UTF-8.
    /// - Throws: `UsageError` when that is half a character.
    package mutating func end() throws(UsageError) -> [UInt8] { try decode([], isLast: true) }

    private mutating func decode(_ piece: [UInt8], isLast: Bool) throws(UsageError) -> [UInt8] {
        if charset == nil {
            guard isLast || rest.count + piece.count >= Self.beginning else {
                rest += piece
                return []
            }
            charset = Charset.recognized(rest + piece) ?? said ?? .utf8
        }
        guard let charset, !charset.isUTF8 else {
            defer { rest = [] }
            return rest.isEmpty ? piece : rest + piece
        }
        let bytes = rest.isEmpty ? piece : rest + piece
        guard let (text, used) = charset.textOfWholeCharacters(in: bytes), used == bytes.count || !isLast else {
            throw UsageError(
                "the text is not in the charset that --encoding or its beginning says, somewhere behind byte \(consumed)"
            )
        }
        consumed += used
        rest = Array(bytes[used...])
        return text
    }
}
