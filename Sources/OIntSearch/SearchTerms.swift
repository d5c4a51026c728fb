import OIntCore

/// The texts by which something is found.
package struct SearchTexts: Sendable {
    /// The English name, or the words of a command.
    package var name: String
    /// The Russian name; empty where there is none.
    package var russianName: String
    /// The vendor's own name; empty where there is none.
    package var vendorName: String
    /// Other names, that are found when they are typed whole.
    package var otherNames: [String]
    /// The name and the title of the library.
    package var service: String
    /// What it does, in one sentence.
    package var summary: String
    /// The heading of its group; empty where there is none.
    package var group: String

    /// Creates texts.
    /// - Parameters:
    ///   - name: The English name, or the words of a command.
    ///   - russianName: The Russian name.
    ///   - vendorName: The vendor's own name.
    ///   - otherNames: Other names, that are found when they are typed whole.
    ///   - service: The name and the title of the library.
    ///   - summary: What it does, in one sentence.
    ///   - group: The heading of its group.
    package init(
        name: String, russianName: String = "", vendorName: String = "", otherNames: [String] = [], service: String = "",
        summary: String, group: String = ""
    ) {
        self.name = name
        self.russianName = russianName
        self.vendorName = vendorName
        self.otherNames = otherNames
        self.service = service
        self.summary = summary
        self.group = group
    }

    /// The texts in the order of the columns of the index.
    var columns: [String] { [name, russianName, vendorName, service, summary, group] }

    /// The names that are found when they are typed whole, in small letters.
    var wholeNames: [String] {
        ([name, russianName, vendorName] + otherNames).filter { !$0.isEmpty }.map { $0.lowercased() }
    }
}

/// The terms by which something is found, by where they stand.
package struct SearchTerms: Sendable {
    /// What a term counts by where it stands, in the order of ``lists``.
    package static let weights = [1, 1, 1, 1, 0.55, 0.25]

    /// The terms of the English name, the Russian one, the vendor's, the library, the summary and the heading.
    package let lists: [[String]]
    /// What it does, as the first word of its name says; nil where it says none.
    package let action: String?
    private let sets: [Set<String>]

    /// Finds the terms of texts.
    /// - Parameter texts: The texts.
    package init(_ texts: SearchTexts) {
        let vocabulary = Vocabulary.shared
        lists = texts.columns.map { vocabulary.terms(in: $0) }
        sets = lists.map { Set($0) }
        action = lists[0].first.flatMap { vocabulary.actions.contains($0) ? $0 : nil }
    }

    /// All terms, each once.
    var all: Set<String> { sets.reduce(into: []) { $0.formUnion($1) } }

    /// The terms of each name that there is: words in it that are not asked for make it another one.
    var names: [Set<String>] { sets.prefix(2).filter { !$0.isEmpty } }

    /// What a term counts by where it stands.
    func weight(of term: String) -> Double {
        zip(sets, Self.weights).first { set, _ in set.contains(term) }?.1 ?? 0
    }
}
