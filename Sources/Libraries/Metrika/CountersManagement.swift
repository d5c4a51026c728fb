import OIntCore
import OIntHTTP

@Methods("Counters management")
extension Metrika {
    /// Makes a counter.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/createCounter
    /// - Parameter fields: The counter, as GetCounterStructure shows it.
    /// - Returns: The counter, under `counter`.
    ///
    ///   ```json
    ///   {"counter": {"id": 2215573, "name": "Shop", "status": "Active", "site2": {"site": "shop.example.com"}}}
    ///   ```
    @Method(.writes, ru: "СоздатьСчетчик")
    public func createCounter(fields: JSONObject) async throws -> JSON {
        try await service.json(.post("management/v1/counters", body: .json(try Self.counter(fields))))
    }

    /// Changes a counter.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/updateCounter
    /// - Parameters:
    ///   - counter: Id of the counter.
    ///   - fields: What changes, as GetCounterStructure shows it.
    /// - Returns: The counter, under `counter`.
    ///
    ///   ```json
    ///   {"counter": {"id": 2215573, "name": "Shop", "status": "Active"}}
    ///   ```
    @Method(.writes, ru: "ИзменитьСчетчик")
    public func updateCounter(counter: ID, fields: JSONObject) async throws -> JSON {
        try await service.json(.put("management/v1/counter/\(counter)", body: .json(try Self.counter(fields))))
    }

    private static func counter(_ fields: JSONObject) throws(UsageError) -> JSON {
        guard !fields.isEmpty else {
            throw UsageError("--fields is empty: GetCounterStructure shows what a counter has")
        }
        if let threshold = fields["visit_threshold"]?.int, !(1800...21_600).contains(threshold) {
            throw UsageError("--fields: visit_threshold takes 1800 to 21600 seconds, not \(threshold)")
        }
        if let name = fields["name"]?.string, name.count > 255 {
            throw UsageError("--fields: name has \(name.count) characters; a counter's has 255 at most")
        }
        return ["counter": .object(fields)]
    }

    /// Reads a counter.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/getCounter
    /// - Parameters:
    ///   - counter: Id of the counter.
    ///   - parts: What is told besides, such as goals, mirrors, grants, filters, operations.
    /// - Returns: The counter, under `counter`.
    ///
    ///   ```json
    ///   {"counter": {"id": 2215573, "name": "Shop", "status": "Active"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСчетчик")
    public func getCounter(counter: ID, parts: [String] = []) async throws -> JSON {
        try await service.json(.get("management/v1/counter/\(counter)", query: ["field": .commas(parts)]))
    }

    /// Deletes a counter.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/deleteCounter
    /// - Parameter counter: Id of the counter.
    /// - Returns: That it is done; RestoreCounter brings it back.
    ///
    ///   ```json
    ///   {"success": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьСчетчик")
    public func deleteCounter(counter: ID) async throws -> JSON {
        try await service.json(.delete("management/v1/counter/\(counter)"))
    }

    /// Brings a deleted counter back.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/undeleteCounter
    /// - Parameter counter: Id of the counter.
    /// - Returns: That it is done.
    ///
    ///   ```json
    ///   {"success": true}
    ///   ```
    @Method(.writes, ru: "ВосстановитьСчетчик")
    public func restoreCounter(counter: ID) async throws -> JSON {
        try await service.json(.post("management/v1/counter/\(counter)/undelete", body: .none))
    }

    /// Lists the counters.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/counters
    /// - Parameter filter: Which counters, as GetCounterFilterStructure shows it.
    /// - Returns: The counters, under `counters`.
    ///
    ///   ```json
    ///   {"rows": 1, "counters": [{"id": 2215573, "name": "Shop", "status": "Active"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокСчетчиков", calls: "GET management/v1/counters", rows: "counters")
    public func getCountersList(filter: JSONObject = [:]) throws(UsageError) -> Pages {
        let start = try Self.number(filter, "offset", from: 1) ?? 1
        let size = try Self.number(filter, "per_page", from: 1) ?? Self.pageSize
        return service.pagesByOffset(rows: "counters", start: start - 1, pageSize: size, total: "rows") { offset in
            var query: Query = [:]
            for member in filter where member.key != "offset" && member.key != "per_page" {
                // The vendor takes these lists with commas.
                if let list = member.value.array {
                    query.append(member.key, list.map(\.optionText).joined(separator: ","))
                } else {
                    query.append(member.key, member.value)
                }
            }
            query.append("offset", offset + 1)
            query.append("per_page", size)
            return .get("management/v1/counters", query: query)
        }
    }

    /// How many counters a page has.
    private static let pageSize = 1000

    private static func number(_ filter: JSONObject, _ name: String, from least: Int) throws(UsageError) -> Int? {
        guard let value = filter[name] else { return nil }
        guard let number = value.int ?? value.string.flatMap({ Int($0) }), number >= least else {
            throw UsageError("--filter: \(name) takes a number from \(least) on")
        }
        return number
    }

    /// Shows what a counter has.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/createCounter
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The structure.
    ///
    ///   ```json
    ///   {"name": "<name of the counter>", "site2": {"site": "<domain of the site>"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруСчетчика", calls: "counter")
    public static func getCounterStructure(empty: Bool = false) -> JSON {
        empty ? CounterStructure.counter.blank : CounterStructure.counter
    }

    /// Shows what the filter of GetCountersList takes.
    ///
    /// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/counters
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The structure.
    ///
    ///   ```json
    ///   {"counter_ids": ["<ids of counters>"], "search_string": "<text in name, site or mirrors>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраСчетчиков", calls: "counters")
    public static func getCounterFilterStructure(empty: Bool = false) -> JSON {
        empty ? CounterStructure.filter.blank : CounterStructure.filter
    }
}

extension JSON {
    /// The same structure with blank texts.
    fileprivate var blank: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.blank))
        case .object(let object): .object(JSONObject(object.map { ($0.key, $0.value.blank) }))
        default: ""
        }
    }
}
