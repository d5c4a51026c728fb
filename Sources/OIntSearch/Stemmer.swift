/// Takes endings off words, so that forms of a word are found by one another.
///
/// It is rough: two words may share a stem, which costs a little precision, and forms of a word may keep two, which the
/// vocabulary makes up for.
enum Stemmer {
    /// The stem of a word.
    /// - Parameter word: The word, in small letters.
    static func stem(_ word: String) -> String {
        isRussian(word) ? russian(word) : english(word)
    }

    /// Whether a word has Cyrillic letters.
    static func isRussian(_ word: String) -> Bool {
        word.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
    }

    private static func english(_ word: String) -> String {
        guard word.count > 3 else { return word }
        var stem = word
        for (ending, replacement) in englishEndings where word.hasSuffix(ending) {
            if ending == "s", word.hasSuffix("ss") { continue }
            guard word.count - ending.count >= 3 else { continue }
            stem = word.dropLast(ending.count) + replacement
            break
        }
        if stem.count > 3, let last = stem.last, stem.dropLast().last == last, !"lsz".contains(last) { stem.removeLast() }
        if stem.count > 3, stem.hasSuffix("e") { stem.removeLast() }
        return stem
    }

    private static func russian(_ word: String) -> String {
        let word = word.replacing("ё", with: "е")
        for ending in russianEndings where word.hasSuffix(ending) && word.count - ending.count >= 3 {
            let stem = word.dropLast(ending.count)
            // What made a verb or a noun out of the stem.
            for suffix in russianSuffixes where stem.hasSuffix(suffix) && stem.count - suffix.count >= 4 {
                return String(stem.dropLast(suffix.count))
            }
            return String(stem)
        }
        return word
    }

    private static let englishEndings: [(ending: String, replacement: String)] = [
        ("sses", "ss"), ("ings", ""), ("ies", "y"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""),
    ]

    /// Endings of nouns, adjectives and verbs, the longest first.
    private static let russianEndings = """
        иями ейте уйте ания ения анию ению ации ацию ами иям иях иях ием ями ией его ого ему ому ими ыми ила ыла ена ите \
        или ыли ило ыло ено ует уют ены ить ыть ишь ать ять еть уть оть ешь нно ете йте ание ение ация ев ов ие ье еи ии \
        ей ой ий ям ем ам ом ах ях ию ью ия ья ее ые ое их ых ую юю ая яя ою ею ый уй ил ыл им ым ен ят ит ыт ла на ли ло \
        но ет ют ны ть ся сь и й о у ы ь ю я а е л н
        """.split(separator: " ").map(String.init).sorted { $0.count > $1.count }

    private static let russianSuffixes = ["ова", "ыва", "ива", "ени", "ани", "ев", "ва", "и", "ь", "а", "я"]
}
