import OIntCore
import OIntHTTP

@Methods("Requests processing")
extension OpenAI {
    /// Asks a model for the next message of a chat.
    ///
    /// An answer that was cut is told on standard error; where a schema or tools were asked for, it is a refusal, since half of
    /// them is of no use. So is an answer without a message.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/chat/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - msgs: Messages so far, or a single one; see GetMessageStructure.
    ///   - options: Further fields of the request; they win over the others.
    ///   - schema: JSON Schema that the answer has to follow.
    /// - Returns: The completion; the message is under `choices`.
    ///
    ///   ```json
    ///   {"id": "chatcmpl-1", "object": "chat.completion", "created": 1790000000, "model": "gpt-5-mini", "choices":
    ///   [{"index": 0, "message": {"role": "assistant", "content": "Rhine, Elbe, Oder", "refusal": null},
    ///   "finish_reason": "stop"}], "usage": {"prompt_tokens": 12, "completion_tokens": 8, "total_tokens": 20}}
    ///   ```
    @Method(.reads, ru: "ПолучитьОтвет", calls: "POST /chat/completions")
    public func getResponse(
        model: String, msgs: [JSONObject], options: JSONObject = [:], schema: JSONObject = [:]
    ) async throws -> JSON {
        guard options["stream"]?.bool != true else {
            throw UsageError("--options asks for a stream, which is what GetResponseStream gives")
        }
        let request = ChatRequest(model: model, messages: msgs, options: options, schema: schema)
        return try await completion(request)
    }

    /// Asks a model for the next message of a chat, and gives it piece by piece as it comes.
    ///
    /// The answer is whole only when its end was seen: a stream that breaks off, or holds an error, ends in a failure behind
    /// what came before.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/chat-streaming
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - msgs: Messages so far, or a single one; see GetMessageStructure.
    ///   - options: Further fields of the request; they win over the others.
    ///   - schema: JSON Schema that the answer has to follow.
    /// - Returns: The pieces; each holds some more of the text under `choices`.
    ///
    ///   ```json
    ///   {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1790000000, "model": "gpt-5-mini",
    ///   "choices": [{"index": 0, "delta": {"content": "Rhine"}, "finish_reason": null}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьПотокОтвета", name: "GetResponseStream", calls: "POST /chat/completions")
    public func streamResponse(
        model: String, msgs: [JSONObject], options: JSONObject = [:], schema: JSONObject = [:]
    ) -> Events {
        let request = ChatRequest(model: model, messages: msgs, options: options, schema: schema)
        return Events(isEndless: false) {
            try await ModelStream(request.request(stream: true), self, ChatRules(), mustBeWhole: request.mustBeWhole)
        }
    }

    /// Asks a model one question, and gives the text of its answer alone.
    ///
    /// A long question comes from a file by --text-file, or from standard input by --text-file -.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/chat/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - text: Question.
    ///   - system: What the model is told before the question.
    ///   - picture: Pictures that the question is about.
    ///   - schema: JSON Schema that the answer has to follow.
    ///   - options: Further fields of the request; they win over the others.
    /// - Returns: The text.
    ///
    ///   ```json
    ///   "Rhine, Elbe, Oder"
    ///   ```
    @Method(.reads, ru: "ПолучитьТекстОтвета", name: "GetAnswer", calls: "POST /chat/completions")
    public func ask(
        model: String, text: String, system: String? = nil, picture: [FileInput] = [], schema: JSONObject = [:],
        options: JSONObject = [:]
    ) async throws -> String {
        var content: JSON = .string(text)
        if !picture.isEmpty {
            var parts: [JSON] = [["type": "text", "text": .string(text)]]
            for file in picture { parts.append(try await Picture(file, service.http).part()) }
            content = .array(parts)
        }
        var messages: [JSONObject] = system.map { [["role": "system", "content": .string($0)]] } ?? []
        messages.append(["role": "user", "content": content])
        let request = ChatRequest(model: model, messages: messages, options: options, schema: schema)
        let answer = try await completion(request)
        guard let answer = ChatAnswer.text(of: answer) else {
            throw ServiceError(
                service: service.name, message: "the answer has no text: it may hold calls of tools",
                remedy: "GetResponse shows all of it", reply: .json(answer))
        }
        return answer
    }

    /// Draws pictures after a description.
    ///
    /// Models give pictures as addresses under `url`, which last for an hour, or as base64 under `b64_json`; GenerateImage
    /// gives the file itself.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/images/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - descr: What to draw; see GetImageDescriptionStructure.
    /// - Returns: The pictures, under `data`.
    ///
    ///   ```json
    ///   {"created": 1790000000, "data": [{"b64_json": "iVBORw0KGgo…"}], "usage": {"total_tokens": 1120}}
    ///   ```
    @Method(.reads, ru: "ПолучитьКартинки", calls: "POST /images/generations")
    public func getImages(model: String, descr: JSONObject) async throws -> JSON {
        var fields: Fields = ["model": model]
        fields.override(with: descr)
        let (json, reply) = try await answer(.post("images/generations", body: .json(fields)))
        guard let pictures = json["data"]?.array, !pictures.isEmpty else {
            throw service.refusal(Judgement(message: "the answer holds no picture"), in: reply)
        }
        return json
    }

