import OIntCore
import OIntHTTP

@Methods("Management and settings")
extension Slack {
    /// Tells whose token it is: checks it, and names the bot or user and the workspace.
    /// - Returns: The identity.
    ///
    ///   ```json
    ///   {"ok": true, "url": "https://example.slack.com/", "team": "Example", "user": "helper", "team_id": "T0001",
    ///   "user_id": "U0001", "bot_id": "B0001"}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОБоте")
    public func getBotInformation() async throws -> JSON { try await read("auth.test") }

    /// Lists the workspaces that the bot is in.
    /// - Parameter cursor: Where to begin: the cursor of a page read before.
    /// - Returns: The workspaces, under `teams`.
    ///
    ///   ```json
    ///   {"ok": true, "teams": [{"id": "T0001", "name": "Example"}], "response_metadata": {"next_cursor": ""}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокРабочихОбластей", calls: "auth.teams.list", rows: "teams")
    public func getWorkspaceList(cursor: String? = nil) -> Pages {
        list("auth.teams.list", rows: "teams", cursor: cursor, limit: Self.pageSize)
    }

    /// Lists the users of the workspace.
    /// - Parameter cursor: Where to begin: the cursor of a page read before.
    /// - Returns: The users, under `members`.
    ///
    ///   ```json
    ///   {"ok": true, "members": [{"id": "U0001", "name": "ann", "deleted": false}],
    ///   "response_metadata": {"next_cursor": ""}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПользователей", calls: "users.list", rows: "members")
    public func getUserList(cursor: String? = nil) -> Pages {
        list("users.list", rows: "members", cursor: cursor, limit: Self.pageSize)
    }

    /// Calls any other method of the Web API by its name.
    /// - Parameters:
    ///   - method: GET to look, POST to change something.
    ///   - path: Name of the method, such as reactions.add.
    ///   - query: Arguments in the query.
    ///   - body: Arguments as a JSON body; goes with POST.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        let answer = try await service.call(method, path, query: query, body: body)
        if let warning = Refusal.warning(in: answer) { service.http.configuration.notice?(warning) }
        return answer
    }
}
