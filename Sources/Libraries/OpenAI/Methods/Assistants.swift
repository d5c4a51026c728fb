import OIntCore
import OIntHTTP

@Methods("Assistants")
extension OpenAI {
    /// Lists assistants.
    ///
    /// OpenAI shut its assistants down on 26 August 2026; compatible servers may still have them.
    ///
    /// Source: https://platform.openai.com/docs/deprecations
    /// - Parameters:
    ///   - limit: How many a page has at most.
    ///   - options: Further items of the query.
    /// - Returns: The assistants, under `data`.
    ///
    ///   ```json
    ///   {"object": "list", "data": [{"id": "asst_abc123", "object": "assistant", "name": "Helper", "model": "gpt-4o"}],
    ///   "first_id": "asst_abc123", "last_id": "asst_abc123", "has_more": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокАссистентов")
    public func getAssistantsList(limit: Int = 20, options: JSONObject = [:]) -> Pages {
        list("assistants", limit, options)
    }

    /// Creates an assistant.
    ///
    /// OpenAI shut its assistants down on 26 August 2026; compatible servers may still have them. CreateModelResponse takes
    /// their place.
    ///
    /// Source: https://platform.openai.com/docs/deprecations
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - name: Name of the assistant.
    ///   - inst: What the model is told before everything else.
    ///   - options: Further fields of the request; they win over the others.
    /// - Returns: The assistant.
    ///
    ///   ```json
    ///   {"id": "asst_abc123", "object": "assistant", "name": "Helper", "model": "gpt-4o"}
    ///   ```
    @Method(.writes, ru: "СоздатьАссистента")
    public func createAssistant(
        model: String, name: String? = nil, inst: String? = nil, options: JSONObject = [:]
    ) async throws -> JSON {
        var fields: Fields = ["model": model, "name": name, "instructions": inst]
        fields.override(with: options)
        return try await service.json(.post("assistants", body: .json(fields)))
    }

    /// Reads an assistant.
    ///
    /// OpenAI shut its assistants down on 26 August 2026; compatible servers may still have them.
    ///
    /// Source: https://platform.openai.com/docs/deprecations
    /// - Parameter id: Id of the assistant.
    /// - Returns: The assistant.
    ///
    ///   ```json
    ///   {"id": "asst_abc123", "object": "assistant", "name": "Helper", "model": "gpt-4o"}
    ///   ```
    @Method(.reads, ru: "ПолучитьАссистента")
    public func retrieveAssistant(id: ID) async throws -> JSON { try await service.json(.get("assistants/\(id)")) }

    /// Deletes an assistant.
    ///
    /// OpenAI shut its assistants down on 26 August 2026; compatible servers may still have them.
    ///
    /// Source: https://platform.openai.com/docs/deprecations
    /// - Parameter id: Id of the assistant.
    /// - Returns: Whether it is deleted.
    ///
    ///   ```json
    ///   {"id": "asst_abc123", "object": "assistant.deleted", "deleted": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьАссистента")
    public func deleteAssistant(id: ID) async throws -> JSON { try await service.json(.delete("assistants/\(id)")) }

    /// Lists what lies below an endpoint.
    ///
    /// The next page is behind the last row of the one before; older servers give all at once, and say nothing of more.
    func list(_ path: RequestPath, _ limit: Int?, _ options: JSONObject) -> Pages {
        let service = service
        return Pages(of: service.base.authority) { after in
            var items: Fields = ["limit": limit]
            items.override(with: options)
            if let after { items.set("after", after) }
            let page = try await service.page(.get(path, query: Query(items)), isFirst: after == nil)
            let rows: [JSON]
            switch page["data"] ?? page {
            case .array(let elements): rows = elements
            default:
                throw ReplyError(peer: service.base.authority, reason: "a page of the listing has no list of rows")
            }
            let isLast = page["has_more"]?.bool != true
            return Pages.Page(
                reply: page, rows: rows, next: isLast ? nil : page["last_id"]?.nonNull ?? rows.last?["id"])
        }
    }
}

extension JSON {
    /// The value; nil for `null`.
    fileprivate var nonNull: JSON? { isNull ? nil : self }
}
