/// What a service counts when it limits the length of a text.
public enum TextUnit: String, Sendable, Hashable {
    /// Bytes of UTF-8.
    case bytes
    /// Code points of Unicode.
    case characters
    /// Units of UTF-16: most emoji have two.
    case utf16 = "UTF-16 units"

    /// How long a text is.
    /// - Parameter text: The text.
    public func length(of text: some StringProtocol) -> Int {
        switch self {
        case .bytes: text.utf8.count
        case .characters: text.unicodeScalars.count
        case .utf16: text.utf16.count
        }
    }
}

/// A text in parts that a service takes.
package enum TextParts {
    /// Splits a text: at an empty line, at the end of a line, of a sentence, of a word, and never inside of a character.
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: How long a part may be.
    ///   - unit: What is counted.
    /// - Returns: The parts in their order, without blanks where they were split; one where the text is short enough.
    package static func of(_ text: String, limit: Int, _ unit: TextUnit) -> [String] {
        var parts: [String] = []
        var rest = Substring(text)
        while unit.length(of: rest) > limit {
            let longest = prefix(of: rest, limit: limit, unit)
            let end = breakPoint(in: longest) ?? longest.endIndex
            parts.append(trimmingEnd(rest[..<end]))
            rest = rest[end...].drop { $0.isNewline }
            if rest.first == " " { rest.removeFirst() }
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(String(rest)) }
        return parts.filter { !$0.allSatisfy(\.isWhitespace) || parts.count == 1 }
    }

    /// Shortens a text, and leaves a mark that says how much is missing.
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: How long it may be.
    ///   - unit: What is counted.
    ///   - keepsEnd: Whether its end is kept, and not its beginning.
    /// - Returns: The text as it was, where it is short enough.
    package static func shortened(_ text: String, limit: Int, _ unit: TextUnit, keepsEnd: Bool) -> String {
        guard unit.length(of: text) > limit else { return text }
        // The number in the mark has at most as many digits as that of all characters.
        let room = max(0, limit - unit.length(of: mark(text.count)) - 1)
        let kept = keepsEnd ? suffix(of: text[...], limit: room, unit) : prefix(of: text[...], limit: room, unit)
        let mark = mark(text.count - kept.count)
        return keepsEnd ? "\(mark)\n\(kept)" : "\(kept)\n\(mark)"
    }

    private static func mark(_ count: Int) -> String { "… \(count) characters cut" }

    private static func prefix(of text: Substring, limit: Int, _ unit: TextUnit) -> Substring {
        var length = 0
        var end = text.startIndex
        for index in text.indices {
            length += unit.length(of: String(text[index]))
            guard length <= limit else { break }
            end = text.index(after: index)
        }
        // One character that is longer than the limit goes by its code points.
        return end > text.startIndex ? text[..<end] : firstScalars(of: text, limit: limit, unit)
    }

    private static func firstScalars(of text: Substring, limit: Int, _ unit: TextUnit) -> Substring {
        var length = 0
        var end = text.startIndex
        for index in text.unicodeScalars.indices {
            length += unit.length(of: String(text.unicodeScalars[index]))
            guard length <= limit || end == text.startIndex else { break }
            end = text.unicodeScalars.index(after: index)
        }
        return text[..<end]
    }

    private static func suffix(of text: Substring, limit: Int, _ unit: TextUnit) -> Substring {
        var length = 0
        var start = text.endIndex
        for index in text.indices.reversed() {
            length += unit.length(of: String(text[index]))
            guard length <= limit else { break }
            start = index
        }
        return text[start...]
    }

    /// The best place to split at in the second half of a piece; nil where there is none.
    private static func breakPoint(in piece: Substring) -> Substring.Index? {
        let half = piece.index(piece.startIndex, offsetBy: piece.count / 2)
        let last = piece[half...]
        if let place = last.ranges(of: "\n\n").last { return place.lowerBound }
        if let place = last.lastIndex(where: \.isNewline) { return place }
        if let place = last.indices.last(where: { isSentenceEnd(piece, $0) }) { return piece.index(after: place) }
        return last.lastIndex(where: \.isWhitespace)
    }

    private static func isSentenceEnd(_ piece: Substring, _ index: Substring.Index) -> Bool {
        guard ".!?…".contains(piece[index]) else { return false }
        let next = piece.index(after: index)
        return next < piece.endIndex && piece[next].isWhitespace
    }

    private static func trimmingEnd(_ text: Substring) -> String {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
