import OIntCore
import OIntHTTP

/// Models of an Ollama server: answers, chats, embeddings, and the models themselves.
///
/// A client talks to one server. Answers come as the server sent them. What the methods throw is a `UsageError` when the call
/// can't be made as it is, a `ServiceError` when the server refuses, a `ConnectionError` or `ReplyError` when it can't be
/// reached or its answer breaks off, and a `LocalError` when a file can't be read.
///
/// Source: https://docs.ollama.com/api
@Client
public struct Ollama: Sendable {
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - url: Address of the server.
    ///   - headers: Further headers of each request, such as those of a proxy.
    ///   - token: Key for ollama.com, or for a proxy that wants one.
    ///   - http: What makes the requests.
    public init(
        url: ServerAddress = "http://localhost:11434", headers: RequestHeaders = [:], token: Secret? = nil,
        http: HTTP = .shared
    ) {
        service = Service(
            "Ollama", at: url.base.appending("api"), http: http, authorization: token.map { .bearer($0) } ?? .none,
            headers: headers.fields.filter { token == nil || $0.name.lowercased() != "authorization" },
            secrets: headers.secrets, options: Service.Options(address: "url"), judge: Refusal.judgement)
    }

    /// Tells what a person should know besides the answer.
    func tell(_ text: String) { service.http.configuration.notice?(text) }

    /// The status of an answer that says nothing else.
    func status(_ request: ServiceRequest) async throws -> JSON {
        ["status_code": JSON(try await service.reply(request).status)]
    }
}

extension Ollama {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "ollama", title: "Ollama", summary: "Models of an Ollama server: answers, chats, embeddings, models.",
        discussion: """
            A prompt that does not fit into the model's window is cut from the front, and the server says nothing of it: \
            --ctx makes the window larger, and what looks cut is told on standard error.
            """,
        clientOptions: .leading(["url", "headers"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [requestsProcessing, modelsManagement, workingWithBlob]
    }

    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "GetContextMessageStructure.images": #"["iVBORw0KGgo="]"#,
            "token": OptionExample("ollama-not-a-real-secret", shown: "OLLAMA_API_KEY"),
            "model": "llama3.2",
            "prompt": "Name three rivers.",
            "text": "Name three rivers.",
            "role": "user",
            "msgs": #"[{"role": "user", "content": "Name three rivers."}]"#,
            "schema": #"{"type": "object", "properties": {"rivers": {"type": "array", "items": {"type": "string"}}}}"#,
            "input": #"["first text", "second text"]"#,
            "settings": #"{"from": "llama3.2", "system": "You are a pirate."}"#,
            "CopyModel.name": "llama3.2-copy",
            "PushModel.model": "ann/llama3.2:latest",
            "picture": OptionExample("data:image/png;name=receipt.png;base64,iVBORw0KGgo=", shown: "receipt.png"),
            "data": OptionExample("data:,content", shown: "model.gguf"),
            "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "path": "version",
        ]
    }
}
