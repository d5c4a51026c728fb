import OIntCore
import OIntHTTP

@Methods("Uploading and updating products")
extension Ozon {
    /// Lists products.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductList
    /// - Parameters:
    ///   - filter: Conditions, as GetProductsFilterStructure has them.
    ///   - last: Where to begin: last_id of a page read before.
    /// - Returns: The products, under `result.items`.
    ///
    ///   ```json
    ///   {"result": {"items": [{"product_id": 223681945, "offer_id": "136748", "archived": false}], "total": 1,
    ///   "last_id": "bnVsbA=="}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокТоваров", rows: "result.items")
    public func getProductList(filter: JSONObject = [:], last: String? = nil) -> Pages {
        list(
            "v3/product/list", rows: "result.items", next: "result.last_id", marker: "last_id", from: last?.fieldValue,
            total: "result.total", ["filter": Self.filled(filter), "limit": Self.pageSize])
    }

    /// Lists products with the values of their attributes.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductAttributesV4
    /// - Parameters:
    ///   - filter: Conditions, as GetProductsFilterStructure has them.
    ///   - last: Where to begin: last_id of a page read before.
    /// - Returns: The products, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"id": 223681945, "offer_id": "136748", "name": "Tea", "attributes": [{"id": 85, "complex_id": 0,
    ///   "values": [{"dictionary_value_id": 5060050, "value": "Samovar"}]}]}], "total": "1", "last_id": "bnVsbA=="}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписанияХарактеристикТоваров", rows: "result")
    public func getProductsAttributesData(filter: JSONObject = [:], last: String? = nil) -> Pages {
        list(
            "v4/product/info/attributes", rows: "result", next: "last_id", marker: "last_id", from: last?.fieldValue,
            total: "total", ["filter": Self.filled(filter), "limit": Self.pageSize])
    }

    /// Reads products by their ids, SKUs or articles, a thousand with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoList
    /// - Parameters:
    ///   - products: Ids of products.
    ///   - skus: SKUs.
    ///   - articles: Articles of the seller.
    /// - Returns: The products, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"id": 223681945, "offer_id": "136748", "name": "Tea", "price": "450.00", "sku": 1234567,
    ///   "statuses": {"status": "price_sent", "is_created": true}}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОТоварах", calls: "v3/product/info/list")
    public func getProductsInformation(
        productID products: [ID] = [], sku skus: [ID] = [], offerID articles: [String] = []
    ) async throws -> JSON {
        let lists = [
            ("offer_id", articles.map { JSON.string($0) }), ("product_id", try Self.texts(products, "productid")),
            ("sku", try Self.texts(skus, "sku")),
        ].filter { !$0.1.isEmpty }
        guard !lists.isEmpty else { throw UsageError("give --productid, --sku or --offerid") }
        guard lists.reduce(0, { $0 + $1.1.count }) > Self.pageSize else {
            var fields: Fields = [:]
            for (key, list) in lists { fields.append(key, list) }
            return try await read("v3/product/info/list", fields)
        }
        var answers: [JSON] = []
        for (key, list) in lists {
            answers.append(
                try await inParts(
                    list, of: Self.pageSize, "products", to: "v3/product/info/list", isRepeatable: true
                ) { [key: Array($0)] })
        }
        return Self.joined(answers)
    }

    /// Reads the description of a product.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoDescription
    /// - Parameters:
    ///   - product: Id of the product.
    ///   - article: Article of the seller, in place of the id.
    /// - Returns: The description, under `result`.
    ///
    ///   ```json
    ///   {"result": {"id": 223681945, "offer_id": "136748", "name": "Tea", "description": "Black tea, 100 g"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписаниеТовара")
    public func getProductDescription(productID product: Int? = nil, offerID article: String? = nil) async throws
        -> JSON
    {
        guard (product == nil) != (article == nil) else {
            throw UsageError("give --productid or --offerid, one of them")
        }
        return try await read("v1/product/info/description", ["offer_id": article, "product_id": product])
    }

