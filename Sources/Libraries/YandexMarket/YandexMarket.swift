import OIntCore
import OIntHTTP

/// Yandex Market for sellers: shops, products, prices, stocks and orders.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Market refuses, and a
/// `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks off.
///
/// Source: https://yandex.ru/dev/market/partner-api/doc/ru/
@Client(namesVendorMethods: true)
public struct YandexMarket: Sendable {
    /// The service.
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: API key of the business (ACMA:…).
    ///   - http: What makes the requests.
    public init(token: Secret, http: HTTP = .shared) {
        service = Service(
            Self.name, at: "https://api.partner.market.yandex.ru", http: http,
            authorization: .header("Api-Key", token),
            // Market keeps no connections: one that is used again may be gone already.
            headers: [HeaderField("Connection", "close")],
            options: Service.Options(token: "token")
        ) { reply in Refusal.judgement(reply) }
    }

    /// The service's name for people.
    static let name = "Yandex Market"
}

extension YandexMarket {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "yamarket", title: "Yandex Market",
        summary: "Yandex Market for sellers: shops, products, prices, stocks, orders.",
        discussion: """
            A business (cabinet) has shops, which Market calls campaigns; GetMarketsList tells the ids of both.
            What changes products, prices or stocks is accepted at once, and shown minutes later; a price may wait for a \
            confirmation. An answer of success means that the values were taken.
            Market takes two requests at a time of a seller.
            """,
        clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [campaignsAndBusiness, productManagement, pricesAndStocks, orders, otherCalls]
    }

    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("ACMA:not-a-real-key", shown: "API_KEY"),
            "campaign": "21890946",
            "business": "1234567",
            "offers": #"[{"offerId": "tea-1", "name": "Tea", "marketCategoryId": 91392, "vendor": "Example"}]"#,
            "SetPrices.prices": #"[{"offerId": "tea-1", "price": {"value": 450, "currencyId": "RUR"}}]"#,
            "SetStocks.stocks": #"[{"sku": "tea-1", "items": [{"count": 12}]}]"#,
            "skus": #"["tea-1"]"#,
            "filters": #"{"vendorNames": ["Example"]}"#,
            "GetOrders.filters": #"{"statuses": ["PROCESSING"]}"#,
            "path": "v2/regions/213",
        ]
    }
}
