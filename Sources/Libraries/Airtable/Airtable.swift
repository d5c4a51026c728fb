import OIntCore
import OIntHTTP

/// Airtable: bases, tables, fields, records and comments.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Airtable refuses, a
/// `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off, and a `LocalError` when a file
/// can't be read.
///
/// Source: https://airtable.com/developers/web/api/introduction
@Client(namesVendorMethods: true)
public struct Airtable: Sendable {
    /// Everything but attachments.
    let service: Service
    /// Where attachments go.
    let content: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: Personal access token (pat…), or one of OAuth.
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(token: Secret? = nil, credentials: Credentials = .shared, http: HTTP = .shared) {
        service = Service(
            "Airtable", at: "https://api.airtable.com/v0", http: http, authorization: .bearer(token, or: credentials),
            options: Service.Options(token: "token", login: "airtable"), remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
        content = service.at("https://content.airtable.com/v0")
    }

    /// How many requests a second Airtable takes for a base.
    static let rate = RateLimit(burst: 5, perSecond: 5)
    /// How many records go with one request.
    static let partSize = 10
}

extension Airtable {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "airtable", title: "Airtable", summary: "Airtable: bases, tables, fields, records and comments.",
        discussion: """
            Cells that are empty are missing from records: an absent field is an empty one, false or an empty list.
            Ids of records are unique only together with their base and table.
            """,
        oauth: OAuthDescription(
            .airtable,
            scopes: [
                "data.records:read", "data.records:write", "data.recordComments:read", "data.recordComments:write",
                "schema.bases:read", "schema.bases:write",
            ]),
        clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [workingWithDatabases, tableManagement, workingWithFields, recordManagement, commentManagement]
    }
}