    /// Reads how well the cards of products are filled in.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductRatingBySku
    /// - Parameter skus: SKUs.
    /// - Returns: The ratings, under `products`.
    ///
    ///   ```json
    ///   {"products": [{"sku": 179737222, "rating": 42.5, "groups": [{"key": "media", "name": "Медиа", "rating": 70}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьКонтентРейтингТоваров")
    public func getProductsContentRating(sku skus: [ID]) async throws -> JSON {
        try await read("v1/product/rating-by-sku", ["skus": try Self.texts(skus, "sku")])
    }

    /// Creates products or changes those of the same article, a hundred with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsV3
    /// - Parameters:
    ///   - items: Products as GetProductStructure has them, or one.
    ///   - waits: Whether the import is followed to its end.
    /// - Returns: The task, under `result.task_id`, or the tasks; the products where it was waited.
    ///
    ///   ```json
    ///   {"result": {"task_id": 172549793}}
    ///   ```
    /// - Throws: `ServiceError` that names the products that Ozon did not take.
    @Method(.writes, ru: "СоздатьОбновитьТовары", calls: "v3/product/import")
    public func createUpdateProducts(items: [JSONObject], wait waits: Bool = false) async throws -> JSON {
        try await imported(items, of: Self.importSize, by: "v3/product/import", waits: waits)
    }

    /// Creates products as copies of cards that Ozon has, a thousand with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsBySKU
    /// - Parameters:
    ///   - items: Products as GetSimplifiedProductStructure has them, or one.
    ///   - waits: Whether the import is followed to its end.
    /// - Returns: The task, under `result.task_id`, or the tasks; the products where it was waited.
    ///
    ///   ```json
    ///   {"result": {"task_id": 176594213, "unmatched_sku_list": []}}
    ///   ```
    /// - Throws: `ServiceError` that names the SKUs and products that Ozon did not take.
    @Method(.writes, ru: "СоздатьТоварыПоOzonID", calls: "v1/product/import-by-sku")
    public func createProductByOzonID(items: [JSONObject], wait waits: Bool = false) async throws -> JSON {
        try await imported(items, of: Self.copySize, by: "v1/product/import-by-sku", waits: waits)
    }

    /// Changes values of attributes of products, a hundred products with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductUpdateAttributes
    /// - Parameters:
    ///   - items: Products as GetAttributesUpdateStructure has them, or one.
    ///   - waits: Whether the import is followed to its end.
    /// - Returns: The task, under `task_id`; several tasks under `result.task_id`; the products where it was waited.
    ///
    ///   ```json
    ///   {"task_id": 172549811}
    ///   ```
    /// - Throws: `ServiceError` that names the products that Ozon did not take.
    @Method(.writes, ru: "ОбновитьХарактеристикиТоваров", calls: "v1/product/attributes/update")
    public func updateProductsAttributes(items: [JSONObject], wait waits: Bool = false) async throws -> JSON {
        try await imported(items, of: Self.importSize, by: "v1/product/attributes/update", waits: waits)
    }

    /// Replaces all pictures of a product: those that are not given are gone.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductImportPictures
    /// - Parameters:
    ///   - product: Id of the product.
    ///   - images: Addresses of the pictures, the main one first.
    ///   - images360: Addresses of the pictures that make it turn.
    ///   - color: Address of the picture of its colour.
    /// - Returns: How the pictures stand, under `result.pictures`.
    ///
    ///   ```json
    ///   {"result": {"pictures": [{"product_id": 223681945, "url": "https://shop.example.com/tea.jpg",
    ///   "state": "imported", "is_primary": true, "is_360": false, "is_color": false}]}}
    ///   ```
    @Method(.writes, ru: "ОбновитьИзображенияТовара")
    public func updateProductImages(
        productID product: Int, images: [String] = [], images360: [String] = [], color: String? = nil
    ) async throws -> JSON {
        guard !images.isEmpty || !images360.isEmpty || color != nil else {
            throw UsageError("give --images, --images360 or --color: without them all pictures would be gone")
        }
        return try await write(
            "v1/product/pictures/import",
            [
                "product_id": product, "color_image": color, "images": images.isEmpty ? nil : images,
                "images360": images360.isEmpty ? nil : images360,
            ])
    }

