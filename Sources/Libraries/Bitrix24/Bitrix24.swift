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
    private let service: Service

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
        service = Refusal.service(
            at: url.address, http: http, authorization: isWebhook ? .none : .field("auth", token, or: credentials),
            secrets: url.secrets)
    }

    /// Calls a REST method that only looks, and so may be called twice when the connection breaks.
    func read(_ method: String, _ fields: Fields = [:]) async throws -> JSON {
        try await service.json(request(method, fields, isRepeatable: true))
    }

    /// Calls a REST method that changes something.
    func write(_ method: String, _ fields: Fields = [:]) async throws -> JSON {
        try await service.json(request(method, fields, isRepeatable: false))
    }

    /// Calls a REST method that changes something, with files among its fields.
    func write(_ method: String, _ fields: Fields, files: EmbeddedFiles) async throws -> JSON {
        try await service.json(.post("\(method)", body: .jsonWithFiles(.object(fields.object), files: files)))
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
        if let pages = NumberedPages(method) {
            let (first, size) = pages.first(fields)
            return service.pagesByNumber(
                rows: .found(below: Self.rows), first: first, pageSize: size, total: "total", rate: Self.rate()
            ) { number in
                request(method, pages.fields(fields, page: number, size: size), isRepeatable: isRepeatable)
            }
        }
        return service.pages(
            rows: .found(below: Self.rows), next: "next", total: "total", skipped: start ?? 0, rate: Self.rate()
        ) { marker in
            var fields = fields
            if let start = marker ?? start?.fieldValue { fields.set(startKey, start) }
            return request(method, fields, isRepeatable: isRepeatable)
        }
    }

    /// Fetches one page of a listing that is put together in some other way.
    func page(_ method: String, _ fields: Fields, rate: RateLimit, isFirst: Bool) async throws -> JSON {
        try await service.page(request(method, fields, isRepeatable: true), rate, isFirst: isFirst)
    }

    /// Where listings come from, for errors.
    var source: String { service.base.authority }

    /// Sends a file to the address that a first answer named.
    func upload(_ parts: [Body.Part], to address: String) async throws -> JSON {
        try await service.json(ServiceRequest(.post, at: address, body: .multipart(parts), isAuthorized: false))
    }

    /// Fetches the file that an address in an answer leads to.
    func download(from address: String) async throws -> ByteStream {
        try await service.file(ServiceRequest(.get, at: address, isAuthorized: false))
    }

    /// The rate at which Bitrix24 takes the requests of a listing: fifty at once, and two a second after that.
    ///
    /// Source: https://apidocs.bitrix24.com/limits.html
    static func rate() -> RateLimit { RateLimit(burst: 50, perSecond: 2) }

    private func request(_ method: String, _ fields: Fields, isRepeatable: Bool) -> ServiceRequest {
        var request = ServiceRequest.post("\(method)", body: .json(fields), isRepeatable: isRepeatable)
        // A renamed portal answers 301 or 302 to a POST, and wants it at its new address.
        request.redirects = .keepsMethod
        return request
    }
}

extension Bitrix24 {
    /// Where an answer keeps its data.
    private static let payload = ["result"]
    private static let rows: JSONPath = ["result"]

    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "bitrix24", title: "Bitrix24", summary: "Company portal: tasks, chats, files, calendars, CRM.",
        discussion: """
            Answers of the portal also have a member `time`, which is left out here: when the request came in, and how long \
            it took.
            """, payload: payload, oauth: OAuth.description, examples: examples,
        // Files are sent from the portal's drive only.
        notifications: NotificationChannel(
            to: "CHAT", in: "chat", by: "SendMessage", text: "text", longestText: longestMessage, .characters,
            id: "result")
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
