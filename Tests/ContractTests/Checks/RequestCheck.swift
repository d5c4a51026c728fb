import OIntCore

/// Compares the requests of a method with the catalogue's templates.
struct RequestCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor

    /// Everything that differs, in any round.
    func problems() async -> [String] {
        var problems: [String] = []
        for round in Round.all(of: method) {
            do {
                problems += try await self.problems(round, changes: method.changes)
            } catch {
                problems.append("\(round): \(error)")
            }
        }
        return problems
    }

    /// Everything that differs in a round when only some changes are made to the templates.
    /// - Throws: `FactsError` when the templates can't be read.
    func problems(_ round: Round, changes: [Change]) async throws -> [String] {
        try await problems(round, method.calls(in: round, changes: changes)).map { "\(round): \($0)" }
    }

    private func problems(_ round: Round, _ templates: [JSON]) async throws -> [String] {
        let call: Call
        do {
            call = try await Call(method, descriptor, round)
        } catch {
            return ["the call fails: \(error)"]
        }
        guard call.requests.count == templates.count else {
            return ["\(call.requests.count) requests are sent, expected \(templates.count)"]
        }
        var problems: [String] = []
        for (index, (step, request)) in zip(templates, call.requests).enumerated() {
            let lastReply = index > 0 ? call.replies[min(index, call.replies.count) - 1] : nil
            let expected = try ExpectedRequest(step, Template(samples: call.samples, lastReply: lastReply))
            let (unsigned, missing) = request.removing(method.contract.exceptions.signature)
            let content = unsigned.removing(method.contract.exceptions.checksums).request
            let differences =
                expected.differences(from: content) + leaks(request, call) + missing.map { "headers.\($0) is missing" }
            problems += differences.map { templates.count > 1 ? "request \(index + 1): \($0)" : $0 }
        }
        return problems + answerProblems(round, call)
    }

    /// Secrets that a preview of a request shows.
    private func leaks(_ request: SentRequest, _ call: Call) -> [String] {
        let options = descriptor.parameters.filter { $0.kind == .secret }.map(\.name)
        let typed = options.compactMap { call.samples.typed($0) } + method.contract.exceptions.secrets
        return typed.contains { request.preview.contains(JSON.string($0).text(.compact).dropFirst().dropLast()) }
            ? ["a preview shows a secret: \(request.preview)"] : []
    }

    /// The service's answer comes out as it came in, unless a file of exceptions knows of another one.
    private func answerProblems(_ round: Round, _ call: Call) -> [String] {
        let rule = method.contract.exceptions.answers.first {
            $0.methods.contains(method.facts.name) && $0.round == round.name
        }
        let reply = call.replies.last ?? .null
        let expected = rule?.answer ?? method.contract.exceptions.answer ?? reply
        let answer: JSON
        switch call.output {
        case .json(let json): answer = json
        case .page(let page): answer = page.reply
        case .bytes:
            answer = (try? JSON(parsing: call.bytes)) ?? .string(String(decoding: call.bytes, as: UTF8.self))
            return answer == reply ? [] : ["the answer is \(answer.shortened), expected \(reply.shortened)"]
        case .none, .text, .rows, .records, .events, .object:
            return ["the answer is \(call.output), expected JSON or bytes"]
        }
        return answer == expected ? [] : ["the answer is \(answer.shortened), expected \(expected.shortened)"]
    }
}