    /// Reads the pictures of products, and what went wrong with them.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductInfoPicturesV2
    /// - Parameter products: Ids of products.
    /// - Returns: The pictures, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"product_id": 223681945, "primary_photo": ["https://cdn.example.com/1.jpg"], "photo": [],
    ///   "color_photo": [], "photo_360": [], "errors": []}]}
    ///   ```
    @Method(.reads, ru: "ПроверитьЗагрузкуИзображенийТоваров", calls: "v2/product/pictures/info")
    public func checkProductsImagesUpload(products: [ID]) async throws -> JSON {
        try await inParts(
            try Self.texts(products, "products"), of: Self.pageSize, "products", to: "v2/product/pictures/info",
            isRepeatable: true
        ) { ["product_id": Array($0)] }
    }

    /// Changes articles, 25 with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductUpdateOfferID
    /// - Parameter offers: New articles by the present ones.
    /// - Returns: What was refused, under `errors`.
    ///
    ///   ```json
    ///   {"errors": []}
    ///   ```
    /// - Throws: `ServiceError` that names the articles that were refused.
    @Method(.writes, ru: "ИзменитьАртикулыТоваров", calls: "v1/product/update/offer-id")
    public func updateProductsArticles(offers: JSONObject) async throws -> JSON {
        let pairs = try offers.map { offer throws(UsageError) -> JSON in
            guard let new = offer.value.scalarText, !new.isEmpty else {
                throw UsageError("--offers: the new article of \(Quote.short(offer.key)) is no text")
            }
            return ["offer_id": .string(offer.key), "new_offer_id": .string(new)]
        }
        return try await inParts(pairs, of: Self.articlesSize, "articles", to: "v1/product/update/offer-id") {
            ["update_offer_id": Array($0)]
        }
    }

    /// Moves products to the archive, a hundred with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductArchive
    /// - Parameter products: Ids of products.
    /// - Returns: Whether it was done, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "АрхивироватьТовары", calls: "v1/product/archive")
    public func archiveProducts(products: [ID]) async throws -> JSON {
        try await inParts(
            try Self.numbers(products, "products"), of: Self.archiveSize, "products", to: "v1/product/archive"
        ) { ["product_id": Array($0)] }
    }

    /// Brings products back from the archive, a hundred with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductUnarchive
    /// - Parameter products: Ids of products.
    /// - Returns: Whether it was done, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "РазархивироватьТовары", calls: "v1/product/unarchive")
    public func unarchiveProducts(products: [ID]) async throws -> JSON {
        try await inParts(
            try Self.numbers(products, "products"), of: Self.archiveSize, "products", to: "v1/product/unarchive"
        ) { ["product_id": Array($0)] }
    }

    /// Deletes archived products that have no SKU, 500 with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_DeleteProducts
    /// - Parameter articles: Articles of the seller.
    /// - Returns: What became of each, under `status`.
    ///
    ///   ```json
    ///   {"status": [{"offer_id": "033", "is_deleted": true, "error": ""}]}
    ///   ```
    /// - Throws: `ServiceError` that names the articles that were not deleted.
    @Method(.destroys, ru: "УдалитьТоварыБезSKU", calls: "v2/products/delete")
    public func deleteProductsWithoutSKU(articles: [String]) async throws -> JSON {
        try await inParts(articles, of: Self.deletionSize, "articles", to: "v2/products/delete") { part in
            ["products": JSON.array(part.map { ["offer_id": .string($0)] })]
        }
    }

