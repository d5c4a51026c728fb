import OIntCore
import OIntHTTP

/// Yandex Metrica: counters, tags, operations and reports.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Metrica refuses, and a
/// `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off.
///
/// Source: https://yandex.ru/dev/metrika/ru/
@Client(namesVendorMethods: true)
public struct Metrika: Sendable {
    /// The service.
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: OAuth token.
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(token: Secret? = nil, credentials: Credentials = .shared, http: HTTP = .shared) {
        service = Service(
            "Yandex Metrica", at: "https://api-metrika.yandex.net", http: http,
            authorization: .oauth(token, or: credentials),
            options: Service.Options(token: "token", login: "yandex"), remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
    }
}

extension Metrika {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "metrika", title: "Yandex Metrika", summary: "Yandex Metrica: counters, tags, operations, reports.",
        oauth: OAuthDescription(
            .yandex, scopes: ["metrika:read", "metrika:write"], identityMethod: "GetTagsList"),
        clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [tagsManagement, countersManagement, actionsManagement, reports]
    }

    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("y0-not-a-real-token", shown: "ACCESS_TOKEN"),
            "title": "Shops",
            "label": "1234",
            "counter": "2215573",
            "fields": #"{"name": "Shop", "site2": {"site": "shop.example.com"}}"#,
            "counters": #"["2215573"]"#,
            "metrics": #"["ym:s:visits", "ym:s:users"]"#,
            "path": "management/v1/counter/2215573/goals",
        ]
    }
}
