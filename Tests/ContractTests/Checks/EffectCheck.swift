import OIntCore

/// Compares what a method says it does to the world with its name and its requests.
struct EffectCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor

    /// Words that the names of methods begin with that only look.
    private static let readingWords = [
        "Get", "List", "Find", "Search", "Check", "Count", "Describe", "Is", "Has", "Download",
    ]

    private var isReadingName: Bool {
        Self.readingWords.contains { word in
            let rest = descriptor.name.dropFirst(word.count)
            return descriptor.name.hasPrefix(word) && rest.first?.isUppercase ?? true
        }
    }

    /// Everything that does not fit.
    /// - Parameter ignored: The exception to leave out, by its position.
    func problems(ignoring ignored: Int? = nil) async throws -> [String] {
        let rules = method.contract.exceptions.effects.enumerated()
            .filter { $0.offset != ignored && $0.element.methods.contains(method.facts.name) }.map(\.element)
        return nameProblems(rules.compactMap(\.effect).last)
            + (try await requestProblems(rules.compactMap(\.isRepeatable).last))
    }

    private func nameProblems(_ exception: Effect?) -> [String] {
        let effect = descriptor.effect
        if let exception {
            return effect == exception ? [] : ["is marked \(effect), expected \(exception)"]
        }
        if isReadingName, effect != .reads { return ["is marked \(effect), although its name says that it reads"] }
        if !isReadingName, effect == .reads { return ["is marked reads, although its name does not say so"] }
        return []
    }

    private func requestProblems(_ exception: [Bool]?) async throws -> [String] {
        guard let round = Round.all(of: method).last, !method.facts.calls.isEmpty else { return [] }
        let call = try await Call(method, descriptor, round)
        let sent = call.requests.map(\.isRepeatable)
        let expected = exception ?? sent.map { _ in descriptor.effect == .reads }
        if sent == expected { return [] }
        return ["may be repeated: \(sent), expected \(expected), since it \(descriptor.effect)"]
    }
}
