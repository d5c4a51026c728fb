// How many columns of a terminal a text takes. Sources: Unicode Standard Annex #11 (East Asian Width), the general
// categories and emoji properties of the Unicode character database, and what terminals make of them.

extension String {
    /// How many terminal columns the text takes; it must be free of control characters.
    var displayWidth: Int {
        if isPrintableASCII { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// Whether every character is visible ASCII or a space: the common case, which needs no further look.
    var isPrintableASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    /// The beginning of the text that fits a width, with `…` where something was cut off.
    ///
    /// - Parameter width: The terminal columns to fill at most, at least 1.
    /// - Returns: The whole text, or its beginning and an ellipsis.
    func cut(to width: Int) -> String {
        if isPrintableASCII {
            return utf8.count <= width ? self : prefix(width - 1) + "…"
        }
        var end = startIndex
        var used = 0
        for index in indices {
            let next = used + self[index].displayWidth
            if next > width { return self[..<end] + "…" }
            used = next
            // The ellipsis itself takes a column.
            if used < width { end = self.index(after: index) }
        }
        return self
    }
}

extension Character {
    /// How many terminal columns the character takes: two at most.
    ///
    /// An emoji takes two however many code points it is joined of (skin tones, families, flags), and so does a sign
    /// that asks to be shown as emoji. Letters take what their parts take together, and two where they are stacked.
    var displayWidth: Int {
        let scalars = unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 { return first.displayWidth }
        if first.properties.isEmoji, scalars.contains("\u{FE0F}") { return 2 }
        return min(2, scalars.reduce(0) { $0 + $1.displayWidth })
    }
}

extension Unicode.Scalar {
    /// How many terminal columns the code point takes by itself: 0, 1 or 2.
    var displayWidth: Int {
        if value < 0x300 { return 1 }
        if isZeroWidth { return 0 }
        return isWide || properties.isEmojiPresentation ? 2 : 1
    }

    private var isZeroWidth: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }

    private var isWide: Bool {
        var low = 0
        var high = Unicode.Scalar.wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            let range = Unicode.Scalar.wideRanges[middle]
            if range.contains(value) { return true }
            if value < range.lowerBound { high = middle } else { low = middle + 1 }
        }
        return false
    }

    /// The code points that are East Asian Wide or Fullwidth; those that are so as emoji are told by that property.
    ///
    /// Unassigned places between wide ones are taken for wide, which keeps the list short and ready for additions.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul initials
        0x2329...0x232A,  // angle brackets
        0x2630...0x2637,  // trigrams
        0x268A...0x268F,  // monograms, digrams
        0x2E80...0x303E,  // radicals, punctuation
        0x3041...0x3247,  // kana, bopomofo, enclosed letters
        0x3250...0xA4C6,  // enclosed letters, ideographs, Yi
        0xA960...0xA97C,  // Hangul initials
        0xAC00...0xD7A3,  // Hangul syllables
        0xF900...0xFAFF,  // compatibility ideographs
        0xFE10...0xFE19,  // vertical forms
        0xFE30...0xFE6B,  // compatibility and small forms
        0xFF01...0xFF60,  // fullwidth forms
        0xFFE0...0xFFE6,  // fullwidth signs
        0x16FE0...0x18DF2,  // Tangut, Khitan
        0x1AFF0...0x1B2FB,  // kana, Nushu
        0x1D300...0x1D376,  // Tai Xuan Jing, counting rods
        0x1F200...0x1F265,  // enclosed ideographs
        0x20000...0x3FFFD,  // ideographs
    ]
}
