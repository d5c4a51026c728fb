import OIntCore

/// Which options a method is called with.
struct Round: Sendable, CustomStringConvertible {
    /// The name that files of exceptions call it by: `required` or `all`.
    let name: String
    /// The published names of the options given.
    let given: Set<String>
    let description: String

    /// The published names of options that are given as `[]` or `{}`, which count as not given.
    var emptied: Set<String> = []

    /// The calls to make of a method: with what it needs only, with everything it takes, and with empty collections.
    static func all(of method: MethodCase) -> [Round] {
        let options = method.options()
        let required = Set(options.filter(\.isRequired).map(\.name))
            .union(options.map(\.name).filter(method.contract.exceptions.given.contains))
        let everything = Set(options.map(\.name))
        let collections = options.filter {
            !required.contains($0.name) && $0.defaultText == nil && [.array, .object].contains($0.type)
        }
        var rounds = [Round(name: "required", given: required, description: "with required options only")]
        if !collections.isEmpty {
            rounds.append(
                Round(
                    name: "required", given: required, description: "with empty collections",
                    emptied: Set(collections.map(\.name))))
        }
        let rules = method.contract.exceptions.rounds.filter { $0.methods.contains(method.facts.name) }
        for without in rules.isEmpty ? [[]] : rules.map(\.without) {
            let given = everything.subtracting(without)
            if given == required { continue }
            let names = without.map { " --\($0)" }.joined()
            rounds.append(
                Round(
                    name: "all", given: given,
                    description: "with all options" + (names.isEmpty ? "" : " but" + names)))
        }
        return rounds
    }
}
