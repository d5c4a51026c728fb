/// A piece of a documentation comment: plain text, or code between grave accents.
enum DocText: Hashable {
    case plain(String)
    case code(String)

    /// Takes a text apart.
    /// - Parameter text: The text, as documentation comments have it.
    /// - Returns: Its pieces; an accent without a partner is text.
    static func pieces(of text: String) -> [DocText] {
        var pieces: [DocText] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "`"),
            let end = rest[rest.index(after: start)...].firstIndex(of: "`")
        {
            if start > rest.startIndex { pieces.append(.plain(String(rest[..<start]))) }
            let code = rest[rest.index(after: start)..<end]
            // Two accents around a name link to it in other documents.
            if !code.isEmpty { pieces.append(.code(String(code))) }
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.plain(String(rest))) }
        return pieces
    }
}
