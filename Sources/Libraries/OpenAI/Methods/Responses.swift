import OIntCore
import OIntHTTP

@Methods("Responses")
extension OpenAI {
    /// Asks a model by the Responses API, which keeps the conversation on the server.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/responses/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - text: What the model is asked.
    ///   - input: Items in place of --text: messages, pictures, outputs of tools.
    ///   - inst: What the model is told before everything else.
    ///   - previous: Id of the response that this one goes on from.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - options: Further fields of the request, such as tools; they win over the others.
    /// - Returns: The response; its text is under `output`.
    ///
    ///   ```json
    ///   {"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5-mini", "output": [{"type": "message",
    ///   "role": "assistant", "content": [{"type": "output_text", "text": "Rhine, Elbe, Oder"}]}],
    ///   "usage": {"input_tokens": 12, "output_tokens": 8, "total_tokens": 20}}
    ///   ```
    @Method(.writes, ru: "СоздатьОтветМодели", calls: "POST /responses")
    public func createModelResponse(
        model: String, text: String? = nil, input: [JSONObject] = [], inst: String? = nil, previous: ID? = nil,
        schema: JSONObject = [:], options: JSONObject = [:]
    ) async throws -> JSON {
        guard options["stream"]?.bool != true else {
            throw UsageError("--options asks for a stream, which is what StreamModelResponse gives")
        }
        let request = try ResponseRequest(model, text, input, inst, previous, schema, options)
        let (json, reply) = try await answer(request.request(stream: false))
        if let fault = ModelAnswer.fault(in: json, mustBeWhole: request.mustBeWhole, tell: tell) {
            throw service.refusal(fault, in: reply)
        }
        return json
    }

    /// Asks a model by the Responses API, and gives its answer piece by piece as it comes.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/responses-streaming
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - text: What the model is asked.
    ///   - input: Items in place of --text: messages, pictures, outputs of tools.
    ///   - inst: What the model is told before everything else.
    ///   - previous: Id of the response that this one goes on from.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - options: Further fields of the request, such as tools; they win over the others.
    /// - Returns: What happens, by `type`; pieces of text are of the type `response.output_text.delta`.
    ///
    ///   ```json
    ///   {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
    ///   "delta": "Rhine", "sequence_number": 4}
    ///   ```
    @Method(.writes, ru: "СоздатьПотокОтветаМодели", calls: "POST /responses")
    public func streamModelResponse(
        model: String, text: String? = nil, input: [JSONObject] = [], inst: String? = nil, previous: ID? = nil,
        schema: JSONObject = [:], options: JSONObject = [:]
    ) throws -> Events {
        let request = try ResponseRequest(model, text, input, inst, previous, schema, options)
        return Events(isEndless: false) {
            try await ModelStream(
                request.request(stream: true), self, TypedRules(last: "response.completed"),
                mustBeWhole: request.mustBeWhole)
        }
    }

    /// Reads a response that the server keeps.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/responses/get
    /// - Parameter id: Id of the response.
    /// - Returns: The response.
    ///
    ///   ```json
    ///   {"id": "resp_1", "object": "response", "status": "completed", "output": []}
    ///   ```
    @Method(.reads, ru: "ПолучитьОтветМодели")
    public func getModelResponse(id: ID) async throws -> JSON { try await service.json(.get("responses/\(id)")) }

    /// Deletes a response that the server keeps.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/responses/delete
    /// - Parameter id: Id of the response.
    /// - Returns: Whether it is deleted.
    ///
    ///   ```json
    ///   {"id": "resp_1", "object": "response", "deleted": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьОтветМодели")
    public func deleteModelResponse(id: ID) async throws -> JSON { try await service.json(.delete("responses/\(id)")) }

    /// Stops a response that the server works on in the background.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/responses/cancel
    /// - Parameter id: Id of the response.
    /// - Returns: The response.
    ///
    ///   ```json
    ///   {"id": "resp_1", "object": "response", "status": "cancelled", "output": []}
    ///   ```
    @Method(.writes, ru: "ОтменитьОтветМодели")
    public func cancelModelResponse(id: ID) async throws -> JSON {
        try await service.json(.post("responses/\(id)/cancel"))
    }
}

/// A request of the Responses API.
private struct ResponseRequest: Sendable {
    private var fields: Fields
    /// Whether half of an answer is of no use.
    let mustBeWhole: Bool

    init(
        _ model: String, _ text: String?, _ input: [JSONObject], _ inst: String?, _ previous: ID?,
        _ schema: JSONObject,
        _ options: JSONObject
    ) throws(UsageError) {
        guard (text == nil) != input.isEmpty else {
            throw UsageError("give --text, or --input for more than a text, and not both")
        }
        let items = JSON.array(input.map { .object($0) })
        fields = [
            "model": model, "input": text.map { .string($0) } ?? items, "instructions": inst,
            "previous_response_id": previous,
        ]
        if !schema.isEmpty {
            let format: JSON = ["type": "json_schema", "name": "answer", "strict": true, "schema": .object(schema)]
            fields.append("text", ["format": format] as JSON)
        }
        fields.override(with: options)
        let format = options["text"]?["format"]?["type"]?.string
        mustBeWhole =
            !schema.isEmpty || ["json_schema", "json_object"].contains(format)
            || !(options["tools"]?.array?.isEmpty ?? true)
    }

    func request(stream: Bool) -> ServiceRequest {
        var fields = fields
        if stream { fields.set("stream", true) }
        return .post("responses", body: .json(fields))
    }
}
