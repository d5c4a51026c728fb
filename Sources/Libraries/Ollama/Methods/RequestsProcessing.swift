import OIntCore
import OIntHTTP

@Methods("Requests processing")
extension Ollama {
    /// Reads the version of the server.
    ///
    /// Source: https://docs.ollama.com/api-reference/get-version
    /// - Returns: The version.
    ///
    ///   ```json
    ///   {"version": "0.13.5"}
    ///   ```
    @Method(.reads, ru: "ПолучитьВерсию")
    public func getVersion() async throws -> JSON { try await service.json(.get("version")) }

    /// Asks a model for an answer to one prompt.
    ///
    /// Source: https://docs.ollama.com/api/generate
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - prompt: Prompt.
    ///   - options: Further fields, see GetRequestParameterStructure; they win over the others.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - think: Whether the model thinks before it answers.
    ///   - ctx: Size of the window, in tokens, which prompt and answer share.
    ///   - picture: Pictures that the prompt is about: PNG or JPEG.
    /// - Returns: The answer, under `response`.
    ///
    ///   ```json
    ///   {"model": "llama3.2", "created_at": "2026-01-31T10:00:00Z", "response": "Rhine, Elbe, Oder", "done": true,
    ///   "done_reason": "stop", "prompt_eval_count": 12, "eval_count": 8}
    ///   ```
    @Method(.reads, ru: "ПолучитьОтвет", calls: "POST /api/generate")
    public func getResponse(
        model: String, prompt: String, options: JSONObject = [:], schema: JSONObject = [:], think: Think? = nil,
        ctx: Int? = nil, picture: [FileInput] = []
    ) async throws -> JSON {
        try await answer(
            generation(
                model, prompt, picture, Prompt.Settings(options: options, schema: schema, think: think, ctx: ctx)))
    }

    /// Asks a model for an answer to one prompt, and gives it piece by piece as it comes.
    ///
    /// Source: https://docs.ollama.com/api/streaming
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - prompt: Prompt.
    ///   - options: Further fields, see GetRequestParameterStructure; they win over the others.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - think: Whether the model thinks before it answers.
    ///   - ctx: Size of the window, in tokens, which prompt and answer share.
    ///   - picture: Pictures that the prompt is about: PNG or JPEG.
    /// - Returns: The pieces; each holds some more of the text under `response`.
    ///
    ///   ```json
    ///   {"model": "llama3.2", "created_at": "2026-01-31T10:00:00Z", "response": "Rhine", "done": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьПотокОтвета", calls: "POST /api/generate")
    public func getResponseStream(
        model: String, prompt: String, options: JSONObject = [:], schema: JSONObject = [:], think: Think? = nil,
        ctx: Int? = nil, picture: [FileInput] = []
    ) -> Events {
        stream(
            generation(
                model, prompt, picture, Prompt.Settings(options: options, schema: schema, think: think, ctx: ctx)))
    }

    /// Asks a model for the next message of a chat.
    ///
    /// Source: https://docs.ollama.com/api/chat
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - msgs: Messages so far, or a single one; see GetContextMessageStructure.
    ///   - options: Further fields, see GetContextParameterStructure; they win over the others.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - think: Whether the model thinks before it answers.
    ///   - ctx: Size of the window, in tokens, which messages and answer share.
    /// - Returns: The answer, under `message`.
    ///
    ///   ```json
    ///   {"model": "llama3.2", "created_at": "2026-01-31T10:00:00Z", "message": {"role": "assistant",
    ///   "content": "Rhine, Elbe, Oder"}, "done": true, "done_reason": "stop", "prompt_eval_count": 12, "eval_count": 8}
    ///   ```
    @Method(.reads, ru: "ПолучитьОтветВКонтексте", calls: "POST /api/chat")
    public func getContextResponse(
        model: String, msgs: [JSONObject], options: JSONObject = [:], schema: JSONObject = [:], think: Think? = nil,
        ctx: Int? = nil
    ) async throws -> JSON {
        try await answer(chat(model, msgs, Prompt.Settings(options: options, schema: schema, think: think, ctx: ctx)))
    }

