import OIntCore

/// Prints bytes as text, piece by piece.
struct Speller {
    private let spelling: CallSettings.Spelling
    private var rest: [UInt8] = []
    private var endsLine = false

    /// Creates a speller.
    init(_ spelling: CallSettings.Spelling) { self.spelling = spelling }

    /// The whole text of bytes that are all there.
    func all(_ bytes: [UInt8]) -> [UInt8] {
        var speller = Speller(spelling)
        return speller.next(bytes) + speller.end()
    }

    /// The text of one more piece; bytes that only the next piece completes are kept back.
    mutating func next(_ piece: [UInt8]) -> [UInt8] {
        switch spelling {
        case .hex: return Array(Hexadecimal.encoded(piece, isUppercase: true).utf8)
        case .base64:
            let bytes = rest + piece
            let whole = bytes.count / 3 * 3
            rest = Array(bytes[whole...])
            return Array(Base64.encoded(bytes[..<whole]).utf8)
        case .utf8:
            endsLine = (piece.last ?? (endsLine ? UInt8(ascii: "\n") : 0)) == UInt8(ascii: "\n")
            return piece
        }
    }

    /// The end of the text: a line break, unless there is one.
    mutating func end() -> [UInt8] {
        defer { rest = [] }
        return Array(Base64.encoded(rest).utf8) + (endsLine ? [] : [UInt8(ascii: "\n")])
    }
}
