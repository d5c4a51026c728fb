import OIntCore
import OIntHTTP

/// Dropbox: files, folders, tags and sharing of an account or a team.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Dropbox refuses, a
/// `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off, and a `LocalError` when a file
/// can't be read.
///
/// Source: https://www.dropbox.com/developers/documentation/http/documentation
@Client(namesVendorMethods: true, roles: ["member": .data, "root": .data])
public struct Dropbox: Sendable {
    /// Calls with arguments and answers in JSON.
    let service: Service
    /// Calls that carry the content of files.
    let content: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: Access token.
    ///   - root: Id of the namespace that paths begin in; the root_namespace_id of a team's account shows its folders.
    ///   - member: Id of the member to act as (dbmid:…), with the token of a team.
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(
        token: Secret? = nil, root: String? = nil, member: String? = nil, credentials: Credentials = .shared,
        http: HTTP = .shared
    ) {
        var headers: [HeaderField] = []
        if let root {
            let value: JSON = [".tag": "root", "root": .string(root)]
            headers.append(HeaderField("Dropbox-API-Path-Root", value.text(.ascii)))
        }
        if let member { headers.append(HeaderField("Dropbox-API-Select-User", member)) }
        service = Service(
            "Dropbox", at: "https://api.dropboxapi.com/2", http: http, authorization: .bearer(token, or: credentials),
            headers: headers, options: Service.Options(token: "token", login: "dropbox"), remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
        content = service.at("https://content.dropboxapi.com/2")
    }

    /// Calls a method that only looks.
    func read(_ method: String, _ arguments: Fields) async throws -> JSON {
        try await service.json(.post("\(path: method)", body: .json(arguments), isRepeatable: true))
    }

    /// Calls a method that only looks and takes no arguments.
    func read(_ method: String) async throws -> JSON {
        try await service.json(.post("\(path: method)", body: .none, isRepeatable: true))
    }

    /// Calls a method that changes something.
    func write(_ method: String, _ arguments: Fields) async throws -> JSON {
        try await service.json(.post("\(path: method)", body: .json(arguments)))
    }

    /// A request for the content of something.
    func fetching(_ method: String, _ path: RemotePath, _ headers: [HeaderField] = []) -> ServiceRequest {
        .post(
            "\(path: method)", headers: [Self.argument(["path": .string(path.text)])] + headers, body: .none,
            isRepeatable: true)
    }

    /// The header that carries arguments beside a content: ASCII alone.
    ///
    /// Source: https://www.dropbox.com/developers/reference/json-encoding
    static func argument(_ value: JSON) -> HeaderField { HeaderField("Dropbox-API-Arg", value.text(.ascii)) }
}

extension Dropbox {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "dropbox", title: "Dropbox", summary: "Dropbox: files, folders, tags and sharing.",
        discussion: """
            Paths begin with a slash, such as /backups/db.tar; id:…, ns:… and rev:… are taken, too. The root is an empty path.
            oint login dropbox needs the key of an application alone, and no secret.
            """,
        oauth: OAuthDescription(
            .dropbox,
            scopes: [
                "account_info.read", "files.content.read", "files.content.write", "files.metadata.read",
                "files.metadata.write", "sharing.read", "sharing.write",
            ], identityMethod: "GetAccountInformation"),
        clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "POST") : nil }
    ) {
        [accountAndAuthorization, fileAndDirectoryManagement, tagsManagement, sharedAccessSettings]
    }
}
