import OIntCore
import OIntHTTP

/// Company portal: tasks, chats, files, calendars, CRM.
///
/// A client is bound to a portal and to whoever the webhook or the token belongs to. Each method calls one method of
/// Bitrix24's REST interface and gives its answer back as it came. What it throws is a `UsageError` when the call can't
/// be made as it is, a `ServiceError` when the portal refuses, a `ConnectionError` or `ReplyError` when it can't be
/// reached or its answer breaks off, and a `LocalError` when a file can't be read.
///
/// Source: https://apidocs.bitrix24.com
@Client
public struct Bitrix24: Sendable {
    private let portal: PortalAddress
    private let credentials: Credentials
    private let http: HTTP

    /// Creates a client.
    /// - Parameters:
    ///   - url: Webhook address, or the portal's domain with --token beside it.
    ///   - token: OAuth access token; goes with the portal's domain, not with a webhook.
    ///   - credentials: Where the access token comes from when there is no --token; goes with the portal's domain.
    ///   - http: What makes the requests.
    /// - Throws: `UsageError` when a token stands beside a webhook, or neither is given.
    public init(
        url: PortalAddress, token: Secret? = nil, credentials: Credentials = .shared, http: HTTP = .shared
    ) throws(UsageError) {
        let isWebhook = url.webhookCode != nil
        if isWebhook, token != nil {
            throw UsageError(
                "--url is a webhook, which needs no token: leave out --token, or give the portal's domain as --url")
        }
        if !isWebhook, token == nil, credentials.isEmpty {
            throw UsageError(
                "--url is a portal's domain, which needs a token: give --token, log in with oint login bitrix24, or give a webhook address as --url"
            )
        }
        portal = url
        self.credentials = isWebhook ? .shared : token.map { Credentials(StaticCredentials($0)) } ?? credentials
        self.http = http.adding(QueryLimit())
    }

    /// Calls a REST method that only looks, and so may be called twice when the connection breaks.
    func read(_ method: String, _ fields: Fields = [:]) async throws -> JSON {
        try await send(method, fields, isRepeatable: true)
    }

    /// Calls a REST method that changes something.
    func write(_ method: String, _ fields: Fields = [:]) async throws -> JSON {
        try await send(method, fields, isRepeatable: false)
    }

    /// Calls a REST method that changes something, with files among its fields.
    func write(_ method: String, _ fields: Fields, files: EmbeddedFiles) async throws -> JSON {
        try await send(method, fields, files: files, isRepeatable: false)
    }

    /// Lists what a REST method gives page by page.
    ///
    /// Source: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/list-methods-pecularities.html
    /// - Parameters:
    ///   - method: The REST method.
    ///   - fields: The fields of each request.
    ///   - start: How many rows to skip; nil sends nothing.
    ///   - startKey: The name of the field that says how many rows to skip.
    ///   - isRepeatable: Whether the method only looks.
    /// - Returns: The listing.
    func list(
        _ method: String, _ fields: Fields = [:], start: Int? = nil, startKey: String = "start",
        isRepeatable: Bool = true
    ) -> Pages {
        let limit = QueryLimit.rate()
        return Pages { mark in
            var fields = fields
            if let start = mark ?? start?.fieldValue { fields.set(startKey, start) }
            try await limit.wait()
            let reply = try await send(method, fields, isRepeatable: isRepeatable)
            return Pages.Page(
                reply: reply, rows: Rows.find(in: reply, payload: Self.payload).elements, next: reply["next"])
        }
    }

    /// Sends a file to the address that a first answer named.
    func upload(_ parts: [Body.Part], to address: String) async throws -> JSON {
        try await judged(Request(.post, address, body: .multipart(parts), secrets: secrets(try await token())))
    }

    /// Fetches the file that an address in an answer leads to.
    func download(from address: String) async throws -> ByteStream {
        let response = try await http.send(Request(.get, address, secrets: secrets(try await token())))
        guard (200..<300).contains(response.status) else {
            throw Refusal.of(try await response.collected(upTo: http.configuration.replyLimit))
        }
        return response.body
    }

    /// The token, for addresses in answers that hold it: they must not show it either.
    private func token() async throws -> Secret? { portal.webhookCode == nil ? try await credentials.token() : nil }

    private func body(_ fields: Fields, _ token: Secret?) -> JSON {
        var object = JSONObject()
        if let token { object.append("auth", .string(token.exposed)) }
        // A field of the caller's own must not take the token's place.
        for member in fields.object where token == nil || member.key != "auth" {
            object.append(member.key, member.value)
        }
        return .object(object)
    }

    private func send(
        _ method: String, _ fields: Fields, files: EmbeddedFiles? = nil, isRepeatable: Bool
    ) async throws -> JSON {
        try await authorized { token in
            let body = body(fields, token)
            return try await judged(
                Request(
                    .post, portal.base + method,
                    body: files.map { .jsonWithFiles(body, files: $0) } ?? .json(body), isRepeatable: isRepeatable,
                    secrets: secrets(token)))
        }
    }

    /// Does something with the token that the portal wants; a webhook wants none.
    private func authorized<Result: Sendable>(_ operation: (Secret?) async throws -> Result) async throws -> Result {
        guard portal.webhookCode == nil else { return try await operation(nil) }
        return try await credentials.use(isExpired: Refusal.isExpiredToken, operation)
    }

    private func secrets(_ token: Secret?) -> [Secret] { portal.secrets + (token.map { [$0] } ?? []) }

    private func judged(_ request: Request) async throws -> JSON {
        var request = request
        // A renamed portal answers 301 or 302 to a POST, and wants it at its new address.
        request.redirects = .keepsMethod
        return try Refusal.judge(try await http.fetch(request))
    }
}

extension Bitrix24 {
    /// Where an answer keeps its data.
    private static let payload = ["result"]

    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "bitrix24", title: "Bitrix24", summary: "Company portal: tasks, chats, files, calendars, CRM.",
        discussion: """
            Answers of the portal also have a member `time`, which is left out here: when the request came in, and how long \
            it took.
            """, payload: payload, oauth: OAuth.description, examples: examples
    ) {
        [
            OAuth.settingsAndAdministration, settingsAndAdministration, feedPostsManagement, tasksManagement,
            customTaskFieldsManagement, tasksChecklistsManagement, commentsAndResultsManagement, kanban, timekeeping,
            storagesManagement, catalogsManagement, fileManagement,
            chatsAndDialogsManagement, messageManagement, notificationsManagement, departmentsManagement,
            usersManagement, leadsManagement, dealsManagement, calendarsManagement, calendarEventsManagement,
        ]
    }
}
