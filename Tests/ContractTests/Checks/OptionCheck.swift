import OIntCore

/// Compares the options of a method with what is published.
struct OptionCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor

    /// Everything that differs.
    /// - Parameter ignored: The exception to leave out, by its position.
    func problems(ignoring ignored: Int? = nil) -> [String] {
        let options = method.options(ignoring: ignored)
        return options.flatMap { problems($0, method.rules(for: $0.name, ignoring: ignored)) } + unknown(options)
    }

    private func problems(_ option: OptionFacts, _ rules: [OptionRule]) -> [String] {
        guard let ours = descriptor.parameter(named: option.name) else { return ["--\(option.name) is missing"] }
        var problems: [String] = []
        let kinds = rules.compactMap(\.kind).last.map { Set([$0]) } ?? option.type.fitting
        if !kinds.contains(ours.kind.name) {
            problems.append("takes \(ours.kind.name), which does not fit \(kinds.sorted().joined(separator: " or "))")
        }
        if ours.isRequired != option.isRequired {
            problems.append(ours.isRequired ? "has to be given, and should not" : "may be left out, and should not")
        }
        if ours.defaultText != option.defaultText {
            problems.append("has the default \(ours.defaultText ?? "none"), expected \(option.defaultText ?? "none")")
        }
        if ours.short.map({ String($0) }) != option.short {
            problems.append(
                "has the letter \(ours.short.map { String($0) } ?? "none"), expected \(option.short ?? "none")")
        }
        return problems.map { "--\(option.name) \($0)" }
    }

    private func unknown(_ options: [OptionFacts]) -> [String] {
        let published = Set(options.map(\.name))
        var problems = descriptor.parameters.compactMap { parameter -> String? in
            let isKnown = !published.isDisjoint(with: [parameter.name] + parameter.aliases)
            // The option that every listing has on top of what is published.
            if isKnown || (descriptor.isPaged && parameter.name == "all") { return nil }
            return "--\(parameter.name) is not published; list it among the additions"
        }
        if descriptor.isPaged, descriptor.parameter(named: "all") == nil {
            problems.append("lists pages without --all")
        }
        return problems
    }
}
