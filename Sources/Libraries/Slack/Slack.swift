import OIntCore
import OIntHTTP

/// Slack workspaces: messages, channels, conversations, files.
///
/// A client acts for the bot or the user whose token it has. Each method calls one method of Slack's Web API and gives
/// its answer back as it came. What it throws is a `UsageError` when the call can't be made as it is, a `ServiceError`
/// when Slack refuses, a `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off, and a
/// `LocalError` when a file can't be read.
///
/// Source: https://docs.slack.dev/apis/web-api
@Client
public struct Slack: Sendable {
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: Token of a bot (xoxb-…) or of a user (xoxp-…).
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(token: Secret? = nil, credentials: Credentials = .shared, http: HTTP = .shared) {
        service = Refusal.service(http: http, authorization: .bearer(token, or: credentials))
    }

    /// Calls a method that only looks, by GET.
    func read(_ method: String, _ query: Query = [:]) async throws -> JSON {
        try await answer(.get("\(method)", query: query))
    }

    /// Calls a method that changes something, with a JSON body.
    ///
    /// Slack knows no key against doubles: such a request is sent once, unless Slack says that it did not take it.
    func write(_ method: String, _ fields: Fields) async throws -> JSON {
        try await answer(.post("\(method)", body: .json(fields), isRepeatable: false))
    }

    /// Calls a method that changes something and takes no JSON.
    func write(_ method: String, form fields: Fields) async throws -> JSON {
        try await answer(.post("\(method)", body: .form(fields), isRepeatable: false))
    }

    /// Lists what a method gives page by page; the end is a missing or empty cursor, and not a short page.
    ///
    /// Source: https://docs.slack.dev/apis/web-api/pagination
    func list(
        _ method: String, rows: Pages.Rows, _ query: Query = [:], cursor: String?, limit: Int
    ) -> Pages {
        service.pages(rows: rows, next: Self.nextCursor) { next in
            var query = query
            query.append("cursor", next ?? cursor?.fieldValue)
            query.append("limit", limit)
            return .get("\(method)", query: query)
        }
    }

    /// Sends a request, and tells what Slack warns of besides its answer.
    func answer(_ request: ServiceRequest) async throws -> JSON {
        let answer = try await service.json(request)
        if let warning = Refusal.warning(in: answer) { service.http.configuration.notice?(warning) }
        return answer
    }

    /// Where a page names the next one.
    static let nextCursor: JSONPath = "response_metadata.next_cursor"
    /// How many rows of a listing Slack recommends to ask for at most.
    static let pageSize = 200
    /// How many messages are asked for at most.
    static let messagesPageSize = 999
}

extension Slack {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "slack", title: "Slack", summary: "Slack workspaces: messages, channels, conversations, files.",
        discussion: """
            Slack knows no key against doubles: a message whose answer got lost may have been posted, and is not sent again.
            Times of messages, such as 1712345678.000100, are texts: a number loses their last digits.
            """,
        oauth: OAuthDescription(
            .slack,
            scopes: [
                "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write", "files:read",
                "files:write", "groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write",
                "mpim:history", "mpim:read", "mpim:write", "remote_files:read", "remote_files:share",
                "remote_files:write", "users:read",
            ], identityMethod: "GetBotInformation"),
        clientOptions: .allFirst, examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil },
        // The text of a file has markup, so a plain one is a message of its own.
        notifications: NotificationChannel(
            to: "CHANNEL", in: "channel", by: "SendMessage", text: "text", longestText: MessageContent.longest,
            .characters,
            constants: ["plain": "true"],
            file: .init("UploadFile", file: "file", names: ["filename", "title"]), id: "ts")
    ) {
        [
            managementAndSettings, messageManagement, channelManagement,
            dialogManagement, fileManagement, externalFilesManagement, blockFormation,
        ]
    }
}
