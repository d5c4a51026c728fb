import OIntCore
import OIntHTTP

@Methods("Promotions management")
extension Ozon {
    /// Lists the promotions that the seller may take part in.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/Promos
    /// - Returns: The promotions, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"id": 71342, "title": "Tea week", "action_type": "DISCOUNT", "date_start": "2026-01-15T09:00:00Z",
    ///   "potential_products_count": 12, "is_participating": true}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокАкций")
    public func getPromotionsList() async throws -> JSON { try await service.json(.get("v1/actions")) }

    /// Lists the products that may take part in a promotion.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PromosCandidates
    /// - Parameters:
    ///   - action: Id of the promotion.
    ///   - offset: How many are skipped; Ozon looks at --last since May 2025.
    ///   - last: Where to begin: last_id of a page read before.
    /// - Returns: The products, under `result.products`.
    ///
    ///   ```json
    ///   {"result": {"products": [{"id": 226, "price": 250, "action_price": 0, "max_action_price": 175, "stock": 10}],
    ///   "total": 1, "last_id": 226}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДоступныеТоварыАкции", calls: "v1/actions/candidates", rows: "result.products")
    public func getAvailablePromoProducts(actionID action: Int, offset: Int? = nil, last: Int? = nil) -> Pages {
        promoProducts("v1/actions/candidates", action, offset, last)
    }

    /// Lists the products that take part in a promotion.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PromosProducts
    /// - Parameters:
    ///   - action: Id of the promotion.
    ///   - offset: How many are skipped; Ozon looks at --last since May 2025.
    ///   - last: Where to begin: last_id of a page read before.
    /// - Returns: The products, under `result.products`.
    ///
    ///   ```json
    ///   {"result": {"products": [{"id": 1389, "price": 2320, "action_price": 580, "max_action_price": 621, "stock": 0}],
    ///   "total": 1, "last_id": 1389}}
    ///   ```
    @Method(.reads, ru: "ПолучитьУчаствующиеТоварыАкции", calls: "v1/actions/products", rows: "result.products")
    public func getCurrentPromoProducts(actionID action: Int, offset: Int? = nil, last: Int? = nil) -> Pages {
        promoProducts("v1/actions/products", action, offset, last)
    }

    /// Brings products into a promotion, a thousand with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PromosProductsActivate
    /// - Parameters:
    ///   - action: Id of the promotion.
    ///   - products: Objects with `product_id`, `action_price`, and `stock` where the promotion wants one.
    /// - Returns: Ids of those that take part, under `result.product_ids`.
    ///
    ///   ```json
    ///   {"result": {"product_ids": [1389], "rejected": []}}
    ///   ```
    /// - Throws: `ServiceError` that names the products that were refused.
    @Method(.writes, ru: "ДобавитьТоварыВАкцию", calls: "v1/actions/products/activate")
    public func addPromoProducts(actionID action: Int, products: [JSONObject]) async throws -> JSON {
        for (index, product) in products.enumerated() {
            guard product["product_id"] != nil, product["action_price"] != nil else {
                throw UsageError("--products: item \(index + 1) needs product_id and action_price")
            }
        }
        return try await inParts(products, of: Self.promoSize, "products", to: "v1/actions/products/activate") { part in
            ["action_id": action, "products": JSON.array(part.map { .object($0) })]
        }
    }

    /// Takes products out of a promotion, a thousand with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PromosProductsDeactivate
    /// - Parameters:
    ///   - action: Id of the promotion.
    ///   - products: Ids of products.
    /// - Returns: Ids of those that were taken out, under `result.product_ids`.
    ///
    ///   ```json
    ///   {"result": {"product_ids": [1389], "rejected": []}}
    ///   ```
    /// - Throws: `ServiceError` that names the products that were refused.
    @Method(.writes, ru: "УдалитьТоварыИзАкции", calls: "v1/actions/products/deactivate")
    public func removePromoProducts(actionID action: Int, products: [ID]) async throws -> JSON {
        try await inParts(
            try Self.numbers(products, "products"), of: Self.promoSize, "products",
            to: "v1/actions/products/deactivate"
        ) { ["action_id": action, "product_ids": Array($0)] }
    }

    private func promoProducts(_ path: String, _ action: Int, _ offset: Int?, _ last: Int?) -> Pages {
        // The offset is demanded still, and led by no more.
        list(
            path, rows: "result.products", next: "result.last_id", marker: "last_id",
            from: last?.fieldValue, isPart: offset ?? 0 > 0, total: "result.total",
            ["action_id": action, "limit": Self.promoPageSize, "offset": offset ?? 0])
    }

    /// The most products of a page of a promotion.
    private static let promoPageSize = 100
    /// The most products of a request for a promotion.
    private static let promoSize = 1000
}
