import OIntCore

/// Compares what methods without requests answer with what the catalogue says in words.
struct BehaviourCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor

    /// Everything that differs, in any round.
    func problems() async -> [String] {
        var problems: [String] = []
        for round in Round.all(of: method) {
            do {
                problems += try await self.problems(round).map { "\(round): \($0)" }
            } catch {
                problems.append("\(round): \(error)")
            }
        }
        return problems
    }

    private func problems(_ round: Round) async throws -> [String] {
        if method.contract.exceptions.untried.contains(where: { $0.methods.contains(method.facts.name) }) { return [] }
        let call = try await Call(method, descriptor, round)
        guard call.requests.isEmpty else { return ["a request is sent to \(call.requests[0].url)"] }
        let rule = method.contract.exceptions.answers.first {
            $0.methods.contains(method.facts.name) && $0.round == round.name
        }
        if let rule { return Self.differences(.exactly(rule.answer), call.output) }
        let answer = try Self.answer(method.facts.behaviour ?? "")
        if answer.description.contains("<") {
            let template = Template(samples: call.samples, lastReply: nil)
            guard let expected = try template.expected(answer) else { return [] }
            return Self.differences(expected, call.output)
        }
        guard let json = call.output.reply else { return ["the answer is \(call.output), expected JSON"] }
        return Shape.differences(answer, json, isBlank: call.samples.typed("empty") == "true", at: "answer")
    }

    private static func differences(_ expected: Expected, _ output: Output) -> [String] {
        switch output {
        case .json, .page: expected.differences(from: output.reply ?? .null, at: "answer")
        case .text(let text): expected.differences(from: .string(text), at: "answer")
        default: ["the answer is \(output)"]
        }
    }

    /// The answer that a sentence of the catalogue describes: `returns {KEY: hint, …}` or `returns the text …`.
    static func answer(_ behaviour: String) throws -> JSON {
        let text = behaviour.hasPrefix("returns ") ? behaviour.dropFirst("returns ".count) : ""
        if let match = text.prefixMatch(of: #/the text ([^ ;]+)/#) { return .string(String(match.output.1)) }
        guard text.first == "{", let end = text.lastIndex(of: "}") else {
            throw FactsError("the behaviour can't be read; give the answers: \(behaviour)")
        }
        return try YAMLDocument.read(String(text[...end]))
    }
}

/// Compares keys and nesting of a template with what the catalogue says; hints are anybody's own.
enum Shape {
    /// Everything that differs.
    /// - Parameters:
    ///   - expected: Keys and nesting.
    ///   - value: The template.
    ///   - isBlank: Whether the leaves are blank, rather than hints in angle brackets.
    ///   - place: Where the value stands, for messages.
    static func differences(_ expected: JSON, _ value: JSON, isBlank: Bool, at place: String) -> [String] {
        switch (expected, value) {
        case (.object(let expected), .object(let object)):
            if expected.keys != object.keys {
                return ["\(place) has the keys \(object.keys), expected \(expected.keys)"]
            }
            return zip(expected, object).flatMap { expected, member in
                differences(expected.value, member.value, isBlank: isBlank, at: "\(place).\(member.key)")
            }
        case (.array(let expected), .array(let elements)):
            guard let sample = expected.first, !elements.isEmpty else { return ["\(place) is an empty list"] }
            return elements.enumerated().flatMap { index, element in
                differences(sample, element, isBlank: isBlank, at: "\(place)[\(index)]")
            }
        case (.object, _): return ["\(place) is \(value.shortened), expected an object"]
        case (.array, _): return ["\(place) is \(value.shortened), expected a list"]
        default: return leafDifferences(value, isBlank, place)
        }
    }

    private static func leafDifferences(_ value: JSON, _ isBlank: Bool, _ place: String) -> [String] {
        guard let text = value.string else { return ["\(place) is \(value.shortened), expected a text"] }
        if isBlank { return text.isEmpty ? [] : ["\(place) is not blank: \(text)"] }
        let isHint = text.hasPrefix("<") && text.hasSuffix(">") && text.count > 2
        return isHint ? [] : ["\(place) is no hint in angle brackets: \(text)"]
    }
}
