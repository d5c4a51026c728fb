import OIntCore
import OIntHTTP

/// Notion: pages, databases, blocks, Markdown, files and users of a workspace.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Notion refuses, a
/// `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off, and a `LocalError` when a file
/// can't be read.
///
/// Source: https://developers.notion.com/reference/intro
@Client(namesVendorMethods: true)
public struct Notion: Sendable {
    /// The service.
    let service: Service
    /// How many requests a second Notion takes of an integration, on average.
    let rate = RateLimit(burst: 3, perSecond: 3)
    private let token: Secret?
    private let credentials: Credentials

    /// Creates a client.
    /// - Parameters:
    ///   - token: Token of an integration or a person (ntn_…, secret_…), or one of OAuth.
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(token: Secret? = nil, credentials: Credentials = .shared, http: HTTP = .shared) {
        self.token = token
        self.credentials = credentials
        service = Self.service(token, credentials, http, Self.version)
    }

    /// The version of the interface that all methods are written for.
    ///
    /// Source: https://developers.notion.com/reference/changes-by-version
    static let version = "2026-03-11"

    /// The service in another version of the interface.
    func service(of version: String) -> Service { Self.service(token, credentials, service.http, version) }

    private static func service(
        _ token: Secret?, _ credentials: Credentials, _ http: HTTP, _ version: String
    ) -> Service {
        Service(
            "Notion", at: "https://api.notion.com/v1", http: http, authorization: .bearer(token, or: credentials),
            headers: [HeaderField("Notion-Version", version)],
            options: Service.Options(token: "token", login: "notion"), remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
    }
}

extension Notion {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "notion", title: "Notion", summary: "Notion: pages, databases, blocks, Markdown, files, users.",
        discussion: """
            Notion shows an integration only what was shared with it: open the page, ••• and Connections.
            Ids may have hyphens or not; a link to the page, database or block does as well.
            A database has one or more data sources, and each has properties and pages of its own. With several, --source \
            says which one is meant.
            Addresses of files that Notion keeps are good for an hour: download them at once, and don't store them.
            """,
        oauth: OAuthDescription(.notion, identityMethod: "GetOwnUser"),
        clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [
            pageManagement, databaseManagement, blocksManagement, users, pagesAsMarkdown, files, searchAndOtherCalls,
        ]
    }
}
