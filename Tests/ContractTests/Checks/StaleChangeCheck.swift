import OIntCore

/// Looks for differences that a file of exceptions still tells of, although the requests are as the catalogue wants
/// them.
struct StaleChangeCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor

    /// The changes without which nothing would differ.
    func problems() async throws -> [String] {
        let rules = method.contract.exceptions.requestRules(for: method.facts.name)
        let changes = rules.flatMap { rule in rule.changes.map { (rule, $0) } }
        var problems: [String] = []
        for skipped in changes.indices {
            let rest = changes.indices.filter { $0 != skipped }.map { changes[$0].1 }
            if try await isEnough(rest) {
                let (rule, change) = changes[skipped]
                problems.append("\(change) is not needed any more (\(rule.reason.text))")
            }
        }
        return problems
    }

    private func isEnough(_ changes: [Change]) async throws -> Bool {
        let check = RequestCheck(method: method, descriptor: descriptor)
        for round in Round.all(of: method) {
            // Where the templates can't be read without a change, it is needed.
            guard let problems = try? await check.problems(round, changes: changes), problems.isEmpty else {
                return false
            }
        }
        return true
    }
}