    /// Hands over the activation codes that a buyer of a digital product waits for.
    ///
    /// Since July 2025 Ozon takes codes for a posting, and no more for a product beforehand: GetDigitalPostings lists the
    /// postings that wait, UpdateDigitalStocks says how many codes there are.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/UploadPostingCodes
    /// - Parameters:
    ///   - product: Id of the product.
    ///   - codes: The codes.
    ///   - posting: Number of the posting; Ozon takes no codes without one.
    ///   - missing: How many codes of the posting can't be given.
    /// - Returns: What was taken, under `exemplars_by_sku`.
    ///
    ///   ```json
    ///   {"exemplars_by_sku": [{"sku": 1234567, "received_qty": 1, "rejected_qty": 0, "failed_exemplars": []}]}
    ///   ```
    /// - Throws: `ServiceError` that says how many codes were not taken, and why.
    @Method(.writes, ru: "ЗагрузитьКодыАктивацииТовара", calls: "v1/posting/digital/codes/upload")
    public func uploadProductActivationCodes(
        productID product: Int, codes: [Secret], posting: String? = nil, missing: Int = 0
    ) async throws -> JSON {
        guard let posting else {
            throw UsageError(
                "Ozon takes codes for a posting since July 2025: give --posting; GetDigitalPostings lists those that wait"
            )
        }
        let found = try await read("v3/product/info/list", ["product_id": JSON.array([.string(String(product))])])
        guard let sku = found["items"]?[0]?["sku"]?.int, sku > 0 else {
            throw UsageError("--productid: there is no product \(product) that has an SKU")
        }
        let keys = codes.map { JSON.string($0.exposed) }
        var request = Self.request(
            "v1/posting/digital/codes/upload",
            [
                "posting_number": posting,
                "exemplars_by_sku": JSON.array([
                    [
                        "sku": JSON(sku), "exemplar_qty": JSON(codes.count),
                        "not_available_exemplar_qty": JSON(missing), "exemplar_keys": .array(keys),
                    ]
                ]),
            ], isRepeatable: false)
        request.secrets = codes
        return try judged(try await service.json(request), "v1/posting/digital/codes/upload")
    }

    /// Counts who waits for products to be there again.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductInfoSubscription
    /// - Parameter skus: SKUs.
    /// - Returns: The numbers, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"sku": 179737222, "count": 4}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьКоличествоПодписчиковТоваров")
    public func getProductSubscribersCount(sku skus: [ID]) async throws -> JSON {
        try await read("v1/product/info/subscription", ["skus": try Self.texts(skus, "sku")])
    }

    /// Finds the SKUs that belong to older ones, 200 with each request.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductGetRelatedSKU
    /// - Parameter skus: SKUs.
    /// - Returns: The SKUs, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"sku": 179737222, "product_id": 223681945, "availability": "AVAILABLE", "delivery_schema": "sds"}],
    ///   "errors": []}
    ///   ```
    /// - Throws: `ServiceError` that names the SKUs that Ozon does not know.
    @Method(.reads, ru: "ПолучитьСвязанныеSKU", calls: "v1/product/related-sku/get")
    public func getRelatedSKUs(sku skus: [ID]) async throws -> JSON {
        try await inParts(
            try Self.texts(skus, "sku"), of: Self.relatedSize, "SKUs", to: "v1/product/related-sku/get",
            isRepeatable: true
        ) { ["sku": Array($0)] }
    }

    /// Reads what has become of an import.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetImportProductsInfo
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - waits: Whether it is waited until no product is under way.
    /// - Returns: The products, under `result.items`.
    ///
    ///   ```json
    ///   {"result": {"items": [{"offer_id": "143210608", "product_id": 137285792, "status": "imported", "errors": []}],
    ///   "total": 1}}
    ///   ```
    /// - Throws: `ServiceError` that names the products that were not taken.
    @Method(.reads, ru: "ПолучитьСтатусДобавленияТовара", calls: "v1/product/import/info")
    public func getProductCreationStatus(taskID task: ID, wait waits: Bool = false) async throws -> JSON {
        let task = try Self.number(task, "taskid")
        guard waits else { return try await read(Self.importState, ["task_id": task]) }
        return try judged(try await finished(task), Self.importState)
    }

