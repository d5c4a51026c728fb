import OIntCore

/// Compares the requests of a method with what the vendor says the service takes.
struct VendorCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor
    let vendor: VendorTable

    /// Everything that does not fit, in any round.
    /// - Parameter ignored: The exception to leave out, by its position.
    func problems(ignoring ignored: Int? = nil) async throws -> [String] {
        var problems: [String] = []
        var called: Set<String> = []
        // From the round with all options down: what the vendor demands may be among those that a caller leaves out, but
        // it must be sent when they are all given.
        for round in Round.all(of: method).reversed() {
            let call = try await Call(method, descriptor, round)
            for (step, request) in zip(try method.calls(in: round), call.requests) {
                let isFullest = called.insert(step["url"]?.string ?? "").inserted
                problems += self.problems(step, request, checksDemands: isFullest, ignoring: ignored)
            }
        }
        return problems
    }

    private func problems(
        _ step: JSON, _ request: SentRequest, checksDemands: Bool, ignoring ignored: Int?
    ) -> [String] {
        guard let url = step["url"]?.string, url.hasPrefix(vendor.base), !url.dropFirst(vendor.base.count).contains("<")
        else {
            return []
        }
        let name = String(url.dropFirst(vendor.base.count))
        let rules = method.contract.exceptions.vendor.enumerated()
            .filter { $0.offset != ignored && $0.element.remote.contains(name) }.map(\.element)
        guard let remote = vendor.method(name) else {
            return rules.contains(where: \.isMissing) ? [] : ["the vendor does not describe \(name)"]
        }
        var problems: [String] = []
        let sent = keys(request).subtracting(vendor.common)
        let template = step["json"]?.object ?? step["query"]?.object ?? [:]
        // What a caller hands over as top-level fields is the caller's own.
        let own = Set(template["*"].map { _ in sent.subtracting(template.keys) } ?? [])
        let unknown = sent.subtracting(own).subtracting(remote.parameters.keys)
        for key in unknown.subtracting(rules.flatMap(\.undescribed)).sorted() {
            problems.append("\(name) is sent \(key), which the vendor does not know")
        }
        if template["*"] == nil, checksDemands {
            let needed = Set(remote.parameters.filter { $0.value == true }.keys)
            for key in needed.subtracting(sent).subtracting(rules.flatMap(\.unsent)).sorted() {
                problems.append("\(name) is not sent \(key), which the vendor demands")
            }
        }
        if remote.pagedBy != nil, !descriptor.isPaged, !rules.contains(where: \.isUnpaged) {
            problems.append("\(name) gives its rows page by page, and --all is missing")
        }
        return problems + typeProblems(name, remote, request)
    }

    /// Values that are of none of the types that the vendor names.
    private func typeProblems(
        _ name: String, _ remote: VendorTable.RemoteMethod, _ request: SentRequest
    ) -> [String] {
        let wrong: [String] =
            switch request.content {
            case .json(let value):
                (value.object ?? [:]).filter { member in
                    remote.types[member.key].map { types in !types.contains { $0.allows(member.value) } } ?? false
                }.map(\.key)
            case .multipart(let parts):
                parts.filter { part in
                    remote.types[part.name].map { types in !types.contains { $0.allows(part) } } ?? false
                }.map(\.name)
            case .none, .form, .bytes: []
            }
        return wrong.map { key in
            let names = remote.types[key]?.map(\.name).joined(separator: " or ") ?? ""
            return "\(name) is sent \(key), which is no \(names)"
        }
    }

    private func keys(_ request: SentRequest) -> Set<String> {
        switch request.content {
        case .json(let value): Set(value.object?.keys ?? [])
        case .form(let fields): Set(fields.map(\.name))
        case .multipart(let parts): Set(parts.map(\.name))
        case .none, .bytes: Set(request.query.map(\.name))
        }
    }
}
