import OIntCore
import OIntHTTP

@Methods("Prices and stocks")
extension YandexMarket {
    /// Sets prices for all shops of a business, 500 with each request.
    ///
    /// A price that looks wrong to Market waits for a confirmation in the cabinet.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/updateBusinessPrices
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - prices: Products with their prices, such as {"offerId": "tea-1", "price": {"value": 450, "currencyId": "RUR"}}.
    /// - Returns: That they were taken.
    ///
    ///   ```json
    ///   {"status": "OK"}
    ///   ```
    /// - Throws: `ServiceError` that names the prices that were refused, and tells what was taken before.
    @Method(.writes, ru: "УстановитьЦены", calls: "POST v2/businesses/<business>/offer-prices/updates")
    public func setPrices(business: ID, prices: [JSONObject]) async throws -> JSON {
        try Self.check(prices, "prices", "offerId", "price")
        return try await send(prices.map { .object($0) }, most: 500, "prices", "prices") { part in
            try await service.json(
                .post(
                    "v2/businesses/\(business)/offer-prices/updates", body: .json(["offers": part]),
                    isRepeatable: true))
        }
    }

    /// Tells how many of each product a shop has, 2,000 products with each request.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/stocks/updateStocks
    /// - Parameters:
    ///   - campaign: Id of the shop.
    ///   - stocks: Products with their numbers, such as {"sku": "tea-1", "items": [{"count": 12}]}.
    /// - Returns: That they were taken.
    ///
    ///   ```json
    ///   {"status": "OK"}
    ///   ```
    /// - Throws: `ServiceError` that names the stocks that were refused, and tells what was taken before.
    @Method(.writes, ru: "УстановитьОстатки", calls: "PUT v2/campaigns/<campaign>/offers/stocks")
    public func setStocks(campaign: ID, stocks: [JSONObject]) async throws -> JSON {
        try Self.check(stocks, "stocks", "sku", "items")
        return try await send(stocks.map { .object($0) }, most: 2000, "stocks", "stocks") { part in
            try await service.json(.put("v2/campaigns/\(campaign)/offers/stocks", body: .json(["skus": part])))
        }
    }

    /// Refuses entries that lack a member, or name a product twice.
    private static func check(
        _ entries: [JSONObject], _ option: String, _ sku: String, _ value: String
    ) throws(UsageError) {
        var skus: [String] = []
        for (index, entry) in entries.enumerated() {
            guard let text = entry[sku]?.string, entry[value] != nil else {
                throw UsageError("--\(option): element \(index + 1) needs \(sku) and \(value)")
            }
            skus.append(text)
        }
        try checkUnique(skus, option)
    }
}

@Methods("Orders")
extension YandexMarket {
    /// Lists the orders of a business, of the last 30 days when --filters says nothing of dates.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/orders/getBusinessOrders
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - filters: Which orders: statuses, campaignIds, dates, orderIds and others.
    ///   - page: Where to begin: the marker of a page read before.
    /// - Returns: The orders, under `orders`.
    ///
    ///   ```json
    ///   {"orders": [{"orderId": 32514, "campaignId": 21890946, "status": "PROCESSING"}],
    ///   "paging": {"nextPageToken": ""}}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьЗаказы", calls: "POST v1/businesses/<business>/orders", rows: "orders")
    public func getOrders(business: ID, filters: JSONObject = [:], page: String? = nil) -> Pages {
        service.pages(rows: "orders", next: "paging.nextPageToken") { next in
            .post(
                "v1/businesses/\(business)/orders",
                query: ["limit": Self.ordersPageSize, "pageToken": next ?? page?.fieldValue],
                body: .json(.object(filters)), isRepeatable: true)
        }
    }

    /// How many orders a page has at most.
    private static let ordersPageSize = 50
}
