import OIntCore
import OIntHTTP

/// Listings of products.
///
/// Source: https://yandex.ru/dev/market/partner-api/doc/ru/concepts/pagination
extension YandexMarket {
    /// A listing whose rows stand under `result`.
    ///
    /// Products that are named by their SKUs come whole, without pages: Market takes some hundred SKUs with a request, and a
    /// longer list is asked for in parts.
    /// - Parameters:
    ///   - rows: The name of the list under `result`.
    ///   - filters: What is looked for.
    ///   - token: The marker of the page to begin with.
    ///   - size: How many rows a page has, and how many SKUs a request takes.
    ///   - request: The request for a query and filters.
    func list(
        _ rows: String, _ filters: JSONObject, from token: String?, size: Int,
        _ request: @escaping @Sendable (_ query: Query, _ filters: JSONObject) -> ServiceRequest
    ) throws(UsageError) -> Pages {
        guard let skus = try Self.skus(filters, token) else {
            return Pages(of: Self.name) { next in
                let query: Query = ["limit": size, "pageToken": next ?? token?.fieldValue]
                let (reply, found) = try await result(request(query, filters), rows, isFirst: next == nil)
                let marker = reply["result"]?["paging"]?["nextPageToken"]?.string
                return Pages.Page(reply: reply, rows: found, next: marker.flatMap { $0.isEmpty ? nil : .string($0) })
            }
        }
        return Pages(of: Self.name) { next in
            let start = next?.int ?? 0
            let end = min(start + size, skus.count)
            let part: JSONObject = ["offerIds": .array(Array(skus[start..<end]))]
            let (reply, found) = try await result(request([:], part), rows, isFirst: next == nil)
            return Pages.Page(reply: reply, rows: found, next: end < skus.count ? JSON(end) : nil)
        }
    }

    /// The SKUs that are asked for; nil where none are.
    private static func skus(_ filters: JSONObject, _ token: String?) throws(UsageError) -> [JSON]? {
        guard let value = filters["offerIds"], !value.isNull else { return nil }
        guard let skus = value.array else { throw UsageError("--filters: offerIds takes a list of SKUs") }
        if skus.isEmpty { return nil }
        let others = filters.keys.filter { $0 != "offerIds" }
        guard others.isEmpty else {
            throw UsageError("--filters: beside offerIds Market takes no other filter, and there is \(others[0])")
        }
        guard token == nil else {
            throw UsageError("--page does not go with offerIds: products that are named come without pages")
        }
        return skus
    }

    /// Fetches a page.
    ///
    /// A list that is missing is empty; an answer without `result` is none.
    private func result(
        _ request: ServiceRequest, _ rows: String, isFirst: Bool
    ) async throws -> (reply: JSON, rows: [JSON]) {
        let reply = try await service.page(request, isFirst: isFirst)
        guard let result = reply["result"]?.object else {
            throw ReplyError(peer: Self.name, reason: "a page of the listing has no result")
        }
        switch result[rows] {
        case .array(let list)?: return (reply, list)
        case nil, .null?: return (reply, [])
        default: throw ReplyError(peer: Self.name, reason: "a page of the listing has no list under result.\(rows)")
        }
    }
}
