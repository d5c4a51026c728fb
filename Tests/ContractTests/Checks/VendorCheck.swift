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
                let address = step["url"]?.string ?? ""
                guard let path = vendor.path(in: address) else { continue }
                let isFullest = called.insert("\(request.method) \(address)").inserted
                let remote = vendor.method(request.method, path)
                let name = remote?.name ?? path
                let rules = method.contract.exceptions.vendor.enumerated()
                    .filter { $0.offset != ignored && $0.element.remote.contains(name) }.map(\.element)
                if let remote {
                    let check = RemoteCheck(remote: remote, common: vendor.common, rules: rules)
                    problems += check.problems(step, request, checksDemands: isFullest)
                    if remote.pagedBy != nil, !descriptor.isPaged, !rules.contains(where: \.isUnpaged) {
                        problems.append("\(name) gives its rows page by page, and --all is missing")
                    }
                } else if !rules.contains(where: \.isMissing) {
                    problems.append("the vendor does not describe \(name) (\(request.method))")
                }
            }
        }
        return problems
    }
}

/// Compares one request with what the vendor says of its remote method.
private struct RemoteCheck {
    let remote: VendorTable.RemoteMethod
    let common: [String]
    let rules: [VendorRule]

    /// Everything that does not fit.
    /// - Parameters:
    ///   - step: The request in the catalogue.
    ///   - request: The request that is sent.
    ///   - checksDemands: Whether everything that the vendor demands has to be there.
    func problems(_ step: JSON, _ request: SentRequest, checksDemands: Bool) -> [String] {
        let query = Set(request.query.map { plain($0.name) })
        let body = bodyKeys(request)
        let template = step["json"]?.object ?? step["form"]?.object ?? step["query"]?.object ?? [:]
        // What a caller hands over as top-level fields is the caller's own.
        let own = Set(template["*"].map { _ in query.union(body).subtracting(template.keys) } ?? [])
        let ours = Set(common).union(own).union(rules.flatMap(\.undescribed))
        var problems: [String] = []
        for key in query.subtracting(ours).subtracting(remote.query.keys).subtracting(remote.parameters.keys).sorted() {
            problems.append(unknown(key, isElsewhere: remote.body[key] != nil, "query"))
        }
        if !remote.takesAnyBody {
            let known = Set(remote.body.keys).union(remote.parameters.keys)
            for key in body.subtracting(ours).subtracting(known).sorted() {
                problems.append(unknown(key, isElsewhere: remote.query[key] != nil, "body"))
            }
        }
        if template["*"] == nil, checksDemands {
            let excused = Set(rules.flatMap(\.unsent))
            problems += unsent(remote.query, query, excused) + unsent(remote.body, body, excused)
            problems += unsent(remote.parameters, query.union(body), excused)
        }
        return problems
            + wrongTypes(request, own).map { key in
                let names = remote.types[key]?.map(\.name).joined(separator: " or ") ?? ""
                return "\(remote.name) is sent \(key), which is no \(names)"
            }
    }

    private func unknown(_ key: String, isElsewhere: Bool, _ place: String) -> String {
        isElsewhere
            ? "\(remote.name) is sent \(key) in its \(place), where the vendor does not look for it"
            : "\(remote.name) is sent \(key), which the vendor does not know"
    }

    private func unsent(_ described: [String: Bool?], _ sent: Set<String>, _ excused: Set<String>) -> [String] {
        let needed = Set(described.filter { $0.value == true }.keys)
        return needed.subtracting(sent).subtracting(excused).sorted().map { key in
            "\(remote.name) is not sent \(key), which the vendor demands"
        }
    }

    /// Names of values that are of none of the types that the vendor names.
    private func wrongTypes(_ request: SentRequest, _ own: Set<String>) -> [String] {
        let types = remote.types.filter { !own.contains($0.key) }
        func isWrong(_ name: String, _ allows: (VendorType) -> Bool) -> Bool {
            types[plain(name)].map { !$0.contains(where: allows) } ?? false
        }
        var wrong = request.query.filter { item in isWrong(item.name) { $0.allows(item.value) } }.map { plain($0.name) }
        switch request.content {
        case .json(let value):
            wrong += (value.object ?? [:]).filter { member in isWrong(member.key) { $0.allows(member.value) } }.map(
                \.key)
        case .form(let fields):
            wrong += fields.filter { field in isWrong(field.name) { $0.allows(field.value) } }.map { plain($0.name) }
        case .multipart(let parts):
            wrong += parts.filter { part in isWrong(part.name) { $0.allows(part) } }.map { plain($0.name) }
        case .none, .bytes: break
        }
        return wrong
    }

    private func bodyKeys(_ request: SentRequest) -> Set<String> {
        switch request.content {
        case .json(let value): Set(value.object?.keys ?? [])
        case .form(let fields): Set(fields.map { plain($0.name) })
        case .multipart(let parts): Set(parts.map { plain($0.name) })
        case .none, .bytes: []
        }
    }

    /// A name without the brackets by which forms tell elements of lists apart: `ids[]`, `ids[0]`.
    private func plain(_ name: String) -> String { String(name.prefix { $0 != "[" }) }
}
