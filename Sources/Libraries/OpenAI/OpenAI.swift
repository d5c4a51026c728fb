import OIntCore
import OIntHTTP

/// Models behind OpenAI's interface: chats, responses, pictures, speech, embeddings, files, batches.
///
/// A client talks to OpenAI or to any server with its interface: Azure, OpenRouter, vLLM, llama.cpp, LM Studio, LocalAI.
/// Answers come as the server sent them. What the methods throw is a `UsageError` when the call can't be made as it is, a
/// `ServiceError` when the server refuses or gives no answer, a `ConnectionError` or `ReplyError` when it can't be reached or
/// its answer breaks off, and a `LocalError` when a file can't be read.
///
/// What a model is asked for costs money, so it is sent again only where the server says that it did not take it.
///
/// Source: https://platform.openai.com/docs/api-reference
@Client
public struct OpenAI: Sendable {
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - url: Address of the server, with or without its version, such as v1.
    ///   - token: API key; servers of your own may need none.
    ///   - headers: Further headers of each request, such as OpenAI-Organization.
    ///   - http: What makes the requests.
    public init(
        url: ServerAddress = "https://api.openai.com", token: Secret? = nil, headers: RequestHeaders = [:],
        http: HTTP = .shared
    ) {
        let authorization: Authorization =
            switch token {
            case let token? where url.isAzure: .header("api-key", token)
            case let token?: .bearer(token)
            case nil: .none
            }
        // The key wins over a header that says who sends the request.
        let taken = token.map { _ in url.isAzure ? "api-key" : "authorization" }
        service = Service(
            "OpenAI", at: url.base, http: url.query.isEmpty ? http : http.adding(AddressQuery(url)),
            authorization: authorization, headers: headers.fields.filter { $0.name.lowercased() != taken },
            secrets: headers.secrets, options: Service.Options(address: "url"), remedies: Refusal.remedies,
            judge: Refusal.judgement)
    }

    /// Sends a request whose answer must be JSON, not a word less.
    /// - Parameter request: The request.
    /// - Returns: The answer, with its head.
    /// - Throws: What the service throws; `ServiceError` when the answer is no JSON.
    func answer(_ request: ServiceRequest) async throws -> (json: JSON, reply: ServiceReply) {
        let reply = try await service.reply(request)
        guard let json = reply.json else { throw service.refusal(Judgement(), in: reply) }
        return (json, reply)
    }

    /// Tells what a person should know besides the answer.
    func tell(_ text: String) { service.http.configuration.notice?(text) }
}

extension OpenAI {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "openai", title: "OpenAI",
        summary:
            "Models of OpenAI and compatible servers: chats, responses, pictures, speech, embeddings, files, batches.",
        discussion: """
            Any server with OpenAI's interface can be called by its address: https://openrouter.ai/api/v1, \
            http://localhost:1234, https://NAME.openai.azure.com/openai/v1. Options of Ollama, such as num_ctx, are ignored \
            by its compatible interface: the library ollama sets them. A query in the address, such as Azure's \
            api-version, is sent with every request.
            """,
        clientOptions: .allFirst, examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [
            requestsProcessing, assistants, fileManagement, audioProcessing, modelsManagement, responses, batches,
        ]
    }
}
