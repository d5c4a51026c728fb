import OIntCore

/// Walks through the pages of a listing.
struct PagingCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor

    /// Everything that goes wrong on the way.
    func problems() async throws -> [String] {
        // What makes no requests is walked through by the library's own tests.
        let isAnswered = method.contract.exceptions.answers.contains { $0.methods.contains(method.facts.name) }
        if isAnswered, method.facts.calls.isEmpty { return [] }
        let rules = method.contract.exceptions.paging
        guard
            let rule = rules.first(where: { $0.methods.contains(method.facts.name) })
                ?? rules.first(where: \.methods.isEmpty)
        else { return ["the exceptions don't say how listings are walked through"] }
        guard let round = Round.all(of: method).first else { return [] }
        let call = try await Call(method, descriptor, round, replies: rule.replies, all: true)
        guard call.requests.count == rule.replies.count else {
            return ["--all sends \(call.requests.count) requests, expected \(rule.replies.count)"]
        }
        let bodies = call.requests.map { Self.fields(of: $0) }
        var problems = vendorProblems(rule)
        if call.rows != rule.rows { problems.append("--all gives \(call.rows), expected \(rule.rows)") }
        for body in bodies.dropFirst() {
            for ask in rule.asks where body[ask.key]?.scalarText != ask.value.scalarText {
                problems.append("the next page is asked for without \(ask.key) \(ask.value): \(body)")
            }
            let wanted = rule.isAlone ? [:] : Self.without(rule.asks.keys, bodies[0])
            if Self.without(rule.asks.keys, body) != wanted {
                problems.append("the next page is asked for with other fields than the first: \(body)")
            }
        }
        return problems
    }

    /// Where the vendor names a parameter that leads to further pages, it is the one we use.
    private func vendorProblems(_ rule: PagingRule) -> [String] {
        guard let vendor = method.contract.vendor, let call = method.facts.calls.first,
            let path = call["url"]?.string.flatMap({ vendor.path(in: $0) }),
            let by = vendor.method(call["http"]?.string ?? "", path)?.pagedBy, !rule.asks.keys.contains(by)
        else { return [] }
        return ["the vendor pages by \(by), and we by \(rule.asks.keys)"]
    }

    private static func fields(of request: SentRequest) -> JSONObject {
        // Some services want the marker in the query beside a body.
        let query = request.query.map { ($0.name, JSON.string($0.value)) }
        guard case .json(let value) = request.content else { return JSONObject(query) }
        return JSONObject(query + (value.object ?? [:]).map { ($0.key, $0.value) })
    }

    private static func without(_ keys: [String], _ object: JSONObject) -> JSONObject {
        JSONObject(members: object.filter { !keys.contains($0.key) })
    }
}
