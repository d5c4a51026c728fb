import OIntCore
import OIntHTTP

@Methods("Users")
extension Notion {
    /// Lists the users of the workspace; guests are not among them.
    ///
    /// Source: https://developers.notion.com/reference/get-users
    /// - Parameter cursor: Where to begin: the marker of a page read before.
    /// - Returns: The users, under `results`.
    ///
    ///   ```json
    ///   {"object": "list", "results": [{"object": "user", "id": "d40e767c-d7af-4b18-a86d-55c61f1e39a4", "type": "person",
    ///   "name": "Ann Example", "person": {"email": "ann@example.com"}}], "next_cursor": null, "has_more": false}
    ///   ```
    @Method(.reads, ru: "СписокПользователей", calls: "GET users", rows: "results")
    public func userList(cursor: String? = nil) -> Pages { list("users", from: cursor) }

    /// Reads a user.
    ///
    /// Source: https://developers.notion.com/reference/get-user
    /// - Parameter user: Id of the user.
    /// - Returns: The user.
    ///
    ///   ```json
    ///   {"object": "user", "id": "d40e767c-d7af-4b18-a86d-55c61f1e39a4", "type": "person", "name": "Ann Example",
    ///   "person": {"email": "ann@example.com"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДанныеПользователя", calls: "GET users/<user>")
    public func getUserData(user: NotionID) async throws -> JSON { try await service.json(.get("users/\(user)")) }

    /// Tells whose token it is: checks it, and names the integration and its workspace.
    ///
    /// Source: https://developers.notion.com/reference/get-self
    /// - Returns: The user.
    ///
    ///   ```json
    ///   {"object": "user", "id": "16d84278-ab0e-484c-9bdd-b35da3bd8905", "type": "bot", "name": "Orders",
    ///   "bot": {"workspace_name": "Example"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСвоегоПользователя", calls: "GET users/me")
    public func getOwnUser() async throws -> JSON { try await service.json(.get("users/me")) }
}

@Methods("Search and other calls")
extension Notion {
    /// Finds pages and data sources by their titles, among those that are shared with the integration.
    ///
    /// Source: https://developers.notion.com/reference/post-search
    /// - Parameters:
    ///   - query: What titles have to hold; everything when not given.
    ///   - kind: What is looked for; both when not given.
    ///   - isOldestFirst: Whether what was edited long ago comes first.
    ///   - cursor: Where to begin: the marker of a page read before.
    /// - Returns: What was found, under `results`.
    ///
    ///   ```json
    ///   {"object": "list", "results": [{"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54",
    ///   "url": "https://www.notion.so/Plan-1429989fe8ac4effbc8f57f56486db54"}], "next_cursor": null, "has_more": false}
    ///   ```
    @Method(.reads, ru: "Найти", calls: "POST search", rows: "results")
    public func search(
        query: String? = nil, kind: SearchKind? = nil, oldest isOldestFirst: Bool = false, cursor: String? = nil
    ) -> Pages {
        let filter: JSON? = kind.map { ["property": "object", "value": .string($0.rawValue)] }
        let sort: JSON? = isOldestFirst ? ["timestamp": "last_edited_time", "direction": "ascending"] : nil
        return listing { next, size in
            .post(
                "search",
                body: .json([
                    "query": query, "filter": filter, "sort": sort, "start_cursor": next ?? cursor?.fieldValue,
                    "page_size": size,
                ]), isRepeatable: true)
        }
    }

    /// What a search looks for.
    public enum SearchKind: String, OptionChoice {
        /// Pages.
        case page
        /// Data sources of databases.
        case dataSource = "data_source"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Calls any other endpoint of Notion.
    ///
    /// Source: https://developers.notion.com/reference/intro
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path behind v1, such as comments.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    ///   - version: Version of the interface, a day such as 2025-09-03; 2026-03-11 when not given.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"object": "list", "results": [], "next_cursor": null, "has_more": false}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil,
        version: String? = nil
    ) async throws -> JSON {
        let service = version.map { self.service(of: $0) } ?? service
        return try await service.call(method, path, query: query, body: body)
    }
}
