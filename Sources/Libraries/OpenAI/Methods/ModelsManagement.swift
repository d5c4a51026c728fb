import OIntCore
import OIntHTTP

@Methods("Models management")
extension OpenAI {
    /// Lists the models of the server.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/models/list
    /// - Returns: The models, under `data`.
    ///
    ///   ```json
    ///   {"object": "list", "data": [{"id": "gpt-5-mini", "object": "model", "created": 1750000000, "owned_by": "openai"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокМоделей")
    public func getModelList() -> Pages { service.page(rows: .found(below: "data")) { .get("models") } }
}