    /// Reads how many activation codes a posting still waits for.
    ///
    /// Since July 2025 Ozon has no tasks for codes any more: what is asked for is the posting they were handed over for.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ListPostingCodes
    /// - Parameter posting: Number of the posting.
    /// - Returns: The posting, under `result`; none where it waits for nothing.
    ///
    ///   ```json
    ///   {"result": [{"posting_number": "33920143-1195-1", "status": "awaiting_codes", "products": [{"sku": 1234567,
    ///   "offer_id": "136748", "required_qty_for_digital_code": 1}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусДобавленияКодов")
    public func getCodesUploadStatus(taskID posting: String) async throws -> JSON {
        try await read(
            "v1/posting/digital/list",
            ["filter": ["posting_number": [.string(posting)]] as JSONObject, "limit": 1, "offset": 0])
    }

    /// Gives a template of a product.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsV3
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template; the attributes of the category come besides, under `attributes` and `complex_attributes`.
    ///
    ///   ```json
    ///   {"description_category_id": "<id of the category>", "type_id": "<id of the type>", "name": "<name>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруТовара", calls: "v3/product/import items")
    public static func getProductStructure(empty isEmpty: Bool = false) -> JSON {
        Template([
            "description_category_id": "id of the category", "type_id": "id of the type in the category",
            "name": "name, 500 characters at most", "offer_id": "article of the seller", "barcode": "barcode",
            "price": "price with discounts, as text", "old_price": "price before discounts, as text; 0 for none",
            "vat": "VAT as text: 0, 0.05, 0.07, 0.1, 0.2 or 0.22", "height": "height of the package",
            "width": "width of the package", "depth": "depth of the package", "dimension_unit": "mm, cm or in",
            "weight": "weight with the package", "weight_unit": "g, kg or lb",
            "images": "addresses of pictures as a list, the main one first",
            "images360": "addresses of pictures that make it turn, as a list",
            "color_image": "address of the picture of its colour",
        ]).filled(empty: isEmpty)
    }

    /// Gives a template of a product that is a copy of a card.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsBySKU
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template.
    ///
    ///   ```json
    ///   {"name": "<name>", "sku": "<SKU of the card that is copied>", "offer_id": "<article of the seller>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСокращеннуюСтруктуруТовара", calls: "v1/product/import-by-sku items")
    public static func getSimplifiedProductStructure(empty isEmpty: Bool = false) -> JSON {
        Template([
            "name": "name, 500 characters at most", "sku": "SKU of the card that is copied, a number",
            "offer_id": "article of the seller", "price": "price with discounts, as text",
            "old_price": "price before discounts, as text; 0 for none",
            "vat": "VAT as text: 0, 0.05, 0.07, 0.1, 0.2 or 0.22", "currency_code": "RUB, BYN, KZT, EUR, USD or CNY",
        ]).filled(empty: isEmpty)
    }

    /// Gives a template of a change of attributes.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ProductUpdateAttributes
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template; CompleteComplexAttribute adds attributes to it.
    ///
    ///   ```json
    ///   {"offer_id": "<article of the seller>", "attributes": "<list of complex_id, id and values>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруОбновленияХарактеристик", calls: "v1/product/attributes/update items")
    public static func getAttributesUpdateStructure(empty isEmpty: Bool = false) -> JSON {
        Template(["offer_id": "article of the seller", "attributes": "list of objects with complex_id, id and values"])
            .filled(empty: isEmpty)
    }

    /// Gives a template of the conditions for products.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetProductList
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template; what is left blank is no condition.
    ///
    ///   ```json
    ///   {"offer_id": "<list of articles>", "product_id": "<list of ids>", "visibility": "<ALL, VISIBLE, IN_SALE, …>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраТоваров", calls: "v3/product/list filter")
    public static func getProductsFilterStructure(empty isEmpty: Bool = false) -> JSON {
        Template([
            "offer_id": "list of articles", "product_id": "list of ids of products",
            "visibility": "ALL, VISIBLE, INVISIBLE, IN_SALE, EMPTY_STOCK, READY_TO_SUPPLY, ARCHIVED and others",
        ]).filled(empty: isEmpty)
    }

