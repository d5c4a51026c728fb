import OIntCore
import OIntHTTP

@Methods("Database management")
extension Notion {
    /// Creates a database on a page.
    ///
    /// Properties are given by their types, such as {"Name": "title", "Price": "number"}; an object of options and colours
    /// makes a selection, and Notion's own form goes as it is.
    ///
    /// Source: https://developers.notion.com/reference/create-database
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - title: Title.
    ///   - properties: Properties by their names; a title alone when not given.
    /// - Returns: The database, with its data source.
    ///
    ///   ```json
    ///   {"object": "database", "id": "248104cd-477e-80fd-b757-e945d38000bd", "title": [{"plain_text": "Orders"}],
    ///   "data_sources": [{"id": "248104cd-477e-80af-bc30-000bd28de8f9", "name": "Orders"}]}
    ///   ```
    @Method(.writes, ru: "СоздатьБазуДанных", calls: "POST databases")
    public func createDatabase(page: NotionID, title: String, props properties: JSONObject = [:]) async throws -> JSON {
        let parent: Fields = ["type": "page_id", "page_id": page]
        return try await service.json(
            .post(
                "databases",
                body: .json([
                    "parent": parent, "title": try RichText.pieces(title, "--title"),
                    "initial_data_source": ["properties": JSON.object(try PropertySchema.new(properties))] as JSON,
                ])))
    }

    /// Reads a database with the properties of its data sources.
    ///
    /// Source: https://developers.notion.com/reference/retrieve-database
    /// - Parameter base: Id of the database, or of its data source, or a link.
    /// - Returns: The database, with its data sources; the properties of an only one stand under `properties`, too.
    ///
    ///   ```json
    ///   {"object": "database", "id": "248104cd-477e-80fd-b757-e945d38000bd", "title": [{"plain_text": "Orders"}],
    ///   "data_sources": [{"object": "data_source", "id": "248104cd-477e-80af-bc30-000bd28de8f9",
    ///   "properties": {"Name": {"id": "title", "type": "title", "title": {}}}}],
    ///   "properties": {"Name": {"id": "title", "type": "title", "title": {}}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьБазуДанных", calls: "GET databases/<base>")
    public func getDatabase(base: NotionID) async throws -> JSON {
        let database: JSON
        switch try await container(base) {
        case .source(let source): return source
        case .database(let found): database = found
        }
        guard var object = database.object, let sources = database["data_sources"]?.array else { return database }
        var whole: [JSON] = []
        for source in sources {
            guard let id = source["id"]?.string.flatMap({ NotionID($0) }) else { return database }
            try await rate.wait()
            whole.append(try await service.json(.get("data_sources/\(id)")))
        }
        object["data_sources"] = .array(whole)
        if whole.count == 1, let properties = whole[0]["properties"] { object["properties"] = properties }
        return .object(object)
    }

    /// Changes properties of a database, its title or its description.
    ///
    /// Properties are given as for CreateDatabase: those of new names are added, {"name": "NAME"} renames one, and null
    /// removes one with all of its values.
    ///
    /// Source: https://developers.notion.com/reference/update-a-data-source
    /// - Parameters:
    ///   - base: Id of the database, or its link; for --props alone that of its data source, too.
    ///   - properties: Properties by their names.
    ///   - title: New title.
    ///   - description: New description.
    ///   - source: Id of the data source whose properties are meant, where the database has several.
    /// - Returns: The database, or the data source where only properties change.
    ///
    ///   ```json
    ///   {"object": "database", "id": "248104cd-477e-80fd-b757-e945d38000bd", "title": [{"plain_text": "Orders"}]}
    ///   ```
    @Method(.writes, ru: "ИзменитьСвойстваБазы", calls: "PATCH data_sources/<source>")
    public func editDatabaseProperties(
        base: NotionID, props properties: JSONObject = [:], title: String? = nil, description: String? = nil,
        source: NotionID? = nil
    ) async throws -> JSON {
        let schema = try PropertySchema.changed(properties)
        let fields: Fields = [
            "title": try title.map { try RichText.pieces($0, "--title") },
            "description": try description.map { try RichText.pieces($0, "--description") },
        ]
        guard !schema.isEmpty || !fields.object.isEmpty else {
            throw UsageError("give --props, --title or --description: there is nothing to change")
        }
        var answer: JSON = .null
        if !schema.isEmpty {
            let id = try await sourceID(of: base, source).id
            answer = try await service.json(.patch("data_sources/\(id)", body: .json(["properties": schema])))
        }
        if !fields.object.isEmpty {
            answer = try await service.json(.patch("databases/\(base)", body: .json(fields)))
        }
        return answer
    }

