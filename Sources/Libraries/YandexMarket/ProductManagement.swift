import OIntCore
import OIntHTTP

@Methods("Product management")
extension YandexMarket {
    /// Adds products to the catalogue or changes them, a hundred with each request.
    ///
    /// When one product is refused, none that was sent with the same request is changed. Changes are shown minutes later.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/updateOfferMappings
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - offers: Products as GetProductStructure shows them, or as {"offer": …, "mapping": {"marketSku": …}}; or one product.
    ///   - isOwnMediaOnly: Whether pictures and the like that Market has added are removed.
    ///   - language: Language of names and descriptions; Russian when not given.
    /// - Returns: What Market says of the products, under `results`, where it has something to say.
    ///
    ///   ```json
    ///   {"status": "OK"}
    ///   ```
    /// - Throws: `ServiceError` that names the products that were refused, and tells what was taken before.
    @Method(.writes, ru: "ДобавитьОбновитьТовары", calls: "POST v2/businesses/<business>/offer-mappings/update")
    public func addUpdateProducts(
        business: ID, offers: [JSONObject], pmedia isOwnMediaOnly: Bool = false, language: CatalogueLanguage? = nil
    ) async throws -> JSON {
        let entries = try Self.entries(offers)
        let answer = try await send(entries, most: Self.productsAtOnce, "offers", "products") { part in
            let answer = try await service.json(
                .post(
                    "v2/businesses/\(business)/offer-mappings/update", query: ["language": language?.rawValue],
                    body: .json(["offerMappings": part, "onlyPartnerMediaContent": isOwnMediaOnly]),
                    isRepeatable: true))
            for warning in Refusal.texts(answer, "warnings") {
                service.http.configuration.notice?("Market warns of \(warning)")
            }
            return answer
        }
        return answer
    }

    /// Languages of names and descriptions.
    public enum CatalogueLanguage: String, OptionChoice {
        /// Russian.
        case russian = "RU"
        /// Uzbek.
        case uzbek = "UZ"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Lists the products that are placed in a shop.
    ///
    /// Filters are offerIds alone, or statuses, categoryIds, vendorNames and tags.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/assortment/getCampaignOffers
    /// - Parameters:
    ///   - campaign: Id of the shop.
    ///   - filters: Which products; all when not given.
    ///   - page: Where to begin: the marker of a page read before.
    /// - Returns: The products, under `result.offers`.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {"offers": [{"offerId": "tea-1", "available": true,
    ///   "basicPrice": {"value": 450, "currencyId": "RUR"}}], "paging": {"nextPageToken": ""}}}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьТоварыМагазина", optionAliases: ["campaign": ["business"]],
        calls: "POST v2/campaigns/<campaign>/offers", rows: "result.offers")
    public func getCampaignProducts(
        campaign: ID, filters: JSONObject = [:], page: String? = nil
    ) throws(UsageError) -> Pages {
        try list("offers", filters, from: page, size: Self.offersPageSize) { query, filters in
            .post("v2/campaigns/\(campaign)/offers", query: query, body: .json(.object(filters)), isRepeatable: true)
        }
    }