    /// Adds a video to a product.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsV3
    /// - Parameters:
    ///   - item: Product as GetProductStructure has it.
    ///   - url: Address of the video.
    ///   - title: Name of the video.
    /// - Returns: The product.
    ///
    ///   ```json
    ///   {"offer_id": "136748", "complex_attributes": [{"attributes": [{"id": 21841, "complex_id": 100001,
    ///   "values": [{"value": "https://shop.example.com/tea.mp4"}]}, {"id": 21837, "complex_id": 100001,
    ///   "values": [{"value": "Tea"}]}]}]}
    ///   ```
    @Method(.reads, ru: "ДобавитьВидеоТовара", calls: "v3/product/import items.complex_attributes")
    public static func addProductVideo(item: JSONObject, url: String, title: String) throws(UsageError) -> JSON {
        try appending(
            [
                "attributes": [
                    ["id": 21841, "complex_id": 100_001, "values": [["value": .string(url)]]],
                    ["id": 21837, "complex_id": 100_001, "values": [["value": .string(title)]]],
                ]
            ], to: "complex_attributes", of: item, "item")
    }

    /// Adds a video that is shown in place of the main picture to a product.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsV3
    /// - Parameters:
    ///   - item: Product as GetProductStructure has it.
    ///   - url: Address of the video.
    /// - Returns: The product.
    ///
    ///   ```json
    ///   {"offer_id": "136748", "complex_attributes": [{"attributes": [{"id": 21845, "complex_id": 100002,
    ///   "values": [{"dictionary_value_id": 0, "value": "https://shop.example.com/cover.mp4"}]}]}]}
    ///   ```
    @Method(.reads, ru: "ДобавитьВидеообложкуТовара", calls: "v3/product/import items.complex_attributes")
    public static func addProductVideoCover(item: JSONObject, url: String) throws(UsageError) -> JSON {
        try appending(
            [
                "attributes": [
                    [
                        "id": 21845, "complex_id": 100_002,
                        "values": [["dictionary_value_id": 0, "value": .string(url)]],
                    ]
                ]
            ], to: "complex_attributes", of: item, "item")
    }

    /// Adds an attribute to a product, or to a complex attribute.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_ImportProductsV3
    /// - Parameters:
    ///   - object: Product or complex attribute.
    ///   - attributeID: Id of the attribute.
    ///   - complexID: Id of the complex attribute; 0 for none.
    ///   - values: Value, or a list of values.
    /// - Returns: The object.
    ///
    ///   ```json
    ///   {"offer_id": "136748", "attributes": [{"id": 85, "complex_id": 0, "values": [{"value": "Samovar"}]}]}
    ///   ```
    @Method(.reads, ru: "ДополнитьКомплексныйАтрибут", calls: "v3/product/import items.attributes")
    public static func completeComplexAttribute(
        object: JSONObject, attributeID: Int, complexID: Int, values: JSON
    ) throws(UsageError) -> JSON {
        try appending(
            [
                "id": JSON(attributeID), "complex_id": JSON(complexID),
                "values": values.array == nil ? .array([values]) : values,
            ], to: "attributes", of: object, "object")
    }

    /// The most articles of a request that changes them.
    private static let articlesSize = 25
    /// The most products of a request to or from the archive.
    private static let archiveSize = 100
    /// The most articles of a request that deletes.
    private static let deletionSize = 500
    /// The most SKUs of a request for others.
    private static let relatedSize = 200

    private static func appending(
        _ element: JSON, to key: String, of object: JSONObject, _ option: String
    ) throws(UsageError) -> JSON {
        var object = object
        switch object[key] {
        case nil, .null?, ""?: object[key] = .array([element])
        case .array(let elements)?: object[key] = .array(elements + [element])
        default: throw UsageError("--\(option): \(key) is no list")
        }
        return .object(object)
    }
}
