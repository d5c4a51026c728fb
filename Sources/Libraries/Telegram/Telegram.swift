import OIntCore
import OIntHTTP

/// Messenger bots: messages, files, polls, chats, forum topics.
///
/// A client acts for the bot whose token it has. Each method calls one method of Telegram's Bot API and gives its answer
/// back as it came, with the data under `result`. What it throws is a `UsageError` when the call can't be made as it is,
/// a `ServiceError` when Telegram refuses, a `ConnectionError` or `ReplyError` when it can't be reached or its answer
/// breaks off, and a `LocalError` when a file can't be read.
///
/// Source: https://core.telegram.org/bots/api
@Client
public struct Telegram: Sendable {
    private let token: Secret
    private let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: Token of the bot, as BotFather gives it: 123456:ABC-DEF.
    ///   - server: Address of the Bot API server; http and a path are fine for a server of your own.
    ///   - http: What makes the requests.
    /// - Throws: `UsageError` when the text can't be the token of a bot.
    public init(token: Secret, server: BaseURL = "https://api.telegram.org", http: HTTP = .shared) throws(UsageError) {
        try BotToken.check(token)
        self.token = token
        service = Service(
            "Telegram", at: server, http: http, authorization: .path(token),
            options: Service.Options(address: "server"), judge: Refusal.judgement)
    }

    /// Calls a method of the Bot API that only looks, and so may be called twice when the connection breaks.
    func read(_ method: String, _ fields: Fields = [:]) async throws -> JSON {
        try await send(method, body(fields), isRepeatable: true)
    }

    /// Calls a method of the Bot API that changes something.
    func write(_ method: String, _ fields: Fields = [:]) async throws -> JSON {
        try await send(method, body(fields), isRepeatable: false)
    }

    /// Calls a method of the Bot API that takes files.
    func write(_ method: String, parts: [Body.Part]) async throws -> JSON {
        try await send(method, .multipart(parts), isRepeatable: false)
    }

    /// Fetches the content of a file.
    ///
    /// Source: https://core.telegram.org/bots/api#getfile
    /// - Parameter file: The answer of `getFile`.
    /// - Returns: The content.
    /// - Throws: `ServiceError` when the answer names no path, or one on the disk of another machine.
    func download(_ file: JSON) async throws -> ByteStream {
        guard let path = file["result"]?["file_path"]?.string, !path.isEmpty else {
            throw Refusal.noPath(file)
        }
        let segments = path.split(separator: "/").map { String($0) }
        if path.hasPrefix("/") { return try localFile(path, segments, file) }
        return try await service.file(.get("file/bot\(.token)/\(path: path)"))
    }

    /// The content of a file that lies on the disk of the server, if that is this machine's.
    ///
    /// A server that runs with `--local` hands out no files, and names the place where it keeps them, in which the token
    /// stands too. No other place is opened: what a server says must not lead to any file of this machine.
    ///
    /// Source: https://core.telegram.org/bots/api#using-a-local-bot-api-server
    private func localFile(_ path: String, _ segments: [String], _ answer: JSON) throws(ServiceError) -> ByteStream {
        let isOfThisBot = segments.contains(token.exposed) && !segments.contains("..")
        guard isOfThisBot, let content = try? FileInput.path(path).localStream() else {
            let redactor = Redactor([token])
            throw Refusal.localPath(redactor.masked(path), redactor.masked(answer))
        }
        return content
    }

    /// The longest wait for updates that is asked for, in seconds.
    ///
    /// It is well below the time after which a connection that stands still is given up, and above the time that Telegram
    /// itself waits, which is less than a minute.
    var longestPoll: Int { max(1, Int(service.http.configuration.idleTimeout.components.seconds) / 2) }

    private func body(_ fields: Fields) -> Body {
        fields.object.isEmpty ? .none : .json(.object(fields.object))
    }

    /// Every method takes POST; what addresses hold is logged on the way, and limited in length.
    private func send(_ method: String, _ body: Body, isRepeatable: Bool) async throws -> JSON {
        try await service.json(.post("bot\(.token)/\(method)", body: body, isRepeatable: isRepeatable))
    }
}

extension Telegram {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "telegram", title: "Telegram", summary: "Messenger bots: messages, files, polls, chats, forum topics.",
        payload: ["result"], examples: examples,
        // Updates before the offset are taken as seen, and are gone.
        effect: { method, options in method == "GetUpdates" && options["offset"] != nil ? .writes : nil },
        notifications: NotificationChannel(
            to: "CHAT", in: "chat", by: "SendTextMessage", text: "text", longestText: FormattedText.longestMessage,
            .utf16,
            constants: ["parsemode": ParseMode.plain.rawValue],
            file: .init(
                "SendDocument", file: "doc", text: "text", longestText: FormattedText.longestCaption,
                constants: ["parsemode": ParseMode.plain.rawValue]),
            id: "result.message_id")
    ) {
        [dataRetrievalAndSettings, dataSending, administration, forumTopicManagement]
    }
}
