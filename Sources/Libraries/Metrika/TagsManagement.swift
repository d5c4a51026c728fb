import OIntCore
import OIntHTTP

@Methods("Tags management")
extension Metrika {
    /// Makes a tag.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/label/createLabel
    /// - Parameter title: Name, 255 characters at most.
    /// - Returns: The tag, under `label`.
    ///
    ///   ```json
    ///   {"label": {"id": 1234, "name": "Shops"}}
    ///   ```
    @Method(.writes, ru: "СоздатьМетку")
    public func createTag(title: String) async throws -> JSON {
        try await service.json(.post("management/v1/labels", body: .json(try Self.label(title))))
    }

    /// Renames a tag.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/label/updateLabel
    /// - Parameters:
    ///   - label: Id of the tag.
    ///   - title: New name, 255 characters at most.
    /// - Returns: The tag, under `label`.
    ///
    ///   ```json
    ///   {"label": {"id": 1234, "name": "Shops"}}
    ///   ```
    @Method(.writes, ru: "ИзменитьМетку")
    public func updateTag(label: ID, title: String) async throws -> JSON {
        try await service.json(.put("management/v1/label/\(label)", body: .json(try Self.label(title))))
    }

    /// Reads a tag.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/label/getLabel
    /// - Parameter label: Id of the tag.
    /// - Returns: The tag, under `label`.
    ///
    ///   ```json
    ///   {"label": {"id": 1234, "name": "Shops"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьМетку")
    public func getTag(label: ID) async throws -> JSON { try await service.json(.get("management/v1/label/\(label)")) }

    /// Deletes a tag.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/label/deleteLabel
    /// - Parameter label: Id of the tag.
    /// - Returns: That it is done.
    ///
    ///   ```json
    ///   {"success": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьМетку")
    public func deleteTag(label: ID) async throws -> JSON {
        try await service.json(.delete("management/v1/label/\(label)"))
    }

    /// Lists the tags.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/label/getLabels
    /// - Returns: The tags, under `labels`.
    ///
    ///   ```json
    ///   {"labels": [{"id": 1234, "name": "Shops"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокМеток", calls: "GET management/v1/labels", rows: "labels")
    public func getTagsList() -> Pages { service.page(rows: "labels") { .get("management/v1/labels") } }

    private static func label(_ title: String) throws(UsageError) -> JSON {
        guard (1...255).contains(title.count) else {
            throw UsageError("--title has \(title.count) characters; a tag has 1 to 255")
        }
        return ["label": ["name": .string(title)]]
    }
}

@Methods("Actions management")
extension Metrika {
    /// Lists the operations on the data of a counter.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/operation/getOperations
    /// - Parameter counter: Id of the counter.
    /// - Returns: The operations, under `operations`.
    ///
    ///   ```json
    ///   {"operations": [{"id": 66955, "action": "cut_parameter", "attr": "url", "value": "utm_id", "status": "active"}]}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьСписокОпераций", calls: "GET management/v1/counter/<id>/operations", rows: "operations")
    public func getActionsList(counter: ID) -> Pages {
        service.page(rows: "operations") { .get("management/v1/counter/\(counter)/operations") }
    }
}

@Methods("Reports")
extension Metrika {
    /// Reads a report as a table.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/stat/
    /// - Parameters:
    ///   - counters: Ids of counters.
    ///   - metrics: Metrics, such as ym:s:visits, 20 at most.
    ///   - dimensions: Dimensions, such as ym:s:date, 10 at most.
    ///   - from: First day, or words such as 7daysAgo; a week ago when not given.
    ///   - to: Last day, or words such as today.
    ///   - filter: Condition, such as ym:s:isNewUser=='Yes'.
    ///   - order: Metrics and dimensions to sort by, with - before those that go down.
    /// - Returns: The rows, under `data`.
    ///
    ///   ```json
    ///   {"data": [{"dimensions": [{"name": "2026-01-15"}], "metrics": [120.0, 97.0]}], "total_rows": 1,
    ///   "totals": [120.0, 97.0], "sampled": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьОтчет", calls: "GET stat/v1/data", rows: "data")
    public func getReport(
        counters: [ID], metrics: [String], dimensions: [String] = [], from: String? = nil, to: String? = nil,
        filter: String? = nil, sort order: [String] = []
    ) throws(UsageError) -> Pages {
        guard !counters.isEmpty else { throw UsageError("--counters names no counter") }
        guard (1...20).contains(metrics.count) else {
            throw UsageError("--metrics has \(metrics.count) metrics; a report takes 1 to 20")
        }
        guard dimensions.count <= 10 else {
            throw UsageError("--dimensions has \(dimensions.count) dimensions; a report takes 10 at most")
        }
        return service.pagesByOffset(rows: "data", pageSize: Self.reportPageSize, total: "total_rows") { offset in
            .get(
                "stat/v1/data",
                query: [
                    "ids": .commas(counters.map(\.text)), "metrics": .commas(metrics),
                    "dimensions": .commas(dimensions),
                    "date1": from, "date2": to, "filters": filter, "sort": .commas(order),
                    "limit": Self.reportPageSize, "offset": offset + 1,
                ])
        }
    }

    /// How many rows of a report a page has.
    private static let reportPageSize = 10_000

    /// Calls any other endpoint of Metrica.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path, such as management/v1/counter/2215573/goals.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"goals": []}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }
}
