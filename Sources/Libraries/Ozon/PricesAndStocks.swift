import OIntCore
import OIntHTTP

@Methods("Prices and stocks")
extension Ozon {
    /// Lists how many of each product there are.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoStocks
    /// - Parameters:
    ///   - filter: Conditions, as GetProductsFilterStructure has them.
    ///   - last: Where to begin: the cursor of a page read before.
    /// - Returns: The stocks, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"product_id": 223681945, "offer_id": "136748", "stocks": [{"type": "fbs", "present": 50,
    ///   "reserved": 1, "sku": 1234567}]}], "total": 1, "cursor": ""}
    ///   ```
    @Method(.reads, ru: "ПолучитьКоличествоТоваров", rows: "items")
    public func getProductsStocks(filter: JSONObject = [:], last: String? = nil) -> Pages {
        list(
            "v4/product/info/stocks", rows: "items", next: "cursor", marker: "cursor", from: last?.fieldValue,
            total: "total", ["filter": Self.filled(filter), "limit": Self.pageSize])
    }

    /// Lists prices.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoPrices
    /// - Parameters:
    ///   - filter: Conditions, as GetProductsFilterStructure has them.
    ///   - last: Where to begin: the cursor of a page read before.
    /// - Returns: The prices, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"product_id": 223681945, "offer_id": "136748", "price": {"price": 450, "old_price": 500,
    ///   "currency_code": "RUB"}}], "total": 1, "cursor": ""}
    ///   ```
    @Method(.reads, ru: "ПолучитьЦеныТоваров", rows: "items")
    public func getProductsPrices(filter: JSONObject = [:], last: String? = nil) -> Pages {
        list(
            "v5/product/info/prices", rows: "items", next: "cursor", marker: "cursor", from: last?.fieldValue,
            total: "total", ["filter": Self.filled(filter), "limit": Self.pageSize])
    }

    /// Reads why products are marked down.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoDiscounted
    /// - Parameter skus: SKUs of products that are marked down.
    /// - Returns: Their condition, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"discounted_sku": 635548518, "sku": 320067758, "condition_estimation": "4", "defects": "",
    ///   "comment_reason_damaged": "A dent"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОбУценке")
    public func getDiscountInformation(sku skus: [ID]) async throws -> JSON {
        try await read("v1/product/info/discounted", ["discounted_skus": try Self.texts(skus, "sku")])
    }

    /// Sets how many of each product there are, a hundred products with each request.
    ///
    /// Ozon takes 80 such requests a minute, and a change of a product in a warehouse every 30 seconds.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductsStocksV2
    /// - Parameter stocks: Stocks as GetProductStocksStructure has them.
    /// - Returns: What became of each, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"warehouse_id": 22142605386000, "product_id": 118597312, "offer_id": "PH11042", "updated": true,
    ///   "errors": []}]}
    ///   ```
    /// - Throws: `ServiceError` that names the articles whose stock was refused, after all have been sent.
    @Method(.writes, ru: "ОбновитьКоличествоТоваров", calls: "v2/products/stocks")
    public func updateProductsStocks(stocks: [JSONObject]) async throws -> JSON {
        let stocks = try Self.checked(stocks, "stocks", needing: ["stock", "warehouse_id"])
        return try await inParts(
            stocks, of: Self.stocksSize, "stocks", to: "v2/products/stocks", perMinute: Self.stocksPerMinute
        ) { ["stocks": Array($0)] }
    }

    /// Sets prices, a thousand products with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsPrices
    /// - Parameter prices: Prices as GetProductPriceStructure has them.
    /// - Returns: What became of each, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"product_id": 1386, "offer_id": "PH8865", "updated": true, "errors": []}]}
    ///   ```
    /// - Throws: `ServiceError` that names the articles whose price was refused, after all have been sent.
    @Method(.writes, ru: "ОбновитьЦеныТоваров", calls: "v1/product/import/prices")
    public func updateProductsPrices(prices: [JSONObject]) async throws -> JSON {
        let prices = try Self.checked(prices, "prices", needing: [])
        return try await inParts(prices, of: Self.pricesSize, "prices", to: "v1/product/import/prices") {
            ["prices": Array($0)]
        }
    }

    /// Sets the discount of a product that is marked down and sold from the seller's warehouse.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductUpdateDiscount
    /// - Parameters:
    ///   - product: Id of the product.
    ///   - discount: Discount in per cent.
    /// - Returns: Whether it was done, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "УстановитьСкидкуНаУцененныйТовар")
    public func setProductDiscount(productID product: Int, discount: Int) async throws -> JSON {
        try await write("v1/product/update/discount", ["discount": discount, "product_id": product])
    }

    /// Gives a template of a stock.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductsStocksV2
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template.
    ///
    ///   ```json
    ///   {"offer_id": "<article of the seller>", "product_id": "<id of the product>", "stock": "<how many there are>",
    ///   "warehouse_id": "<id of the warehouse>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруОстатковТовара", calls: "v2/products/stocks stocks")
    public static func getProductStocksStructure(empty isEmpty: Bool = false) -> JSON {
        Template([
            "offer_id": "article of the seller, instead of product_id or besides",
            "product_id": "id of the product, a number", "stock": "required: how many there are, without reserved ones",
            "warehouse_id": "required: id of the warehouse, a number",
        ]).filled(empty: isEmpty)
    }

    /// Gives a template of a price.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsPrices
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template.
    ///
    ///   ```json
    ///   {"auto_action_enabled": "<ENABLED, DISABLED or UNKNOWN>", "currency_code": "<RUB>", "price": "<price, as text>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруЦеныТовара", calls: "v1/product/import/prices prices")
    public static func getProductPriceStructure(empty isEmpty: Bool = false) -> JSON {
        Template([
            "auto_action_enabled": "ENABLED, DISABLED or UNKNOWN, which leaves it: joins promotions by itself",
            "currency_code": "RUB, BYN, KZT, EUR, USD or CNY", "min_price": "lowest price in promotions, as text",
            "offer_id": "article of the seller", "old_price": "price before discounts, as text; 0 for none",
            "price": "price with discounts, as text", "price_strategy_enabled": "ENABLED, DISABLED or UNKNOWN",
            "product_id": "id of the product, a number",
        ]).filled(empty: isEmpty)
    }

    /// The most products of a request for stocks.
    private static let stocksSize = 100
    /// How many requests for stocks Ozon takes in a minute.
    private static let stocksPerMinute = 80
    /// The most products of a request for prices.
    private static let pricesSize = 1000

    /// A list whose items name their product and have what they need, with texts where Ozon wants texts.
    private static func checked(
        _ items: [JSONObject], _ option: String, needing needed: [String]
    ) throws(UsageError) -> [JSON] {
        var checked: [JSON] = []
        checked.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            func has(_ key: String) -> Bool { item[key].map { !$0.isNull && $0 != "" } ?? false }
            var missing = needed.filter { !has($0) }
            if !has("offer_id"), !has("product_id") { missing.append("offer_id or product_id") }
            guard missing.isEmpty else {
                let name = item["offer_id"]?.scalarText.map { " (\($0))" } ?? ""
                throw UsageError("--\(option): item \(index + 1)\(name) lacks \(missing.joined(separator: ", "))")
            }
            checked.append(.object(texts(item)))
        }
        return checked
    }
}
