/// A text whose markup has been read: what opens and closes, and what is shown in between.
///
/// Joined again it is the text that is sent. It can be cut into parts of which each is valid by itself.
struct MarkupText {
    /// A piece of the text.
    enum Token: Equatable {
        /// Markup begins; the text that ends it is given too.
        case open(String, close: String)
        /// The markup that began last ends.
        case close(String)
        /// Something to be shown: as it is sent, and as it is seen.
        case shown(String, as: String)
    }

    /// The pieces in their order; what opens is closed in the opposite order.
    let tokens: [Token]

    /// The text as it is sent.
    var source: String { Self.joined(tokens) }

    /// The text as it is seen.
    var visible: String {
        var text = ""
        for case .shown(_, let seen) in tokens { text += seen }
        return text
    }

    private static func joined(_ tokens: some Sequence<Token>) -> String {
        var text = ""
        for token in tokens {
            switch token {
            case .open(let source, _), .close(let source), .shown(let source, _): text += source
            }
        }
        return text
    }
}

extension MarkupText {
    /// The text in parts that are seen to have no more than a number of UTF-16 code units.
    ///
    /// Parts end behind a line or a word where that is possible, and never inside a character. Markup that goes on in the
    /// next part is closed and opened again. Parts of white space alone are left out.
    /// - Parameter limit: How many code units of UTF-16 a part may show.
    /// - Returns: The parts; the text itself where it is short enough.
    func parts(limit: Int) -> [MarkupText] {
        guard visible.utf16.count > limit else { return [self] }
        var parts: [MarkupText] = []
        var rest = tokens[...]
        var open: [(open: String, close: String)] = []
        while let cut = Self.cut(rest, open, limit: limit) {
            parts.append(Self.part(rest[..<cut.index], from: open, to: cut.open))
            rest = rest[cut.index...]
            open = cut.open
        }
        parts.append(Self.part(rest, from: open, to: []))
        return parts.filter { $0.visible.contains { !$0.isWhitespace } }
    }

    private static func part(
        _ tokens: ArraySlice<Token>, from before: [(open: String, close: String)],
        to after: [(open: String, close: String)]
    ) -> MarkupText {
        MarkupText(
            tokens: before.map { .open($0.open, close: $0.close) } + tokens + after.reversed().map { .close($0.close) })
    }

    /// A place where a part may end.
    private struct Cut {
        /// The token that begins the next part.
        let index: Int
        /// The markup that goes on there.
        let open: [(open: String, close: String)]
        /// How much is seen before it.
        let count: Int
    }

    /// How good a place is to end a part at; later ones are better.
    private enum Quality: Int, CaseIterable { case character, wordInMarkup, word, lineInMarkup, line }

    /// Where the next part ends; nil when it is the last one.
    private static func cut(
        _ tokens: ArraySlice<Token>, _ before: [(open: String, close: String)], limit: Int
    ) -> Cut? {
        let ends = characterEnds(tokens)
        var open = before
        var count = 0
        var best: [Quality: Cut] = [:]
        for index in tokens.indices {
            switch tokens[index] {
            case .open(let source, let close): open.append((source, close))
            case .close: _ = open.popLast()
            case .shown(_, let seen):
                count += seen.utf16.count
                if count > limit { return chosen(best, limit) }
            }
            guard count > 0, ends.contains(count), index + 1 < tokens.endIndex else { continue }
            var quality = Quality.character
            if case .shown(_, let seen) = tokens[index] {
                if seen.hasSuffix("\n") {
                    quality = open.isEmpty ? .line : .lineInMarkup
                } else if seen.last?.isWhitespace ?? false {
                    quality = open.isEmpty ? .word : .wordInMarkup
                }
            }
            // A closing mark belongs to what it closes.
            if case .close = tokens[index + 1] { continue }
            best[quality] = Cut(index: index + 1, open: open, count: count)
        }
        return nil
    }

    /// The best place in the second half of what fits; a worse one only where there is no such place.
    private static func chosen(_ places: [Quality: Cut], _ limit: Int) -> Cut? {
        let ordered = Quality.allCases.reversed().compactMap { places[$0] }
        return ordered.first { $0.count * 2 >= limit } ?? places[.character] ?? ordered.first
    }

    /// The numbers of UTF-16 code units behind which a character of the visible text ends.
    private static func characterEnds(_ tokens: ArraySlice<Token>) -> Set<Int> {
        var text = ""
        for case .shown(_, let seen) in tokens { text += seen }
        var ends: Set<Int> = []
        var count = 0
        for character in text {
            count += character.utf16.count
            ends.insert(count)
        }
        return ends
    }
}

/// Builds the tokens of a text of which it is not yet known whether what opens will be closed.
struct MarkupBuilder {
    /// The tokens so far; those of openings that are still open among them.
    private(set) var tokens: [MarkupText.Token] = []

    /// Adds something to be shown.
    mutating func show(_ source: String, as seen: String) { tokens.append(.shown(source, as: seen)) }

    /// Adds something that opens, and gives its place.
    mutating func open(_ source: String, close: String = "") -> Int {
        tokens.append(.open(source, close: close))
        return tokens.count - 1
    }

    /// Closes what opened at a place.
    mutating func close(_ place: Int, _ close: String) {
        if case .open(let source, _) = tokens[place] { tokens[place] = .open(source, close: close) }
        tokens.append(.close(close))
    }

    /// Changes what opened at a place to something that is shown.
    mutating func demote(_ place: Int, to source: String, as seen: String) { tokens[place] = .shown(source, as: seen) }

    /// Whether nothing has come since something opened at a place.
    func isEmpty(since place: Int) -> Bool { place == tokens.count - 1 }
}
