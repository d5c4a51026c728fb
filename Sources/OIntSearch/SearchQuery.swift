import OIntCore

/// What a query looks for: terms, each with how much it counts.
struct SearchQuery {
    /// The terms, in the order of the words, each once.
    private(set) var terms: [(term: String, weight: Double)] = []
    /// The text in small letters, which may be a name.
    let text: String
    /// Its words as they are written, in small letters, which may be names.
    let words: [String]

    /// How much a word counts behind a preposition.
    static let contextWeight = 0.6

    /// Reads a query.
    /// - Parameters:
    ///   - text: The words.
    ///   - vocabulary: What they mean.
    ///   - correct: Gives the word that was meant by one that is not known.
    init(_ text: String, _ vocabulary: Vocabulary, correct: (String) -> String) {
        let lowered = text.trimmed.lowercased()
        self.text = lowered
        words = lowered.split { $0.isWhitespace }.map(String.init)
        // Words in camel case fall apart before they lose their capital letters.
        var spaced = Vocabulary.words(in: text).joined(separator: " ") + " "
        for (phrase, meaning) in Concepts.phrases { spaced = spaced.replacing(phrase, with: meaning) }
        var weight = 1.0
        for word in spaced.split(separator: " ").map(String.init) {
            if vocabulary.isPreposition(word), !terms.isEmpty {
                weight = Self.contextWeight
                continue
            }
            guard !vocabulary.isFiller(word) else { continue }
            let term = vocabulary.term(of: correct(word))
            guard !terms.contains(where: { $0.term == term }) else { continue }
            terms.append((term, vocabulary.services.contains(term) ? 1 : weight))
        }
    }
}
