import OIntCore

/// The index for programs that can't use SQLite: the pages of the reference, which look things up by a script.
package enum SearchExport {
    /// What there is to know besides the texts themselves.
    /// - Parameter texts: The texts of everything that can be found.
    /// - Returns: `terms`, a list for each text; `actions`, what each does; `words`, the term of each word; and what the
    ///   search weighs with.
    package static func json(_ texts: [SearchTexts]) -> JSONObject {
        let vocabulary = Vocabulary.shared
        var words: Set<String> = []
        var (lists, actions): ([JSON], [JSON]) = ([], [])
        for text in texts {
            let terms = SearchTerms(text)
            lists.append(.array(terms.lists.map { .array($0.map { .string($0) }) }))
            actions.append(terms.action.map { .string($0) } ?? .null)
            for column in text.columns { words.formUnion(Vocabulary.words(in: column)) }
        }
        words.formUnion(vocabulary.allForms)
        var table = JSONObject()
        for word in words.sorted() where !vocabulary.isFiller(word) { table.append(word, .string(vocabulary.term(of: word))) }
        return [
            "terms": .array(lists), "actions": .array(actions), "words": .object(table),
            "likenesses": .object(vocabulary.likenessTable), "services": list(vocabulary.services),
            "doing": list(vocabulary.actions), "fillers": list(vocabulary.fillers),
            "prepositions": list(vocabulary.prepositions),
            "phrases": .array(Concepts.phrases.map { [.string($0.phrase), .string($0.meaning)] }),
            "weights": .array(SearchTerms.weights.map(number)), "contextWeight": number(SearchQuery.contextWeight),
            "nameInQuery": number(MethodSearch.nameInQuery), "wholeName": number(MethodSearch.wholeName),
            "surplusCost": number(MethodSearch.surplusCost), "otherActionCost": number(MethodSearch.otherActionCost),
        ]
    }

    private static func number(_ value: Double) -> JSON { JSON(value) ?? .null }

    private static func list(_ words: Set<String>) -> JSON { .array(words.sorted().map { .string($0) }) }
}
