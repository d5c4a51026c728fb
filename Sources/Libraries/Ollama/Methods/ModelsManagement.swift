import OIntCore
import OIntHTTP

@Methods("Models management")
extension Ollama {
    /// Lists the models that the server has.
    ///
    /// Source: https://docs.ollama.com/api/tags
    /// - Returns: The models, under `models`.
    ///
    ///   ```json
    ///   {"models": [{"name": "llama3.2:latest", "model": "llama3.2:latest", "size": 2019393189,
    ///   "digest": "a80c4f17acd5", "details": {"family": "llama", "parameter_size": "3.2B"}}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокМоделей")
    public func getModelList() -> Pages { service.page(rows: .orNone("models")) { .get("tags") } }

    /// Lists the models that are in memory.
    ///
    /// Source: https://docs.ollama.com/api/ps
    /// - Returns: The models, under `models`.
    ///
    ///   ```json
    ///   {"models": [{"name": "llama3.2:latest", "size": 5137025024, "expires_at": "2026-01-31T10:05:00Z",
    ///   "size_vram": 5137025024, "context_length": 4096}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокЗапущенныхМоделей")
    public func listRunningModels() -> Pages { service.page(rows: .orNone("models")) { .get("ps") } }

    /// Reads what is known of a model.
    ///
    /// Source: https://docs.ollama.com/api-reference/show-model-details
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - verbose: Whether long fields are shown as well.
    /// - Returns: The model.
    ///
    ///   ```json
    ///   {"modelfile": "FROM llama3.2", "template": "{{ .Prompt }}", "details": {"family": "llama"},
    ///   "model_info": {"llama.context_length": 131072}, "capabilities": ["completion", "tools"]}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОМодели")
    public func getModelInformation(model: String, verbose: Bool = true) async throws -> JSON {
        try await service.json(.post("show", body: .json(["model": model, "verbose": verbose]), isRepeatable: true))
    }

    /// Creates a model from another one, or from files.
    ///
    /// How far the work is, is told on standard error.
    ///
    /// Source: https://docs.ollama.com/api/create
    /// - Parameters:
    ///   - model: Name of the new model.
    ///   - settings: What it is made of; see GetModelSettingsStructure.
    /// - Returns: The last thing that the server told.
    ///
    ///   ```json
    ///   {"status": "success"}
    ///   ```
    @Method(.writes, ru: "СоздатьМодель", calls: "POST /api/create")
    public func createModel(model: String, settings: JSONObject) async throws -> JSON {
        guard settings["modelfile"] == nil else {
            throw UsageError(
                "--settings has a modelfile, which Ollama takes no longer: give from, files, system, parameters")
        }
        var fields: Fields = ["model": model, "stream": true]
        for member in settings where member.key != "stream" { fields.set(member.key, member.value) }
        return try await work(.post("create", body: .json(fields)))
    }

    /// Copies a model.
    ///
    /// Source: https://docs.ollama.com/api/copy
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - name: Name of the copy.
    /// - Returns: The status.
    ///
    ///   ```json
    ///   {"status_code": 200}
    ///   ```
    @Method(.writes, ru: "КопироватьМодель", calls: "POST /api/copy")
    public func copyModel(model: String, name: String) async throws -> JSON {
        try await status(.post("copy", body: .json(["source": model, "destination": name])))
    }

    /// Deletes a model.
    ///
    /// Source: https://docs.ollama.com/api/delete
    /// - Parameter model: Name of the model.
    /// - Returns: The status.
    ///
    ///   ```json
    ///   {"status_code": 200}
    ///   ```
    @Method(.destroys, ru: "УдалитьМодель", calls: "DELETE /api/delete")
    public func deleteModel(model: String) async throws -> JSON {
        // A second request would be refused, since the model is gone.
        try await status(ServiceRequest(.delete, "delete", body: .json(["model": model]), isRepeatable: false))
    }

    /// Loads a model into memory.
    ///
    /// Source: https://docs.ollama.com/faq
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - keep: How long it stays there, in seconds; 0 drops it, and -1 keeps it for ever.
    /// - Returns: What the server tells.
    ///
    ///   ```json
    ///   {"model": "llama3.2", "created_at": "2026-01-31T10:00:00Z", "response": "", "done": true, "done_reason": "load"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьМодельВПамять", calls: "POST /api/generate")
    public func loadModelToMemory(model: String, keep: Int = 300) async throws -> JSON {
        try await service.json(.post("generate", body: .json(["model": model, "keep_alive": keep])))
    }

