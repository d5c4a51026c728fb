import OIntCore
import OIntHTTP

@Methods("Warehouses management")
extension Ozon {
    /// Lists the warehouses of the seller.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/WarehouseListV2
    /// - Returns: The warehouses, under `warehouses`.
    ///
    ///   ```json
    ///   {"warehouses": [{"warehouse_id": 22142605386000, "name": "Main", "status": "created", "is_rfbs": false}],
    ///   "cursor": "", "has_next": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокСкладов", rows: "warehouses")
    public func getWarehousesList() -> Pages {
        list(
            "v2/warehouse/list", rows: .orNone("warehouses"), next: "cursor", marker: "cursor", from: nil,
            hasMore: "has_next", ["limit": 200])
    }

    /// Lists how many of products there are in each warehouse of the seller.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoStocksByWarehouseFbsV2
    /// - Parameters:
    ///   - skus: SKUs, a thousand at most.
    ///   - articles: Articles of the seller in place of SKUs, a thousand at most.
    /// - Returns: The stocks, under `products`.
    ///
    ///   ```json
    ///   {"products": [{"sku": 1234567, "offer_id": "136748", "warehouse_id": 22142605386000, "warehouse_name": "Main",
    ///   "present": 50, "reserved": 1, "free_stock": 49}], "cursor": "", "has_next": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьОстаткиПоСкладам", rows: "products")
    public func getStocksByWarehouse(sku skus: [ID] = [], offerID articles: [String] = []) throws(UsageError) -> Pages {
        guard skus.isEmpty != articles.isEmpty else { throw UsageError("give --sku or --offerid, one of them") }
        guard max(skus.count, articles.count) <= Self.pageSize else {
            throw UsageError("a thousand products are the most that Ozon tells about at a time")
        }
        return list(
            "v2/product/info/stocks-by-warehouse/fbs", rows: .orNone("products"), next: "cursor", marker: "cursor",
            from: nil, hasMore: "has_next",
            [
                "limit": Self.pageSize, "sku": skus.isEmpty ? nil : try Self.texts(skus, "sku"),
                "offer_id": articles.isEmpty ? nil : articles,
            ])
    }
}