    /// Draws a picture after a description, and gives its file.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/images/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - prompt: What to draw.
    ///   - size: Size, such as 1024x1024.
    ///   - options: Further fields of the request; they win over the others.
    /// - Returns: The content of the picture.
    @Method(.writes, ru: "НарисоватьКартинку", calls: "POST /images/generations")
    public func generateImage(
        model: String, prompt: String, size: String? = nil, options: JSONObject = [:]
    ) async throws -> ByteStream {
        var descr = JSONObject([("prompt", .string(prompt))])
        if let size { descr.append("size", .string(size)) }
        for member in options { descr[member.key] = member.value }
        let answer = try await getImages(model: model, descr: descr)
        let picture = answer["data"]?[0]
        if let text = picture?["b64_json"]?.string, let bytes = Base64.decoded(text) { return ByteStream(bytes) }
        if let address = picture?["url"]?.string, !address.isEmpty {
            guard !address.lowercased().hasPrefix("data:") else {
                let file = try FileInput(option: [OptionInput(address, source: .program)])
                return try service.http.bytes(of: .file(file, type: nil))
            }
            return try await service.file(.get(at: address))
        }
        throw ServiceError(
            service: service.name, message: "the answer holds neither a picture nor its address", reply: .json(answer))
    }

    /// Computes embeddings of texts.
    ///
    /// More texts than the server takes at a time are sent in several requests, and come back as one list in their order.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/embeddings/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - input: Text, or list of texts.
    ///   - options: Further fields of the request, such as dimensions; they win over the others.
    /// - Returns: The embeddings in the order of the texts, under `data`.
    ///
    ///   ```json
    ///   {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.0023, -0.0093]}],
    ///   "model": "text-embedding-3-small", "usage": {"prompt_tokens": 4, "total_tokens": 4}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПредставления", calls: "POST /embeddings")
    public func getEmbeddings(model: String, input: [String], options: JSONObject = [:]) async throws -> JSON {
        try await Embeddings(self, model, options).all(of: input)
    }

    /// Computes an embedding of each line of a file.
    ///
    /// Lines are sent many at a time, and their embeddings come as soon as they are there. Empty lines are left out.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/embeddings/create
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - file: Text with a line for each embedding, in UTF-8.
    ///   - options: Further fields of the request, such as dimensions; they win over the others.
    /// - Returns: An object for each line, with its number from 1.
    ///
    ///   ```json
    ///   {"line": 1, "text": "first line", "embedding": [0.0023, -0.0093]}
    ///   ```
    @Method(.writes, ru: "ПредставитьСтроки", calls: "POST /embeddings")
    public func embedLines(model: String, file: FileInput, options: JSONObject = [:]) -> Events {
        Events(isEndless: false) { try EmbeddedLines(file, Embeddings(self, model, options)) }
    }

    /// Puts a message of a chat together.
    /// - Parameters:
    ///   - role: Who speaks: system, developer, user, assistant or tool.
    ///   - text: Text of the message.
    ///   - name: Name of the speaker.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "user", "content": "Name three rivers.", "name": "Ann"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруСообщения")
    public static func getMessageStructure(role: String, text: String, name: String? = nil) -> JSON {
        .object(Fields(dictionaryLiteral: ("role", role), ("content", text), ("name", name)).object)
    }

    /// Puts a message of the user together.
    /// - Parameters:
    ///   - text: Text of the message.
    ///   - name: Name of the user.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "user", "content": "Name three rivers.", "name": "Ann"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСообщениеПользователя")
    public static func getUserMessage(text: String, name: String? = nil) -> JSON {
        getMessageStructure(role: "user", text: text, name: name)
    }

    /// Puts a message of the assistant together.
    /// - Parameter text: Text of the message.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "assistant", "content": "Rhine, Elbe, Oder"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСообщениеАссистента")
    public static func getAssistantMessage(text: String) -> JSON { getMessageStructure(role: "assistant", text: text) }

    /// Puts a message of the system together.
    /// - Parameter text: Text of the message.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "system", "content": "Answer in one line."}
    ///   ```
    @Method(.reads, ru: "ПолучитьСообщениеСистемы")
    public static func getSystemMessage(text: String) -> JSON { getMessageStructure(role: "system", text: text) }

    /// Puts a message with a picture together.
    ///
    /// An address gives a message for GetResponse. The id of an uploaded file gives one for CreateModelResponse, since chat
    /// completions take no ids of pictures. GetPictureMessage takes a file of this machine.
    /// - Parameters:
    ///   - role: Who speaks: user, system or developer.
    ///   - file: Address of the picture, or id of an uploaded one.
    ///   - prompt: Text that goes with the picture.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "user", "content": [{"type": "input_image", "file_id": "file-abc123"},
    ///   {"type": "input_text", "text": "What is this?"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруСообщенияКартинки")
    public static func getImageMessageStructure(role: String, file: String, prompt: String? = nil) -> JSON {
        let isAddress = ["http://", "https://", "data:"].contains { file.lowercased().hasPrefix($0) }
        var content: [JSON] = [
            isAddress
                ? ["type": "image_url", "image_url": ["url": .string(file)]]
                : ["type": "input_image", "file_id": .string(file)]
        ]
        if let prompt { content.append(["type": isAddress ? "text" : "input_text", "text": .string(prompt)]) }
        return ["role": .string(role), "content": .array(content)]
    }

