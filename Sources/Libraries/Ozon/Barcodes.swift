import OIntCore
import OIntHTTP

@Methods("Barcodes")
extension Ozon {
    /// Gives products the barcodes that they have, a hundred with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/add-barcode
    /// - Parameter barcodes: Barcodes by SKU; a list where a product has several.
    /// - Returns: What was refused, under `errors`.
    ///
    ///   ```json
    ///   {"errors": []}
    ///   ```
    /// - Throws: `ServiceError` that names the barcodes that were refused.
    @Method(.writes, ru: "ПривязатьШтрихкоды", calls: "v1/barcode/add")
    public func bindBarcodes(barcodes: JSONObject) async throws -> JSON {
        var pairs: [JSON] = []
        for member in barcodes {
            let sku = try Self.number(ID(member.key), "barcodes")
            for code in member.value.array ?? [member.value] {
                guard let text = code.scalarText, !text.isEmpty else {
                    throw UsageError("--barcodes: the barcode of \(member.key) is no text")
                }
                pairs.append(["sku": sku, "barcode": .string(text)])
            }
        }
        return try await inParts(
            pairs, of: Self.barcodesSize, "barcodes", to: "v1/barcode/add", perMinute: Self.barcodesPerMinute
        ) { ["barcodes": Array($0)] }
    }

    /// Makes barcodes for products, a hundred with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/generate-barcode
    /// - Parameter products: Ids of products.
    /// - Returns: What was refused, under `errors`.
    ///
    ///   ```json
    ///   {"errors": []}
    ///   ```
    /// - Throws: `ServiceError` that names the products that got none.
    @Method(.writes, ru: "СоздатьШтрихкоды", calls: "v1/barcode/generate")
    public func createBarcodes(productIDs products: [ID]) async throws -> JSON {
        try await inParts(
            try Self.texts(products, "productids"), of: Self.barcodesSize, "products", to: "v1/barcode/generate",
            perMinute: Self.barcodesPerMinute
        ) { ["product_ids": Array($0)] }
    }

    /// The most barcodes of a request.
    private static let barcodesSize = 100
    /// How many requests for barcodes Ozon takes in a minute.
    private static let barcodesPerMinute = 20
}
