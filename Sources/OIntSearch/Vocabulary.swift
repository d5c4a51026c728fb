import OIntCore

/// Turns texts into terms: stems of words, or the concept that several words share.
struct Vocabulary: Sendable {
    /// The words of concepts and services, as they are written.
    let knownWords: Set<String>
    /// The terms of services.
    let services: Set<String>
    /// The terms of what methods do.
    let actions: Set<String>
    private let terms: [String: String]
    /// Words that say nothing about a method.
    let fillers: Set<String>
    /// Words behind which stands where something is, and not what it is.
    let prepositions: Set<String>
    private let likenesses: [String: [String: Double]]

    /// The one that all searches share.
    static let shared = Vocabulary()

    private init() {
        var terms: [String: String] = [:]
        var known: Set<String> = []
        for (number, line) in Concepts.words.split(separator: "\n").enumerated() {
            for word in line.split(separator: " ").map(String.init) {
                known.insert(word)
                for form in [word] + Self.forms(of: word) {
                    let stem = Stemmer.stem(form)
                    if terms[stem] == nil { terms[stem] = "concept\(number)" }
                }
            }
        }
        var services: Set<String> = []
        for line in Concepts.services.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            services.insert(words[0])
            for word in words {
                known.insert(word)
                for form in [word] + Self.forms(of: word) { terms[Stemmer.stem(form)] = words[0] }
                terms[word] = words[0]
            }
        }
        func term(_ word: some StringProtocol) -> String {
            let stem = Stemmer.stem(String(word))
            return terms[stem] ?? stem
        }
        var likenesses: [String: [String: Double]] = [:]
        for pair in Concepts.likenesses {
            likenesses[term(pair.one), default: [:]][term(pair.other)] = pair.likeness
            likenesses[term(pair.other), default: [:]][term(pair.one)] = pair.likeness
        }
        func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }
        self.terms = terms
        self.services = services
        self.likenesses = likenesses
        knownWords = known
        actions = Set(words(Concepts.actions).map { term($0) })
        fillers = Set(words(Concepts.fillers).map(String.init))
        prepositions = Set(words(Concepts.prepositions).map(String.init))
    }

    /// The words of a text in small letters; names in camel case are several words.
    static func words(in text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            let isPart = character.isLetter || character.isNumber
            // TasksList is two words, and so is SQLQuery.
            let before = index > 0 ? characters[index - 1] : " "
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let isBoundary =
                character.isUppercase
                && (before.isLowercase || before.isNumber || (before.isUppercase && next.isLowercase))
            if !isPart || isBoundary {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isPart { word += character.lowercased() }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// The terms of a text, in their order; words that say nothing are left out.
    func terms(in text: some StringProtocol) -> [String] {
        Self.words(in: text).compactMap { fillers.contains($0) ? nil : term(of: $0) }
    }

    /// The term of a word.
    func term(of word: String) -> String {
        if let term = terms[word], services.contains(term) { return term }
        let stem = Stemmer.stem(word)
        return terms[stem] ?? stem
    }

    /// The terms that may stand for a term, each with how well it does so.
    func likenesses(of term: String) -> [String: Double] { likenesses[term] ?? [:] }

    /// The terms that may stand for each term, as JSON.
    var likenessTable: JSONObject {
        JSONObject(
            likenesses.sorted { $0.key < $1.key }.map { term, others in
                (term, .object(JSONObject(others.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value) ?? .null) })))
            })
    }

    /// The words of concepts and services, in all forms that are known.
    var allForms: Set<String> { knownWords.union(knownWords.flatMap(Self.forms)) }

    /// Whether a word says nothing about a method.
    func isFiller(_ word: String) -> Bool { fillers.contains(word) }

    /// Whether behind a word stands where something is, and not what it is.
    func isPreposition(_ word: String) -> Bool { prepositions.contains(word) }

    /// Forms of a Russian noun or adjective, whose stems may differ from that of the word.
    private static func forms(of word: String) -> [String] {
        guard Stemmer.isRussian(word), let last = word.last else { return [] }
        let base = String(word.dropLast())
        if word.hasSuffix("ть") || word.hasSuffix("ться") { return [] }
        if ["ый", "ий", "ой"].contains(where: word.hasSuffix) {
            let base = String(word.dropLast(2))
            return ["ая", "ое", "ые", "ого", "ому", "ым", "ую", "ых"].map { base + $0 }
        }
        if "аяеоь".contains(last) {
            let endings = ["ы", "и", "е", "у", "ю", "ой", "ей", "ам", "ям", "ами", "ах", "ом", "ем", "а", "я", ""]
            return endings.map { base + $0 }
        }
        return ["а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах"].map { word + $0 }
    }
}
