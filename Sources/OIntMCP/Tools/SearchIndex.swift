import OIntCore

/// Finds methods by words, in English or Russian.
struct SearchIndex: Sendable {
    /// A method that was found.
    struct Hit: Sendable {
        let entry: MethodCatalog.Entry
        let score: Double
    }

    /// Where a word stands, with how much that says about the method.
    private enum Weight {
        static let name = 8.0
        static let library = 6.0
        static let summary = 4.0
        static let group = 3.0
        static let option = 1.5
        static let discussion = 1.0
    }

    private let entries: [MethodCatalog.Entry]
    /// For each word the methods in which it stands, each with the weight of the best place.
    private let postings: [String: [Int: Double]]

    /// Makes an index.
    /// - Parameter entries: The methods.
    init(_ entries: [MethodCatalog.Entry]) {
        self.entries = entries
        var postings: [String: [Int: Double]] = [:]
        for (index, entry) in entries.enumerated() {
            let method = entry.method
            let places: [(String, Double)] = [
                (method.name, Weight.name), (method.russianName ?? "", Weight.name),
                (entry.library.name, Weight.library), (entry.library.title, Weight.library),
                (method.summary, Weight.summary), (entry.group, Weight.group),
                (entry.parameters.map(\.name).joined(separator: " "), Weight.option),
                (method.discussion, Weight.discussion),
            ]
            for (text, weight) in places {
                for word in Self.words(in: text) {
                    postings[word, default: [:]][index] = max(postings[word]?[index] ?? 0, weight)
                }
            }
        }
        self.postings = postings
    }

    /// Finds methods.
    /// - Parameter query: Words, in any order and case.
    /// - Returns: The methods in which some of the words stand, best first.
    func search(_ query: String) -> [Hit] {
        var scores: [Int: Double] = [:]
        for wanted in Set(Self.words(in: query)) {
            // Of all words that are like the wanted one, a method counts its best.
            var best: [Int: Double] = [:]
            for (word, places) in postings {
                let likeness = Self.likeness(wanted, word)
                guard likeness > 0 else { continue }
                // A word that stands in every method tells nothing about one of them.
                let rarity = Double.binaryLogarithm(Double(entries.count + 1) / Double(places.count)) + 0.1
                for (index, weight) in places {
                    best[index] = max(best[index] ?? 0, weight * likeness * rarity)
                }
            }
            for (index, score) in best { scores[index, default: 0] += score }
        }
        return scores.map { Hit(entry: entries[$0.key], score: $0.value) }
            .sorted { ($1.score, $0.entry.method.name) < ($0.score, $1.entry.method.name) }
    }

    /// The words of a text in small letters; names in camel case are several words.
    static func words(in text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character?
        for character in text {
            let beginsWord = character.isUppercase && previous?.isLowercase == true
            if beginsWord || !(character.isLetter || character.isNumber) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character.isLetter || character.isNumber { word += character.lowercased() }
            previous = character
        }
        return word.isEmpty ? words : words + [word]
    }

    /// How much alike two words are, from 0 to 1: endings may differ, as those of languages that inflect do.
    private static func likeness(_ wanted: String, _ word: String) -> Double {
        if wanted == word { return 1 }
        let common = zip(wanted, word).prefix { $0 == $1 }.count
        let (length, other) = (wanted.count, word.count)
        guard common >= 3 else { return 0 }
        if common == length { return other - length <= 3 ? 0.8 : 0.5 }
        // The stem is the same, and at most an ending of three letters differs.
        return common >= 4 && length - common <= 3 && other - common <= 3 ? 0.6 : 0
    }
}

extension Double {
    /// The logarithm to the base of 2, roughly: the exponent, and in between a straight line.
    fileprivate static func binaryLogarithm(_ value: Double) -> Double {
        value > 0 ? Double(value.exponent) + value.significand - 1 : 0
    }
}
