import OIntCore

extension Ozon {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "clientid": "836",
            "apikey": OptionExample("0123-not-a-real-key", shown: "API_KEY"),
            "categoryid": "200000933",
            "typeid": "93244",
            "attributeid": "85",
            "value": "Белый",
            "filter": #"{"visibility": "IN_SALE"}"#,
            "GetFBOShipmentsList.filter": #"{"since": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}"#,
            "GetFBSShipmentsList.filter": #"{"since": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}"#,
            "GetUnfulfilledFBSShipments.filter":
                #"{"cutoff_from": "2026-01-15T00:00:00Z", "cutoff_to": "2026-01-16T00:00:00Z"}"#,
            "productid": "223681945",
            "GetProductsInformation.productid": #"["223681945"]"#,
            "GetProductDescription.productid": "223681945",
            "sku": #"["179737222"]"#,
            "GetStocksByWarehouse.sku": #"["179737222"]"#,
            "items":
                #"[{"offer_id": "136748", "name": "Tea", "description_category_id": 200000933, "type_id": 93244, "price": "450", "vat": "0"}]"#,
            "CreateProductByOzonID.items": #"[{"sku": 298789742, "offer_id": "91132", "price": "450", "vat": "0"}]"#,
            "UpdateProductsAttributes.items":
                #"[{"offer_id": "136748", "attributes": [{"id": 85, "complex_id": 0, "values": [{"value": "Samovar"}]}]}]"#,
            "CreateFBODraft.items": #"{"1234567": 10}"#,
            "images": #"["https://shop.example.com/tea.jpg"]"#,
            "UpdateProductImages.images": #"["https://shop.example.com/tea.jpg"]"#,
            "products": #"["223681945"]"#,
            "AddPromoProducts.products": #"[{"product_id": 1389, "action_price": 356, "stock": 10}]"#,
            "offers": #"{"136748": "tea-100"}"#,
            "articles": #"["033"]"#,
            "codes": OptionExample(#"["AAAA-BBBB-CCCC"]"#, shown: #"["CODE"]"#),
            "posting": "05708065-0029-1",
            "UploadProductActivationCodes.posting": "33920143-1195-1",
            "postings": #"["05708065-0029-1"]"#,
            "taskid": "172549793",
            "GetCodesUploadStatus.taskid": "33920143-1195-1",
            "item": #"{"offer_id": "136748"}"#,
            "url": "https://shop.example.com/tea.mp4",
            "title": "Tea",
            "object": #"{"offer_id": "136748"}"#,
            "CompleteComplexAttribute.attributeid": "85",
            "complexid": "0",
            "values": #"[{"value": "Samovar"}]"#,
            "barcodes": #"{"179737222": "4600000000001"}"#,
            "productids": #"["223681945"]"#,
            "stocks":
                #"[{"offer_id": "PH11042", "product_id": 313455276, "stock": 100, "warehouse_id": 22142605386000}]"#,
            "UpdateDigitalStocks.stocks": #"{"136748": 25}"#,
            "prices": #"[{"offer_id": "PH8865", "price": "450", "old_price": "500"}]"#,
            "SetProductDiscount.discount": "30",
            "actionid": "71342",
            "search": "Подольск",
            "clusters": #"["4039"]"#,
            "oper": "54712345",
            "draft": "54712345",
            "whs": #"["1020000115166000"]"#,
            "CreateFBOSupply.from": "2026-02-02T09:00:00",
            "CreateFBOSupply.to": "2026-02-02T10:00:00",
            "packages": #"[{"185479045": 1}]"#,
            "reason": "352",
            "numbers": #"{"48173252-0033-2": "123123123"}"#,
            "path": "v1/seller/info",
        ]
    }
}
