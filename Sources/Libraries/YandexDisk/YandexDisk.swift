import OIntCore
import OIntHTTP
import OIntYandex

/// Yandex Disk: files, folders, publications and the trash of an account.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Yandex refuses or an
/// operation fails, a `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off, and a
/// `LocalError` when a file can't be read.
///
/// Source: https://yandex.ru/dev/disk-api/doc/ru/
@Client(namesVendorMethods: true)
public struct YandexDisk: Sendable {
    /// The service.
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: OAuth token.
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(token: Secret? = nil, credentials: Credentials = .shared, http: HTTP = .shared) {
        service = Service(
            "Yandex Disk", at: "https://cloud-api.yandex.net/v1/disk", http: http,
            authorization: .oauth(token, or: credentials),
            options: Service.Options(token: "token", login: "yandex"), remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
    }

    /// Reads something.
    func read(_ path: RequestPath, _ query: Query = [:]) async throws -> JSON {
        try await service.json(.get(path, query: query))
    }

    /// The most rows of a page.
    static let pageSize = 1000
}

extension YandexDisk {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "yadisk", title: "Yandex Disk", summary: "Yandex Disk: files, folders, publications, trash.",
        discussion: "Paths begin with disk:/ or a slash; app:/ is the folder of the application, trash:/ the trash.",
        oauth: OAuthDescription(
            .yandex, scopes: ["cloud_api:disk.info", "cloud_api:disk.read", "cloud_api:disk.write"],
            identityMethod: "GetDiskInformation"),
        clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [authorization, fileAndFolderManagement, managePublicAccess, trash]
    }
}