    /// Asks a model for the next message of a chat, and gives it piece by piece as it comes.
    ///
    /// Source: https://docs.ollama.com/api/streaming
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - msgs: Messages so far, or a single one; see GetContextMessageStructure.
    ///   - options: Further fields, see GetContextParameterStructure; they win over the others.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - think: Whether the model thinks before it answers.
    ///   - ctx: Size of the window, in tokens, which messages and answer share.
    /// - Returns: The pieces; each holds some more of the text, or calls of tools, under `message`.
    ///
    ///   ```json
    ///   {"model": "llama3.2", "created_at": "2026-01-31T10:00:00Z", "message": {"role": "assistant",
    ///   "content": "Rhine"}, "done": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьПотокОтветаВКонтексте", calls: "POST /api/chat")
    public func getContextResponseStream(
        model: String, msgs: [JSONObject], options: JSONObject = [:], schema: JSONObject = [:], think: Think? = nil,
        ctx: Int? = nil
    ) -> Events {
        stream(chat(model, msgs, Prompt.Settings(options: options, schema: schema, think: think, ctx: ctx)))
    }

    /// Computes embeddings of texts.
    ///
    /// A text that is longer than the model's window is refused, and named by its place, unless --options says
    /// truncate: true. Lines of a file are embedded by oint openai EmbedLines, with the same address.
    ///
    /// Source: https://docs.ollama.com/api/embed
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - input: Text, or list of texts.
    ///   - options: Further fields, see GetEmbeddingsParameterStructure; they win over the others.
    /// - Returns: The embeddings in the order of the texts.
    ///
    ///   ```json
    ///   {"model": "all-minilm", "embeddings": [[0.0102, -0.0017]], "prompt_eval_count": 8}
    ///   ```
    @Method(.reads, ru: "ПолучитьПредставления", calls: "POST /api/embed")
    public func getEmbeddings(model: String, input: [String], options: JSONObject = [:]) async throws -> JSON {
        do {
            return try await embed(model, input, options)
        } catch let refusal as ServiceError where input.count > 1 && Self.isTooLong(refusal) {
            throw try await named(refusal, model, input, options)
        }
    }

    /// Shows the further fields that GetResponse takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"format": "<json, or a JSON Schema>", "options": "<options of the model, such as temperature and num_ctx>",
    ///   "system": "<what the model is told before the prompt>", "template": "<template of the prompt>",
    ///   "raw": "<true to send the prompt as it is>", "keep_alive": "<how long the model stays loaded, such as 5m>",
    ///   "suffix": "<text behind the answer>", "images": "<list of pictures in base64>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПараметровЗапроса")
    public static func getRequestParameterStructure(empty: Bool = false) -> JSON {
        Template([
            "format": "json, or a JSON Schema",
            "options": "options of the model, such as temperature and num_ctx",
            "system": "what the model is told before the prompt",
            "template": "template of the prompt",
            "raw": "true to send the prompt as it is",
            "keep_alive": "how long the model stays loaded, such as 5m",
            "suffix": "text behind the answer",
            "images": "list of pictures in base64",
        ]).filled(empty: empty)
    }

    /// Shows the further fields that GetEmbeddings takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"options": "<options of the model, such as num_ctx>",
    ///   "keep_alive": "<how long the model stays loaded, such as 5m>", "truncate": "<true to cut texts that are too long>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПараметровПредставлений")
    public static func getEmbeddingsParameterStructure(empty: Bool = false) -> JSON {
        Template([
            "options": "options of the model, such as num_ctx",
            "keep_alive": "how long the model stays loaded, such as 5m",
            "truncate": "true to cut texts that are too long",
        ]).filled(empty: empty)
    }

    /// Shows the further fields that GetContextResponse takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"format": "<json, or a JSON Schema>", "options": "<options of the model, such as temperature and num_ctx>",
    ///   "keep_alive": "<how long the model stays loaded, such as 5m>", "tools": "<list of tools the model may call>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПараметровВКонтексте")
    public static func getContextParameterStructure(empty: Bool = false) -> JSON {
        Template([
            "format": "json, or a JSON Schema",
            "options": "options of the model, such as temperature and num_ctx",
            "keep_alive": "how long the model stays loaded, such as 5m",
            "tools": "list of tools the model may call",
        ]).filled(empty: empty)
    }