    /// Puts a message with a picture of this machine together, for GetResponse.
    /// - Parameters:
    ///   - picture: Picture: PNG, JPEG, WebP or GIF.
    ///   - prompt: Text that goes with the picture.
    ///   - role: Who speaks: user, system or developer.
    ///   - http: What downloads a picture that is given by its address.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
    ///   {"type": "text", "text": "What is this?"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСообщениеСКартинкой")
    public static func getPictureMessage(
        picture: FileInput, prompt: String? = nil, role: String = "user", http: HTTP = .shared
    ) async throws -> JSON {
        var content: [JSON] = [try await Picture(picture, http).part()]
        if let prompt { content.append(["type": "text", "text": .string(prompt)]) }
        return ["role": .string(role), "content": .array(content)]
    }

    /// Puts the description of pictures together, for GetImages.
    /// - Parameters:
    ///   - prompt: What to draw.
    ///   - amount: How many pictures.
    ///   - bg: Background.
    ///   - size: Size, such as 1024x1024.
    ///   - options: Further fields; they win over the others.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"prompt": "a lighthouse in fog", "n": 1, "background": "auto", "size": "1024x1024"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруОписанияКартинок")
    public static func getImageDescriptionStructure(
        prompt: String, amount: Int, bg: Background? = nil, size: String? = nil, options: JSONObject = [:]
    ) -> JSON {
        var fields: Fields = ["prompt": prompt, "n": amount, "background": bg?.rawValue, "size": size]
        fields.override(with: options)
        return .object(fields.object)
    }

    /// The background of a picture.
    public enum Background: String, OptionChoice {
        /// Nothing behind what is drawn.
        case transparent
        /// Something everywhere.
        case opaque
        /// As the model likes.
        case auto

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Calls any other endpoint, such as moderations or vector_stores.
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path of the endpoint below the server's address and version, such as moderations.
    ///   - query: Query.
    ///   - body: JSON body.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"id": "modr-1", "results": [{"flagged": false}]}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }

    private func completion(_ request: ChatRequest) async throws -> JSON {
        let (json, reply) = try await answer(request.request(stream: false))
        if let fault = ChatAnswer.fault(in: json, mustBeWhole: request.mustBeWhole, tell: tell) {
            throw service.refusal(fault, in: reply)
        }
        return json
    }
}

/// A request for the next message of a chat.
struct ChatRequest: Sendable {
    let model: String
    let messages: [JSONObject]
    let options: JSONObject
    let schema: JSONObject

    /// Whether half of an answer is of no use.
    var mustBeWhole: Bool {
        let format = options["response_format"]?["type"]?.string
        return !schema.isEmpty || ["json_schema", "json_object"].contains(format)
            || !(options["tools"]?.array?.isEmpty ?? true)
    }

    /// The request.
    /// - Parameter stream: Whether the answer comes piece by piece.
    func request(stream: Bool) -> ServiceRequest {
        var fields: Fields = ["model": model, "messages": messages, "stream": stream]
        if !schema.isEmpty {
            let format: JSON = [
                "type": "json_schema", "json_schema": ["name": "answer", "strict": true, "schema": .object(schema)],
            ]
            fields.append("response_format", format)
        }
        fields.override(with: options)
        if stream { fields.set("stream", true) }
        return .post("chat/completions", body: .json(fields))
    }
}

extension Fields {
    /// Sets fields that a person gives; they win over those that are there.
    mutating func override(with options: JSONObject) {
        for member in options { set(member.key, member.value) }
    }
}

/// A picture that stands in a message.
struct Picture {
    private let file: FileInput
    private let http: HTTP

    /// Takes a picture.
    /// - Parameters:
    ///   - file: The picture.
    ///   - http: What downloads it, where it is given by its address.
    init(_ file: FileInput, _ http: HTTP) {
        self.file = file
        self.http = http
    }

    /// The part of a message.
    /// - Throws: `LocalError` when the file can't be read; `UsageError` when it is no picture that models take.
    func part() async throws -> JSON {
        var bytes: [UInt8] = []
        for try await piece in try http.bytes(of: .file(file, type: nil)) { piece.withBytes { bytes += $0 } }
        guard let type = Self.type(of: bytes) else {
            throw UsageError("\(file.name ?? "the picture") is neither PNG nor JPEG, WebP or GIF, which models take")
        }
        return ["type": "image_url", "image_url": ["url": .string("data:\(type);base64,\(Base64.encoded(bytes))")]]
    }

    /// The type of a picture, by its first bytes.
    private static func type(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return "image/webp"
        }
        return nil
    }
}
