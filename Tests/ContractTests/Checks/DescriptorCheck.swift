import OIntCore

/// Looks for what is wrong with a description by itself.
enum DescriptorCheck {
    /// How long a summary may be, in characters: it has to fit a line of help.
    static let longestSummary = 120

    /// Everything that is wrong with a method.
    static func problems(_ method: MethodDescriptor) -> [String] {
        var problems = sentence(method.summary, "the summary")
        if method.name.first?.isUppercase != true { problems.append("the name is not in upper camel case") }
        if method.russianName == nil { problems.append("the Russian name is missing") }
        for parameter in method.parameters {
            problems += sentence(parameter.summary, "the summary of --\(parameter.name)")
            if parameter.name != parameter.name.lowercased() {
                problems.append("--\(parameter.name) is not in lower case")
            }
            if case .choice(let words) = parameter.kind {
                problems += duplicates(words, "a word of --\(parameter.name)")
            }
        }
        problems += duplicates(method.parameters.flatMap { [$0.name] + $0.aliases }, "the option")
        problems += duplicates(method.parameters.compactMap { $0.short.map { String($0) } }, "the letter")
        return problems
    }

    /// Everything that is wrong with the names of a library's methods.
    static func problems(_ library: LibraryDescriptor) -> [String] {
        let methods = library.groups.flatMap(\.methods)
        let names = methods.flatMap { [$0.name] + $0.aliases + ($0.russianName.map { [$0] } ?? []) }
        return duplicates(names.map { $0.lowercased() }, "the method")
            + duplicates(methods.map(\.summary), "the summary")
    }

    private static func sentence(_ text: String, _ what: String) -> [String] {
        var problems: [String] = []
        if text.isEmpty { problems.append("is empty") }
        if text.count > longestSummary { problems.append("has \(text.count) characters") }
        if !text.hasSuffix(".") { problems.append("does not end with a full stop") }
        if text.contains("\n") { problems.append("has more than one line") }
        return problems.map { "\(what) \($0): \(text)" }
    }

    private static func duplicates(_ texts: [String], _ what: String) -> [String] {
        Dictionary(grouping: texts, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
            .map { "\(what) \($0) is there more than once" }
    }
}
