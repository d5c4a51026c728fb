import OIntCore
import OIntHTTP

@Methods("Working with databases")
extension Airtable {
    /// Lists the bases that the token may see.
    ///
    /// Source: https://airtable.com/developers/web/api/list-bases
    /// - Parameter offset: Where to begin: the marker of a page read before.
    /// - Returns: The bases, under `bases`.
    ///
    ///   ```json
    ///   {"bases": [{"id": "appLkNDICXNqxSDhG", "name": "Orders", "permissionLevel": "create"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокБаз", calls: "GET meta/bases", rows: "bases")
    public func getListOfBases(offset: String? = nil) -> Pages {
        service.pages(rows: "bases", next: "offset", rate: Self.rate) { next in
            .get("meta/bases", query: ["offset": next ?? offset?.fieldValue])
        }
    }

    /// Reads the tables of a base, with their fields and views.
    ///
    /// Source: https://airtable.com/developers/web/api/get-base-schema
    /// - Parameter base: Id of the base.
    /// - Returns: The tables, under `tables`.
    ///
    ///   ```json
    ///   {"tables": [{"id": "tblGpLtuMSuFzOxHD", "name": "Orders", "primaryFieldId": "fldkX6OVpvxm6Ewst",
    ///   "fields": [{"id": "fldkX6OVpvxm6Ewst", "name": "Name", "type": "singleLineText"}], "views": []}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьТаблицыБазы")
    public func getDatabaseTables(base: ID) async throws -> JSON {
        try await service.json(.get("meta/bases/\(base)/tables"))
    }

    /// Makes a base with its tables.
    ///
    /// Source: https://airtable.com/developers/web/api/create-base
    /// - Parameters:
    ///   - workspace: Id of the workspace.
    ///   - title: Name of the base.
    ///   - tables: The fields of each table, by its name; the Get…Field methods describe fields.
    /// - Returns: The base.
    ///
    ///   ```json
    ///   {"id": "appLkNDICXNqxSDhG", "tables": [{"id": "tblGpLtuMSuFzOxHD", "name": "Orders"}]}
    ///   ```
    @Method(.writes, ru: "СоздатьБазу")
    public func createDatabase(ws workspace: ID, title: String, tablesdata tables: JSONObject) async throws -> JSON {
        guard !tables.isEmpty else { throw UsageError("--tablesdata names no table: a base has one at least") }
        let list = tables.map { table -> JSON in ["name": .string(table.key), "fields": table.value] }
        return try await service.json(
            .post("meta/bases", body: .json(["name": title, "tables": JSON.array(list), "workspaceId": workspace])))
    }

    /// Calls any other endpoint of Airtable.
    ///
    /// Source: https://airtable.com/developers/web/api/introduction
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path behind v0, such as meta/whoami.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"id": "usrL2PNC5o3H4lBEi", "scopes": ["data.records:read"]}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }
}

@Methods("Table management")
extension Airtable {
    /// Adds a table to a base.
    ///
    /// Source: https://airtable.com/developers/web/api/create-table
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - title: Name of the table.
    ///   - fields: The fields, the first one being the primary one.
    ///   - description: What the table is for.
    /// - Returns: The table.
    ///
    ///   ```json
    ///   {"id": "tblGpLtuMSuFzOxHD", "name": "Orders", "fields": [{"id": "fldkX6OVpvxm6Ewst", "name": "Name"}]}
    ///   ```
    @Method(.writes, ru: "СоздатьТаблицу")
    public func createTable(
        base: ID, title: String, fieldsdata fields: [JSON], description: String? = nil
    ) async throws -> JSON {
        try await service.json(
            .post(
                "meta/bases/\(base)/tables",
                body: .json(["name": title, "fields": JSON.array(fields), "description": description])))
    }

    /// Renames a table, or changes its description.
    ///
    /// Source: https://airtable.com/developers/web/api/update-table
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - title: New name.
    ///   - description: New description.
    /// - Returns: The table.
    ///
    ///   ```json
    ///   {"id": "tblGpLtuMSuFzOxHD", "name": "Orders", "description": "What was ordered"}
    ///   ```
    @Method(.writes, ru: "ИзменитьТаблицу")
    public func modifyTable(
        base: ID, table: String, title: String? = nil, description: String? = nil
    ) async throws -> JSON {
        try Self.check(title, description)
        return try await service.json(
            .patch(
                "meta/bases/\(base)/tables/\(table)", body: .json(["name": title, "description": description])))
    }

    /// Refuses a change that changes nothing.
    static func check(_ title: String?, _ description: String?) throws(UsageError) {
        guard title != nil || description != nil else { throw UsageError("give --title or --description") }
    }
}
