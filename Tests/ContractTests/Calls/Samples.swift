import OIntCore

/// The values that a method is called with in one round.
struct Samples: Sendable {
    private let method: MethodCase
    private let round: Round
    private let samples: [String: Sample]

    /// Makes up a value for each option given.
    ///
    /// No two options of a method get the same value, so that one in the other's place is noticed.
    /// - Parameters:
    ///   - method: The method.
    ///   - descriptor: Our side of it, which knows words to choose from, and what lists hold.
    ///   - round: Which options are given.
    init(_ method: MethodCase, _ descriptor: MethodDescriptor, _ round: Round) throws {
        var samples: [String: Sample] = [:]
        let written = try Self.written(beside: method.calls(in: round))
        for (index, option) in method.options().enumerated() where round.given.contains(option.name) {
            let rule = method.contract.exceptions.values.last { rule in
                rule.option == option.name && (rule.methods.isEmpty || rule.methods.contains(method.facts.name))
                    && (rule.round ?? round.name) == round.name
            }
            let kind = descriptor.parameter(named: option.name)?.kind ?? .text
            samples[option.name] =
                try rule.map { try Self.sample($0, option.type) }
                ?? Self.sample(option, index + 1, kind, clashing: written[option.name] ?? [])
        }
        self.method = method
        self.round = round
        self.samples = samples
    }

    /// The values as they are typed, by the names that our side gives to the options.
    func inputs(for descriptor: MethodDescriptor) -> [String: [OptionInput]] {
        var inputs: [String: [OptionInput]] = [:]
        for (name, sample) in samples {
            inputs[descriptor.parameter(named: name)?.name ?? name] = [OptionInput(sample.typed, source: .commandLine)]
        }
        for option in method.options() where round.emptied.contains(option.name) {
            let typed = option.type == .array ? "[]" : "{}"
            inputs[descriptor.parameter(named: option.name)?.name ?? option.name] = [
                OptionInput(typed, source: .commandLine)
            ]
        }
        return inputs
    }

    /// The text that is typed for an option, if it is given.
    func typed(_ option: String) -> String? { samples[option]?.typed }

    /// The value that belongs into a request for an option: the one given, else its default, else nothing.
    /// - Parameters:
    ///   - option: The published name.
    ///   - path: Keys that lead to a part of a JSON value.
    ///   - format: The form it takes; nil for the usual one of its type.
    func expected(_ option: String, path: [String], _ format: SampleFormat?) throws -> Expected? {
        guard let facts = method.options().first(where: { $0.name == option }) else {
            throw FactsError("the template speaks of --\(option), which the method does not have")
        }
        guard var sample = try samples[option] ?? Self.fallback(facts) else { return nil }
        if !path.isEmpty {
            guard case .json(let value) = sample.content else { throw FactsError("--\(option) has no parts") }
            guard let part = value.value(at: path[...]) else { return nil }
            sample = Sample(typed: sample.typed, content: .json(part))
            if format == nil, let text = part.scalarText { return part.bool == nil ? .text(text) : .exactly(part) }
        }
        return try sample.expected(format ?? usualFormat(of: sample))
    }

    private func usualFormat(of sample: Sample) -> SampleFormat? {
        switch sample.content {
        case .flag: method.contract.exceptions.flagFormat
        case .date: method.contract.exceptions.dateFormat
        default: nil
        }
    }

    /// What stands for an option that is not given.
    private static func fallback(_ option: OptionFacts) throws -> Sample? {
        guard let text = option.defaultText else { return nil }
        switch option.type {
        case .string, .number, .any: return Sample(typed: text, content: .text(text))
        case .bool: return Sample(typed: text, content: .flag(text == "true"))
        case .array: return Sample(typed: text, content: .list([text]))
        case .object: return Sample(typed: text, content: .json(try YAMLDocument.read(text)))
        case .date, .binary: throw FactsError("--\(option.name) is of a type that takes no default")
        }
    }

    /// The value that a file of exceptions gives to an option.
    private static func sample(_ rule: ValueRule, _ type: OptionType) throws -> Sample {
        if let sent = rule.sent {
            return Sample(typed: rule.typed.scalarText ?? rule.typed.text(.compact), content: .text(sent))
        }
        guard let text = rule.typed.scalarText else {
            let typed = rule.typed.text(.compact).replacing(SampleFile.mark, with: try SampleFile.path())
            return Sample(typed: typed, content: .json(rule.typed))
        }
        return switch type {
        case .bool: Sample(typed: text, content: .flag(text == "true"))
        case .array: Sample(typed: text, content: .list([text]))
        case .date: throw FactsError("dates are made up by the tests")
        case .string, .number, .object, .binary, .any: Sample(typed: text, content: .text(text))
        }
    }

    /// A value for an option, by its type and by what our side reads it into.
    private static func sample(
        _ option: OptionFacts, _ number: Int, _ kind: OptionKind, clashing keys: [String]
    ) throws -> Sample {
        switch option.type {
        case .string, .number, .any: text(option.name, number, kind)
        case .bool:
            Sample(
                typed: option.defaultText == "true" ? "false" : "true", content: .flag(option.defaultText != "true"))
        case .date: Sample(typed: Sample.typedDate(number), content: .date(day: number))
        case .array: list(option.name, number, kind)
        case .object: json(object(option.name, number, clashing: keys))
        case .binary: Sample(typed: try SampleFile.path(), content: .file(try SampleFile.bytes()))
        }
    }

    private static func text(_ name: String, _ number: Int, _ kind: OptionKind) -> Sample {
        let text =
            switch kind {
            case .integer, .number: String(4000 + number)
            case .choice(let words): words.last ?? ""
            // What JSON, forms and addresses have to escape.
            default: "\(name) «\(number)» & \"ä\"/=+%?"
            }
        return Sample(typed: text, content: .text(text))
    }

    private static func list(_ name: String, _ number: Int, _ kind: OptionKind) -> Sample {
        let element = if case .list(let element) = kind { element } else { OptionKind.text }
        if element.isJSON {
            return json(.array([object(name, number), object(name, number + 100)]))
        }
        if case .choice(let words) = element {
            return Sample(typed: JSON.array(words.map { .string($0) }).text(.compact), content: .list(words))
        }
        let texts = [number, number + 100].map { String($0) }
        return Sample(typed: JSON.array(texts.map { .string($0) }).text(.compact), content: .list(texts))
    }

    private static func json(_ value: JSON) -> Sample { Sample(typed: value.text(.compact), content: .json(value)) }

    /// An object in which every kind of value stands, in an order that no sorting gives.
    private static func object(_ name: String, _ number: Int, clashing keys: [String] = []) -> JSON {
        var object: JSONObject = ["UF_\(name)": "«\(number)» \"quoted\"", "COUNT": 12.5, "FLAG": true]
        for key in keys { object.append(key, "what an option says counts more") }
        object.append("BIG", 12_345_678_901_234_567)
        object.append("LIST", [1, "2", []])
        object.append("NESTED", ["Z": .null, "A": [:]])
        return .object(object)
    }

    /// The keys that a body takes from other options, by the option whose members are spread beside them.
    private static func written(beside calls: [JSON]) -> [String: [String]] {
        var keys: [String: [String]] = [:]
        for body in calls.compactMap({ $0["json"]?.object }) {
            guard let spread = body["*"]?.string?.firstMatch(of: #/<([a-z0-9_]+)>/#)?.output.1 else { continue }
            keys[String(spread), default: []] += body.keys.filter { $0 != "*" && $0 != "auth" }
        }
        return keys
    }
}