    /// Lists the products of a business; those in the archive only with {"archived": true}.
    ///
    /// Filters are offerIds alone, or cardStatuses, categoryIds, vendorNames, tags and archived.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/getOfferMappings
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - filters: Which products; all that are not in the archive when not given.
    ///   - page: Where to begin: the marker of a page read before.
    ///   - language: Language of names and descriptions; Russian when not given.
    /// - Returns: The products, under `result.offerMappings`.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {"offerMappings": [{"offer": {"offerId": "tea-1", "name": "Tea", "archived": false},
    ///   "mapping": {"marketSku": 100256, "marketCategoryId": 91392}}], "paging": {"nextPageToken": ""}}}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьТоварыКабинета", calls: "POST v2/businesses/<business>/offer-mappings",
        rows: "result.offerMappings")
    public func getBusinessProducts(
        business: ID, filters: JSONObject = [:], page: String? = nil, language: CatalogueLanguage? = nil
    ) throws(UsageError) -> Pages {
        try list("offerMappings", filters, from: page, size: Self.pageSize) { query, filters in
            var query = query
            query.append("language", language?.rawValue)
            return .post(
                "v2/businesses/\(business)/offer-mappings", query: query,
                body: filters.isEmpty ? .none : .json(.object(filters)), isRepeatable: true)
        }
    }

    /// Shows what a product has.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/updateOfferMappings
    /// - Parameter isEmpty: Whether the values are blank instead of hints.
    /// - Returns: The structure.
    ///
    ///   ```json
    ///   {"offerId": "<SKU, 1 to 255 characters>", "name": "<name>", "pictures": ["<addresses of pictures>"]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруТовара", calls: "UpdateOfferDTO")
    public static func getProductStructure(empty isEmpty: Bool = false) -> JSON {
        ProductStructure.template.filled(empty: isEmpty)
    }

    /// Deletes products from the catalogue, 500 with each request.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/deleteOffers
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - skus: SKUs of the products.
    /// - Returns: That it is done.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {}}
    ///   ```
    /// - Throws: `ServiceError` that names the products which are still there, since they lie in a warehouse of Market.
    @Method(.destroys, ru: "УдалитьТовары", calls: "POST v2/businesses/<business>/offer-mappings/delete")
    public func deleteProducts(business: ID, skus: [String]) async throws -> JSON {
        let answer = try await send(try Self.skus(skus), most: 500, "skus", "products") { part in
            try await service.json(
                .post("v2/businesses/\(business)/offer-mappings/delete", body: .json(["offerIds": part])))
        }
        return try checked(
            answer, "notDeletedOfferIds", "not deleted, since they lie in a warehouse of Market",
            "Sell them or take them away first")
    }

    /// Puts products into the archive, 200 with each request: no shop shows them any more.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/addOffersToArchive
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - skus: SKUs of the products.
    /// - Returns: That it is done.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {}}
    ///   ```
    /// - Throws: `ServiceError` that names the products which are not in the archive.
    @Method(.writes, ru: "АрхивироватьТовары", calls: "POST v2/businesses/<business>/offer-mappings/archive")
    public func archiveProducts(business: ID, skus: [String]) async throws -> JSON {
        let answer = try await send(try Self.skus(skus), most: 200, "skus", "products") { part in
            try await service.json(
                .post("v2/businesses/\(business)/offer-mappings/archive", body: .json(["offerIds": part])))
        }
        return try checked(
            answer, "notArchivedOffers", "not in the archive", "Sell or take away what lies in a warehouse of Market")
    }

    /// Takes products out of the archive, 200 with each request.
    ///
    /// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/deleteOffersFromArchive
    /// - Parameters:
    ///   - business: Id of the business.
    ///   - skus: SKUs of the products.
    /// - Returns: That it is done.
    ///
    ///   ```json
    ///   {"status": "OK", "result": {}}
    ///   ```
    /// - Throws: `ServiceError` that names the products which are still in the archive.
    @Method(.writes, ru: "РазархивироватьТовары", calls: "POST v2/businesses/<business>/offer-mappings/unarchive")
    public func restoreProducts(business: ID, skus: [String]) async throws -> JSON {
        let answer = try await send(try Self.skus(skus), most: 200, "skus", "products") { part in
            try await service.json(
                .post("v2/businesses/\(business)/offer-mappings/unarchive", body: .json(["offerIds": part])))
        }
        return try checked(answer, "notUnarchivedOfferIds", "still in the archive", "Check the SKUs")
    }
}

extension YandexMarket {
    /// How many products go with one request; Market still takes more, and asks not to send them.
    static let productsAtOnce = 100
    /// How many products of a shop a page has at most.
    static let offersPageSize = 200

    /// Products as Market wants them: each inside of `offer`.
    private static func entries(_ offers: [JSONObject]) throws(UsageError) -> [JSON] {
        var entries: [JSON] = []
        var skus: [String] = []
        for (index, product) in offers.enumerated() {
            let offer = product["offer"]?.object ?? (product["offer"] == nil ? product : [:])
            guard let sku = offer["offerId"]?.string else {
                throw UsageError("--offers: product \(index + 1) has no offerId, or it is no text")
            }
            skus.append(sku)
            entries.append(.object(product["offer"] == nil ? ["offer": .object(product)] : product))
        }
        try checkUnique(skus, "offers")
        return entries
    }
}
