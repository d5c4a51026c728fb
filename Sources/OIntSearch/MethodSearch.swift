import OIntCore

/// Finds methods by what they do, in words of English or Russian, by their own names and by those of vendors.
///
/// One index serves the command line, agents and the site. It is made from the descriptors when it is first needed. FTS5
/// finds the methods in which some of the words stand; which of them comes first follows from where they stand, how rare
/// they are, and whether the method does what the words say.
package final class MethodSearch: Sendable {
    /// A method, and where it belongs.
    package struct Entry: Sendable {
        /// The library.
        package let library: LibraryDescriptor
        /// The heading of its group.
        package let group: String
        /// The method.
        package let method: MethodDescriptor

        /// Creates an entry.
        /// - Parameters:
        ///   - library: The library.
        ///   - group: The heading of its group.
        ///   - method: The method.
        package init(library: LibraryDescriptor, group: String, method: MethodDescriptor) {
            self.library = library
            self.group = group
            self.method = method
        }

        /// The texts by which it is found.
        var texts: SearchTexts {
            SearchTexts(
                name: method.name, russianName: method.russianName ?? "", vendorName: method.vendorName ?? "",
                otherNames: method.aliases, service: "\(library.name) \(library.title)", summary: method.summary,
                group: group)
        }
    }

    /// A method that was found.
    package struct Hit: Sendable {
        /// Its place among the entries.
        package let index: Int
        /// How well it fits; more is better.
        package let score: Double
    }

    /// The methods that are searched.
    package let entries: [Entry]
    private let terms: [SearchTerms]
    /// In how many methods each term stands.
    private let counts: [String: Int]
    /// The methods of each name, whole and in small letters.
    private let names: [String: [Int]]
    private let words: Set<String>
    private let fullText: FullText

    /// Makes an index.
    /// - Parameter entries: The methods.
    /// - Throws: `LocalError` when SQLite can't make one.
    package init(_ entries: [Entry]) throws(LocalError) {
        var terms: [SearchTerms] = []
        var counts: [String: Int] = [:]
        var names: [String: [Int]] = [:]
        var words = Vocabulary.shared.knownWords
        for (index, entry) in entries.enumerated() {
            let texts = entry.texts
            let found = SearchTerms(texts)
            terms.append(found)
            for term in found.all { counts[term, default: 0] += 1 }
            for text in texts.columns { words.formUnion(Vocabulary.words(in: text)) }
            for name in texts.wholeNames { names[name, default: []].append(index) }
        }
        self.entries = entries
        self.terms = terms
        self.counts = counts
        self.names = names
        self.words = words
        fullText = try FullText(
            columns: [
                ("english", 7), ("russian", 7), ("vendor", 7), ("service", 6), ("summary", 3), ("heading", 1),
            ], rows: terms.map { $0.lists.map { $0.joined(separator: " ") } })
    }

    /// Makes an index of all methods of some libraries.
    /// - Parameter libraries: The libraries.
    /// - Throws: `LocalError` when SQLite can't make one.
    package convenience init(_ libraries: [LibraryDescriptor]) throws(LocalError) {
        try self.init(
            libraries.flatMap { library in
                library.groups.flatMap { group in
                    group.methods.map { Entry(library: library, group: group.title, method: $0) }
                }
            })
    }

    /// Finds methods.
    /// - Parameter query: Words, in any order and case; or a name, whole.
    /// - Returns: The methods, the best first.
    /// - Throws: `LocalError` when SQLite can't search.
    package func find(_ query: String) throws(LocalError) -> [Hit] {
        let vocabulary = Vocabulary.shared
        let query = SearchQuery(query, vocabulary, correct: corrected)
        var scores: [Int: Double] = [:]
        for match in try fullText.matches(pattern(query, vocabulary), limit: Self.candidates) {
            scores[match.row] = score(match, query, vocabulary)
        }
        // A name that was typed whole is what was meant, but for the word of an action: vendors call methods so, too.
        for word in Set(query.words) where !vocabulary.actions.contains(vocabulary.term(of: word)) {
            for index in names[word] ?? [] { scores[index, default: 0] += Self.nameInQuery }
        }
        for index in names[query.text] ?? [] { scores[index, default: 0] += Self.wholeName }
        return scores.map { Hit(index: $0.key, score: $0.value) }
            .sorted { ($1.score, name($0)) < ($0.score, name($1)) }
    }

    private func name(_ hit: Hit) -> String { entries[hit.index].library.name + entries[hit.index].method.name }

    /// What is looked up: the terms, and those that may stand for them.
    private func pattern(_ query: SearchQuery, _ vocabulary: Vocabulary) -> [(term: String, isPrefix: Bool)] {
        var wanted = Set(query.terms.map(\.term))
        for term in query.terms { wanted.formUnion(vocabulary.likenesses(of: term.term).keys) }
        return wanted.sorted().map { ($0, counts[$0] == nil) }
    }

    private func score(_ match: FullText.Match, _ query: SearchQuery, _ vocabulary: Vocabulary) -> Double {
        let terms = terms[match.row]
        var score = 0.0
        for (term, weight) in query.terms {
            var best = terms.weight(of: term)
            for (other, likeness) in vocabulary.likenesses(of: term) {
                best = max(best, likeness * terms.weight(of: other) * 0.95)
            }
            if best == 0, counts[term] == nil, terms.all.contains(where: { $0.hasPrefix(term) }) { best = 0.6 }
            score += best * weight * rarity(term)
        }
        // Words of the name that were not asked for make it another method.
        let wanted = Set(query.terms.map(\.term))
        let surplus = terms.names.map { $0.subtracting(wanted).reduce(0) { $0 + min(rarity($1), 5) } }.min() ?? 0
        score -= surplus * Self.surplusCost
        let actions = query.terms.map(\.term).filter(vocabulary.actions.contains)
        if let action = terms.action, !actions.isEmpty, !actions.contains(action) {
            let likeness = actions.map { vocabulary.likenesses(of: $0)[action] ?? 0 }.max() ?? 0
            score -= Self.otherActionCost * (1 - likeness)
        }
        return score + match.rank * Self.rankWeight
    }

    /// How much a term tells: a word that stands in every method tells nothing about one of them.
    private func rarity(_ term: String) -> Double {
        Logarithm.natural(1 + Double(entries.count) / (counts[term].map { Double($0) } ?? 0.5))
    }

    /// The word that was meant by one that stands nowhere; the word itself where nothing is near.
    private func corrected(_ word: String) -> String {
        guard word.count >= 4, !words.contains(word), counts[Vocabulary.shared.term(of: word)] == nil else {
            return word
        }
        // A word that was broken off is the shortest that begins so.
        let begun = words.filter { $0.hasPrefix(word) }.min { ($0.count, $0) < ($1.count, $1) }
        if let begun { return begun }
        return Suggestion.nearest(to: word, among: words.filter { abs($0.count - word.count) <= 2 }.sorted()) ?? word
    }

    /// How many methods are looked at closely.
    private static let candidates = 400
    /// What a name counts that is one of the words.
    static let nameInQuery = 20.0
    /// What a name counts that is the whole query.
    static let wholeName = 100.0
    /// What a word of a name costs that was not asked for.
    static let surplusCost = 0.12
    /// What it costs to do something else than the words say.
    static let otherActionCost = 1.6
    /// What the rank of FTS5 counts, which decides between equals.
    private static let rankWeight = 0.02
}