    /// Puts a message of a chat together.
    /// - Parameters:
    ///   - role: Who speaks: system, user, assistant or tool.
    ///   - text: Text of the message.
    ///   - images: Pictures in base64, with or without data: in front.
    ///   - tools: Calls of tools.
    ///   - picture: Pictures as files: PNG or JPEG.
    ///   - http: What downloads a picture that is given by its address.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "user", "content": "What is this?", "images": ["iVBORw0KGgo="]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруСообщенияКонтекста")
    public static func getContextMessageStructure(
        role: String, text: String, images: [String] = [], tools: [JSONObject] = [], picture: [FileInput] = [],
        http: HTTP = .shared
    ) async throws -> JSON {
        var pictures = images.map { image in
            image.lowercased().hasPrefix("data:") ? String(image.drop { $0 != "," }.dropFirst()) : image
        }
        for file in picture {
            var bytes: [UInt8] = []
            for try await piece in try http.bytes(of: .file(file, type: nil)) { piece.withBytes { bytes += $0 } }
            pictures.append(Base64.encoded(bytes))
        }
        let fields: Fields = [
            "role": role, "content": text, "images": pictures.isEmpty ? nil : pictures,
            "tool_calls": tools.isEmpty ? nil : tools,
        ]
        return .object(fields.object)
    }

    /// Calls any other endpoint.
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path of the endpoint below /api, such as version.
    ///   - query: Query.
    ///   - body: JSON body; streams come as a whole with stream: false.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"version": "0.13.5"}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }

    private func generation(
        _ model: String, _ prompt: String, _ pictures: [FileInput], _ settings: Prompt.Settings
    ) -> Prompt {
        var files = EmbeddedFiles()
        let images = pictures.map { files.add($0) }
        return Prompt(
            "generate", ["model": model, "prompt": prompt, "images": images.isEmpty ? nil : images],
            length: prompt.count,
            settings, files: files)
    }

    private func chat(_ model: String, _ messages: [JSONObject], _ settings: Prompt.Settings) -> Prompt {
        let length = messages.reduce(0) { $0 + ($1["content"]?.string?.count ?? 0) }
        return Prompt("chat", ["model": model, "messages": messages], length: length, settings)
    }

    private func answer(_ prompt: Prompt) async throws -> JSON {
        guard prompt.isWhole else {
            throw UsageError("--options asks for a stream, which is what the methods with Stream in their name give")
        }
        let answer = try await service.json(prompt.request())
        guard answer["done"]?.bool != false else {
            throw ReplyError(peer: service.base.authority, reason: "the answer is not whole")
        }
        try prompt.check(answer, self)
        return answer
    }

    private func stream(_ prompt: Prompt) -> Events {
        Events(isEndless: false) {
            try await RecordStream(prompt.request(stream: true), self, until: .done) { try prompt.check($0, self) }
        }
    }

    private func embed(_ model: String, _ input: [String], _ options: JSONObject) async throws -> JSON {
        var fields: Fields = ["model": model, "input": input]
        for member in options { fields.set(member.key, member.value) }
        // Without it, the vector of a long text is that of its beginning, and nothing tells so.
        if options["truncate"] == nil { fields.append("truncate", false) }
        let answer = try await service.json(.post("embed", body: .json(fields), isRepeatable: true))
        if let rows = answer["embeddings"]?.array, rows.count != input.count {
            throw ReplyError(
                peer: service.base.authority,
                reason: "the answer holds \(rows.count) embeddings of \(input.count) texts")
        }
        return answer
    }

    private static func isTooLong(_ refusal: ServiceError) -> Bool {
        let words = refusal.message?.lowercased() ?? ""
        return words.contains("context length") || words.contains("input length")
    }

    /// The refusal, with the first text that is too long named by its place: it is looked for by halves.
    private func named(
        _ refusal: ServiceError, _ model: String, _ input: [String], _ options: JSONObject
    ) async throws -> ServiceError {
        var (start, end) = (0, input.count)
        while end - start > 1 {
            let middle = (start + end) / 2
            do {
                _ = try await embed(model, Array(input[start..<middle]), options)
                start = middle
            } catch let other as ServiceError where Self.isTooLong(other) {
                end = middle
            }
        }
        return ServiceError(
            service: refusal.service, status: refusal.status, headers: refusal.headers, code: refusal.code,
            message: "text \(start + 1) of \(input.count): \(refusal.message ?? "")", remedy: refusal.remedy,
            reply: refusal.reply)
    }
}