    /// Adds a data source to a database.
    ///
    /// Source: https://developers.notion.com/reference/create-a-data-source
    /// - Parameters:
    ///   - base: Id of the database, or its link.
    ///   - title: Name of the data source.
    ///   - properties: Properties by their names, as for CreateDatabase; a title alone when not given.
    /// - Returns: The data source.
    ///
    ///   ```json
    ///   {"object": "data_source", "id": "248104cd-477e-80af-bc30-000bd28de8f9",
    ///   "properties": {"Name": {"id": "title", "type": "title", "title": {}}}}
    ///   ```
    @Method(.writes, ru: "СоздатьИсточникДанных", calls: "POST data_sources")
    public func createDataSource(
        base: NotionID, title: String, props properties: JSONObject = [:]
    ) async throws -> JSON {
        let parent: Fields = ["type": "database_id", "database_id": base]
        return try await service.json(
            .post(
                "data_sources",
                body: .json([
                    "parent": parent, "title": try RichText.pieces(title, "--title"),
                    "properties": try PropertySchema.new(properties),
                ])))
    }

    /// Lists the pages of a database.
    ///
    /// Source: https://developers.notion.com/reference/query-a-data-source
    /// - Parameters:
    ///   - base: Id of the database, or of its data source, or a link.
    ///   - filter: Condition as Notion has it, such as {"property": "Done", "checkbox": {"equals": true}}.
    ///   - order: Names of properties to sort by, with - before those that go down; created_time and last_edited_time, too.
    ///   - properties: Names or ids of the properties that are given; all when not given.
    ///   - source: Id of the data source, where the database has several.
    ///   - cursor: Where to begin: the marker of a page read before.
    /// - Returns: The pages, under `results`.
    ///
    ///   ```json
    ///   {"object": "list", "results": [{"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54",
    ///   "properties": {"Name": {"id": "title", "type": "title", "title": [{"plain_text": "Tea"}]}}}],
    ///   "next_cursor": null, "has_more": false}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьСтраницыБазы", calls: "POST data_sources/<source>/query", rows: "results")
    public func getDatabasePages(
        base: NotionID, filter: JSONObject = [:], sort order: [String] = [], properties: [String] = [],
        source: NotionID? = nil, cursor: String? = nil
    ) async throws -> Pages {
        let id = try await sourceID(of: base, source).id
        let sorts = order.map { Self.sort($0) }
        return listing { next, size in
            .post(
                "data_sources/\(id)/query", query: ["filter_properties": properties],
                body: .json([
                    "filter": filter.isEmpty ? nil : filter, "sorts": sorts.isEmpty ? nil : JSON.array(sorts),
                    "start_cursor": next ?? cursor?.fieldValue, "page_size": size,
                ]), isRepeatable: true)
        }
    }

    /// An order by a property, or by one of the two times that every page has.
    private static func sort(_ order: String) -> JSON {
        let name = order.hasPrefix("-") ? String(order.dropFirst()) : order
        let kind = ["created_time", "last_edited_time"].contains(name) ? "timestamp" : "property"
        return [kind: .string(name), "direction": order.hasPrefix("-") ? "descending" : "ascending"]
    }
}
