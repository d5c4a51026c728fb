import OIntCore
import OIntHTTP

@Methods("Campaigns and business")
extension YandexMarket {
    /// Lists the shops that the key is good for, with the ids of their businesses.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/campaigns/getCampaigns
    /// - Parameter page: Number of the page to begin with, from 1; the first one when not given.
    /// - Returns: The shops, under `campaigns`.
    ///
    ///   ```json
    ///   {"campaigns": [{"id": 21890946, "domain": "shop.example.com", "business": {"id": 1234567, "name": "Example"},
    ///   "placementType": "FBS", "apiAvailability": "AVAILABLE"}], "paging": {}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокМагазинов", calls: "GET v2/campaigns", rows: "campaigns")
    public func getMarketsList(page: Int? = nil) throws(UsageError) -> Pages {
        guard let page else {
            return service.pages(rows: "campaigns", next: "paging.nextPageToken") { next in
                .get("v2/campaigns", query: ["limit": Self.pageSize, "pageToken": next])
            }
        }
        guard page >= 1 else { throw UsageError("--page takes a number from 1 on, not \(page)") }
        return service.pagesByNumber(
            rows: "campaigns", first: page, pageSize: Self.pageSize, pageCount: "pager.pagesCount"
        ) { number in
            .get("v2/campaigns", query: ["page": number, "pageSize": Self.pageSize])
        }
    }

    /// Reads a shop.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/campaigns/getCampaign
    /// - Parameter campaign: Id of the shop.
    /// - Returns: The shop, under `campaign`.
    ///
    ///   ```json
    ///   {"campaign": {"id": 21890946, "domain": "shop.example.com", "business": {"id": 1234567, "name": "Example"},
    ///   "placementType": "FBS"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьМагазин", calls: "GET v2/campaigns/<campaign>")
    public func getMarket(campaign: ID) async throws -> JSON {
        try await service.json(.get("v2/campaigns/\(campaign)"))
    }

    /// Reads the settings of a business.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/businesses/getBusinessSettings
    /// - Parameter business: Id of the business.
    /// - Returns: The settings, under `result`.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {"info": {"id": 1234567, "name": "Example"},
    ///   "settings": {"onlyDefaultPrice": true, "currency": "RUR"}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиКабинета", calls: "POST v2/businesses/<business>/settings")
    public func getBusinessSettings(business: ID) async throws -> JSON {
        try await service.json(.post("v2/businesses/\(business)/settings", isRepeatable: true))
    }

    /// Reads the settings of a shop.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/campaigns/getCampaignSettings
    /// - Parameter campaign: Id of the shop.
    /// - Returns: The settings, under `settings`.
    ///
    ///   ```json
    ///   {"settings": {"countryRegion": 225, "shopName": "Example", "showInContext": true}}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиМагазина", calls: "GET v2/campaigns/<campaign>/settings")
    public func getCampaignSettings(campaign: ID) async throws -> JSON {
        try await service.json(.get("v2/campaigns/\(campaign)/settings"))
    }

    /// How many shops, and how many products of a business, a page has at most.
    static let pageSize = 100
}

@Methods("Other calls")
extension YandexMarket {
    /// Tells what the key may do, and of which business it is.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/auth/getAuthTokenInfo
    /// - Returns: The key's name and rights, under `result`.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {"apiKey": {"name": "Stocks", "authScopes": ["INVENTORY_AND_ORDER_PROCESSING"]}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОКлюче", calls: "POST v2/auth/token")
    public func getKeyInformation() async throws -> JSON {
        try await service.json(.post("v2/auth/token", isRepeatable: true))
    }

    /// Calls any other endpoint of Market.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path with its version, such as v2/regions/213.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": "OK"}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }
}
