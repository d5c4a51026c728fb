/// Finds what somebody meant who typed something else.
public enum Suggestion {
    /// The candidate nearest to a mistyped word, if one is near enough to be worth proposing.
    ///
    /// Nearness is the number of letters to insert, drop, replace or swap, in any case; a third of the word may be wrong.
    /// - Parameters:
    ///   - word: What was typed.
    ///   - candidates: What could have been meant.
    /// - Returns: The nearest candidate, or nil.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased())
        let limit = max(1, typed.count / 3)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(typed, Array(candidate.lowercased()))
            if distance <= min(limit, (best?.distance ?? .max) - 1) { best = (candidate, distance) }
        }
        if let best { return best.candidate }
        // A word that was broken off still tells which one was meant, if only one begins like it.
        let beginners = candidates.filter { typed.count >= 3 && $0.lowercased().hasPrefix(word.lowercased()) }
        return beginners.count == 1 ? beginners[0] : nil
    }

    /// The distance of Damerau and Levenshtein, swaps of neighbours counted as one step.
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 1...a.count {
            var current = [i] + Array(repeating: 0, count: b.count)
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                current[j] = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    current[j] = min(current[j], beforeLast[j - 2] + 1)
                }
            }
            (beforeLast, last) = (last, current)
        }
        return last[b.count]
    }
}
