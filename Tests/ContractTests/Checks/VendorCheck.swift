import OIntCore

/// Compares the requests of a method with what the vendor says the service takes.
struct VendorCheck {
    let method: MethodCase
    let descriptor: MethodDescriptor
    let vendor: VendorTable

    /// Everything that does not fit, in the round with all options.
    /// - Parameter ignored: The exception to leave out, by its position.
    func problems(ignoring ignored: Int? = nil) async throws -> [String] {
        guard let round = Round.all(of: method).last else { return [] }
        let call = try await Call(method, descriptor, round)
        return zip(try method.calls(in: round), call.requests).flatMap { step, request in
            problems(step, request, call, ignoring: ignored)
        }
    }

    private func problems(_ step: JSON, _ request: SentRequest, _ call: Call, ignoring ignored: Int?) -> [String] {
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
        if template["*"] == nil {
            let needed = Set(remote.parameters.filter { $0.value == true }.keys)
            for key in needed.subtracting(sent).subtracting(rules.flatMap(\.unsent)).sorted() {
                problems.append("\(name) is not sent \(key), which the vendor demands")
            }
        }
        if remote.pagedBy != nil, !descriptor.isPaged, !rules.contains(where: \.isUnpaged) {
            problems.append("\(name) gives its rows page by page, and --all is missing")
        }
        return problems
    }

    private func keys(_ request: SentRequest) -> Set<String> {
        switch request.content {
        case .json(let value): Set(value.object?.keys ?? [])
        case .form(let fields): Set(fields.map(\.name))
        case .none, .multipart, .bytes: Set(request.query.map(\.name))
        }
    }
}