    /// Drops a model from memory.
    ///
    /// Source: https://docs.ollama.com/faq
    /// - Parameter model: Name of the model.
    /// - Returns: What the server tells.
    ///
    ///   ```json
    ///   {"model": "llama3.2", "created_at": "2026-01-31T10:00:00Z", "response": "", "done": true, "done_reason": "unload"}
    ///   ```
    @Method(.writes, ru: "ВыгрузитьМодельИзПамяти", calls: "POST /api/generate")
    public func unloadModelFromMemory(model: String) async throws -> JSON {
        try await service.json(.post("generate", body: .json(["keep_alive": 0, "model": model])))
    }

    /// Publishes a model.
    ///
    /// How far the work is, is told on standard error.
    ///
    /// Source: https://docs.ollama.com/api/push
    /// - Parameters:
    ///   - model: Name of the model, as namespace/model:tag.
    ///   - insecure: Whether the library may have no valid certificate.
    /// - Returns: The last thing that the server told.
    ///
    ///   ```json
    ///   {"status": "success"}
    ///   ```
    @Method(.writes, ru: "ОтправитьМодель", calls: "POST /api/push")
    public func pushModel(model: String, insecure: Bool = false) async throws -> JSON {
        try await work(
            .post("push", body: .json(["model": model, "insecure": insecure, "stream": true])))
    }

    /// Fetches a model from the library.
    ///
    /// How far the work is, is told on standard error. Where it broke off, it goes on when the method is called again.
    ///
    /// Source: https://docs.ollama.com/api/pull
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - insecure: Whether the library may have no valid certificate.
    /// - Returns: The last thing that the server told.
    ///
    ///   ```json
    ///   {"status": "success"}
    ///   ```
    @Method(.writes, ru: "СкачатьМодель", calls: "POST /api/pull")
    public func pullModel(model: String, insecure: Bool = false) async throws -> JSON {
        try await work(pull(model, insecure))
    }

    /// Fetches a model from the library, and tells how far it is as it goes.
    ///
    /// Source: https://docs.ollama.com/api/pull
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - insecure: Whether the library may have no valid certificate.
    /// - Returns: What the server tells.
    ///
    ///   ```json
    ///   {"status": "pulling dde5aa3fc5ff", "digest": "sha256:dde5aa3fc5ff", "total": 2019377376, "completed": 241970}
    ///   ```
    @Method(.writes, ru: "СкачатьМодельСХодомРаботы", calls: "POST /api/pull")
    public func pullModelStream(model: String, insecure: Bool = false) -> Events {
        Events(isEndless: false) { try await RecordStream(pull(model, insecure), self, until: .success) }
    }

    /// Shows the fields that CreateModel takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"from": "<model to start from>",
    ///   "files": "<object of names of files with digests of their blobs, as sha256:…>",
    ///   "adapters": "<object of names of files with digests of their blobs, as sha256:…>", "template": "<template of prompts>",
    ///   "license": "<license, or list of them>", "system": "<what the model is told first>",
    ///   "parameters": "<options of the model>", "messages": "<list of messages to begin with>",
    ///   "quantize": "<how the model is made smaller: q4_K_M, q4_K_S or q8_0>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруНастроекМодели")
    public static func getModelSettingsStructure(empty: Bool = false) -> JSON {
        Template([
            "from": "model to start from",
            "files": "object of names of files with digests of their blobs, as sha256:…",
            "adapters": "object of names of files with digests of their blobs, as sha256:…",
            "template": "template of prompts",
            "license": "license, or list of them",
            "system": "what the model is told first",
            "parameters": "options of the model",
            "messages": "list of messages to begin with",
            "quantize": "how the model is made smaller: q4_K_M, q4_K_S or q8_0",
        ]).filled(empty: empty)
    }

    /// Work on a model may take hours: the server tells of it as it goes, so that no proxy takes the silence for an end.
    private func work(_ request: ServiceRequest) async throws -> JSON {
        try await RecordStream(request, self, until: .success).finished()
    }

    private func pull(_ model: String, _ insecure: Bool) -> ServiceRequest {
        .post(
            "pull", body: .json(["model": model, "insecure": insecure, "stream": true]))
    }
}
