import OIntCore
import OIntHTTP

@Methods("Orders management")
extension CDEK {
    /// Registers an order.
    ///
    /// The order is sent once: CDEK takes the same number a second time as a second order.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - order: The order as GetOrderDescription has it.
    ///   - isStore: Whether it is an order of an online shop.
    ///   - waits: Whether it is waited until the order is registered and has its number.
    /// - Returns: The promise with the order's UUID, under `entity`; the order where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}, "requests": [{"request_uuid":
    ///   "9adca50a-5b5a-4b5a-8f5a-1c1c1c1c1c1c", "type": "CREATE", "state": "ACCEPTED",
    ///   "date_time": "2026-01-15T09:00:00+0000", "errors": [], "warnings": []}]}
    ///   ```
    /// - Throws: `ServiceError` when the order is refused, also where that turns out later.
    @Method(.writes, ru: "СоздатьЗаказ", calls: "POST /v2/orders")
    public func createOrder(order: JSONObject, ostore isStore: Bool = false, wait waits: Bool = false) async throws
        -> JSON
    {
        var order = Self.filled(order)
        try Self.check(order, "order", has: ["tariff_code", "recipient", "packages"])
        // What says in itself that it is an order of a shop stays one.
        let kind = isStore || order["type"] == 1 || order["type"] == "1" ? 1 : 2
        order["type"] = nil
        var fields: Fields = ["type": kind]
        fields.append(contentsOf: order)
        return try await changed(.post("orders", body: .json(fields)), at: "orders", waits: waits) { state in
            state["entity"]?["cdek_number"]?.scalarText?.isEmpty == false
        }
    }

    /// Changes an order.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the order.
    ///   - order: What changes; CDEK wants `type` and `recipient` besides.
    ///   - waits: Whether it is waited until the change is made.
    /// - Returns: The promise; the order where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}, "requests": [{"type": "UPDATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when the change is refused, also where that turns out later.
    @Method(.writes, ru: "ИзменитьЗаказ", calls: "PATCH /v2/orders")
    public func updateOrder(uuid: ID, order: JSONObject, wait waits: Bool = false) async throws -> JSON {
        // What is blank here is meant to become blank.
        var order = order
        order["uuid"] = nil
        guard !order.isEmpty else { throw UsageError("--order names nothing to change") }
        var fields: Fields = ["uuid": try Self.uuid(uuid, "uuid")]
        fields.append(contentsOf: order)
        return try await changed(.patch("orders", body: .json(fields)), at: "orders", waits: waits)
    }

    /// Deletes an order that has not been handed over.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the order.
    ///   - waits: Whether it is waited until the order is deleted.
    /// - Returns: The promise; the last state where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}, "requests": [{"type": "DELETE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when the deletion is refused, also where that turns out later.
    @Method(.destroys, ru: "УдалитьЗаказ", calls: "DELETE /v2/orders/{uuid}")
    public func deleteOrder(uuid: ID, wait waits: Bool = false) async throws -> JSON {
        try await changed(.delete("orders/\(try Self.uuid(uuid, "uuid"))"), at: "orders", waits: waits)
    }

    /// Reads an order by its UUID.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the order.
    /// - Returns: The order, under `entity`, and what became of its changes, under `requests`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "cdek_number": "1105088384", "number": "A-17",
    ///   "statuses": [{"code": "CREATED", "name": "Создан", "date_time": "2026-01-15T09:00:00+0000"}]},
    ///   "requests": [{"type": "CREATE", "state": "SUCCESSFUL"}], "related_entities": []}
    ///   ```
    /// - Throws: `ServiceError` when the order was refused.
    @Method(.reads, ru: "ПолучитьЗаказ", calls: "GET /v2/orders/{uuid}")
    public func getOrder(uuid: ID) async throws -> JSON { try await read("orders/\(try Self.uuid(uuid, "uuid"))") }

    /// Reads an order by its number.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - number: CDEK's number, or the shop's own.
    ///   - isOwn: Whether it is the shop's own number.
    /// - Returns: The order, under `entity`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "cdek_number": "1105088384", "number": "A-17"},
    ///   "requests": [{"type": "CREATE", "state": "SUCCESSFUL"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЗаказПоНомеру", calls: "GET /v2/orders")
    public func getOrderByNumber(number: ID, internal isOwn: Bool = false) async throws -> JSON {
        if isOwn { return try await read("orders", ["im_number": number]) }
        guard JSONNumber(number.text)?.int != nil else {
            throw UsageError("--number: CDEK's numbers are whole numbers; --internal true is for the shop's own")
        }
        return try await read("orders", ["cdek_number": number])
    }

    /// Registers that the recipient gives a delivered order back, all of it.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the order.
    ///   - tariff: Code of the tariff.
    ///   - waits: Whether it is waited until the return is registered.
    /// - Returns: The promise; the return where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-0c0c-4c0c-8c0c-0c0c0c0c0c0c"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when the return is refused, also where that turns out later.
    @Method(.writes, ru: "ОформитьКлиентскийВозврат", calls: "POST /v2/orders/{uuid}/clientReturn")
    public func createCustomerRefund(uuid: ID, tariff: Int, wait waits: Bool = false) async throws -> JSON {
        try await changed(
            .post("orders/\(try Self.uuid(uuid, "uuid"))/clientReturn", body: .json(["tariff_code": tariff])),
            at: "orders", waits: waits)
    }

    /// Registers that an order is refused, so that it goes back to the sender.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the order.
    ///   - waits: Whether it is waited until the refusal is registered.
    /// - Returns: The promise; the order where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when it is not taken, also where that turns out later.
    @Method(.writes, ru: "СоздатьОтказ", calls: "POST /v2/orders/{uuid}/refusal")
    public func createRefusal(uuid: ID, wait waits: Bool = false) async throws -> JSON {
        try await changed(.post("orders/\(try Self.uuid(uuid, "uuid"))/refusal"), at: "orders", waits: waits)
    }

    /// Orders a waybill of orders as PDF.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - orders: UUIDs of orders or CDEK's numbers, a hundred at most.
    ///   - kind: Form of the waybill.
    ///   - count: Copies on a sheet.
    ///   - waits: Whether it is waited until the file is there.
    /// - Returns: The promise with the print's UUID, under `entity`; its state with `entity.url` where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-1d1d-4d1d-8d1d-1d1d1d1d1d1d"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when the print is refused, also where that turns out later.
    @Method(.writes, ru: "СформироватьКвитанцию", calls: "POST /v2/print/orders")
    public func createReceipt(
        uuids orders: [ID], type kind: WaybillKind = .russia, count: Int = 2, wait waits: Bool = false
    ) async throws -> JSON {
        try Self.check(count, orders)
        return try await printed(
            "print/orders",
            ["orders": try Self.orders(orders, "uuids"), "copy_count": count, "type": kind.rawValue], waits: waits)
    }

    /// Reads how a waybill stands, or downloads it.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the print from CreateReceipt.
    ///   - isFile: Whether the PDF is downloaded.
    ///   - waits: Whether it is waited until the file is there.
    /// - Returns: The state; the PDF with `--getfile true`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-1d1d-4d1d-8d1d-1d1d1d1d1d1d", "url":
    ///   "https://api.cdek.ru/v2/print/orders/72753031-1d1d-4d1d-8d1d-1d1d1d1d1d1d.pdf",
    ///   "statuses": [{"code": "READY", "name": "Сформирован", "date_time": "2026-01-15T09:00:05+0000"}]}}
    ///   ```
    /// - Throws: `ServiceError` when the print was refused, or is not there yet.
    @Method(.reads, ru: "ПолучитьКвитанцию", calls: "GET /v2/print/orders/{uuid}")
    public func getReceipt(uuid: ID, getFile isFile: Bool = false, wait waits: Bool = false) async throws -> Print {
        try await print(uuid, "print/orders", isFile: isFile, waits: waits)
    }

    /// Orders labels with barcodes for the packages of orders as PDF.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - orders: UUIDs of orders or CDEK's numbers, a hundred at most.
    ///   - count: Copies.
    ///   - format: Size of the sheet.
    ///   - language: Language of the labels.
    ///   - waits: Whether it is waited until the file is there.
    /// - Returns: The promise with the print's UUID, under `entity`; its state with `entity.url` where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-2e2e-4e2e-8e2e-2e2e2e2e2e2e"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when the print is refused, also where that turns out later.
    @Method(.writes, ru: "СформироватьШтрихкод", calls: "POST /v2/print/barcodes")
    public func createBarcode(
        uuids orders: [ID], count: Int = 1, format: LabelFormat = .a4, lang language: LabelLanguage = .russian,
        wait waits: Bool = false
    ) async throws -> JSON {
        try Self.check(count, orders)
        return try await printed(
            "print/barcodes",
            [
                "orders": try Self.orders(orders, "uuids"), "copy_count": count, "format": format.rawValue,
                "lang": language.rawValue,
            ], waits: waits)
    }

    /// Reads how labels stand, or downloads them.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the print from CreateBarcode.
    ///   - isFile: Whether the PDF is downloaded.
    ///   - waits: Whether it is waited until the file is there.
    /// - Returns: The state; the PDF with `--getfile true`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-2e2e-4e2e-8e2e-2e2e2e2e2e2e", "format": "A6", "url":
    ///   "https://api.cdek.ru/v2/print/barcodes/72753031-2e2e-4e2e-8e2e-2e2e2e2e2e2e.pdf",
    ///   "statuses": [{"code": "READY", "name": "Сформирован", "date_time": "2026-01-15T09:00:05+0000"}]}}
    ///   ```
    /// - Throws: `ServiceError` when the print was refused, or is not there yet.
    @Method(.reads, ru: "ПолучитьШтрихкод", calls: "GET /v2/print/barcodes/{uuid}")
    public func getBarcode(uuid: ID, getFile isFile: Bool = false, wait waits: Bool = false) async throws -> Print {
        try await print(uuid, "print/barcodes", isFile: isFile, waits: waits)
    }

    /// Announces orders that will be handed over together.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - orders: UUIDs of orders, CDEK's numbers, or the shop's own numbers where they are not numbers alone.
    ///   - date: When they will be handed over.
    ///   - point: Code of the point that takes them.
    ///   - waits: Whether it is waited until it is registered.
    /// - Returns: The promise; the prealert where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-3f3f-4f3f-8f3f-3f3f3f3f3f3f"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when it is refused, also where that turns out later.
    @Method(.writes, ru: "СоздатьПреалерт", calls: "POST /v2/prealert")
    public func createPrealert(
        uuids orders: [ID], date: DateTime, point: String, wait waits: Bool = false
    ) async throws -> JSON {
        try await changed(
            .post(
                "prealert",
                body: .json([
                    "orders": try Self.orders(orders, "uuids", own: "im_number"), "planned_date": Self.moment(date),
                    "shipment_point": point,
                ])), at: "prealert", waits: waits)
    }

    /// Reads a prealert.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the prealert.
    /// - Returns: The prealert, under `entity`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-3f3f-4f3f-8f3f-3f3f3f3f3f3f", "prealert_number": "77-123",
    ///   "planned_date": "2026-01-16T10:00:00+0000", "shipment_point": "MSK67", "orders": []}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПреалерт", calls: "GET /v2/prealert/{uuid}")
    public func getPrealert(uuid: ID) async throws -> JSON { try await read("prealert/\(try Self.uuid(uuid, "uuid"))") }

    /// Reads whether the passports for an international order are in order.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the order, or CDEK's number.
    ///   - client: Whose passport, such as SENDER or RECIPIENT.
    /// - Returns: The orders with their passports, under `orders`.
    ///
    ///   ```json
    ///   {"orders": [{"order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "cdek_number": 1105088384,
    ///   "passport": [{"client": "RECIPIENT", "passport_requirements_satisfied": true}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусПаспортныхДанных")
    public func getPassportDataStatus(uuid: ID, client: String? = nil) async throws -> JSON {
        var query = try Self.order(uuid, "uuid")
        query.append("client", client)
        return try await read("passport", query)
    }

    /// Reads the receipt of an order.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the order, or CDEK's number.
    /// - Returns: The receipts, under `check_info`.
    ///
    ///   ```json
    ///   {"check_info": [{"order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "cdek_number": 1105088384,
    ///   "document_number": "1234", "type": "CASH_RECEIPT_IN", "payment_info": [{"sum": 450, "type": "CARD"}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЧекЗаказа")
    public func getCashboxCheck(uuid: ID) async throws -> JSON { try await read("check", try Self.order(uuid, "uuid")) }

    /// Gives a template of an order.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - isEmpty: Whether the values are blank.
    ///   - isRequired: Whether only what is needed is given.
    ///   - isStore: Whether what orders of online shops have is given, too.
    /// - Returns: The template; what is left blank is not sent.
    ///
    ///   ```json
    ///   {"tariff_code": "<code of the tariff>", "recipient": {"name": "<name>", "phones": [{"number": "<+79001234567>"}]},
    ///   "packages": [{"number": "<number of the package>", "weight": "<grams>"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписаниеЗаказа", calls: "POST /v2/orders fields")
    public static func getOrderDescription(
        empty isEmpty: Bool = false, required isRequired: Bool = false, ostore isStore: Bool = false
    ) -> JSON {
        CDEKTemplates.order(isRequired: isRequired, isStore: isStore).filled(empty: isEmpty)
    }

    /// Forms of waybills.
    public enum WaybillKind: String, OptionChoice {
        /// Chinese.
        case china = "tpl_china"
        /// Armenian.
        case armenia = "tpl_armenia"
        /// Russian.
        case russia = "tpl_russia"
        /// English.
        case english = "tpl_english"
        /// Italian.
        case italian = "tpl_italian"
        /// Korean.
        case korean = "tpl_korean"
        /// Latvian.
        case latvian = "tpl_latvian"
        /// Lithuanian.
        case lithuanian = "tpl_lithuanian"
        /// German.
        case german = "tpl_german"
        /// Turkish.
        case turkish = "tpl_turkish"
        /// Czech.
        case czech = "tpl_czech"
        /// Thai.
        case thailand = "tpl_thailand"
        /// An invoice.
        case invoice = "tpl_invoice"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Sizes of sheets.
    public enum LabelFormat: String, OptionChoice {
        /// 210 by 297 mm.
        case a4 = "A4"
        /// 148 by 210 mm.
        case a5 = "A5"
        /// 105 by 148 mm.
        case a6 = "A6"
        /// 74 by 105 mm.
        case a7 = "A7"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Languages of labels.
    public enum LabelLanguage: String, OptionChoice {
        /// Russian.
        case russian = "RUS"
        /// English.
        case english = "ENG"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    private static func check(_ count: Int, _ orders: [ID]) throws(UsageError) {
        guard count > 0 else { throw UsageError("--count takes a number from 1 on, not \(count)") }
        guard orders.count <= 100 else {
            throw UsageError("--uuids: a hundred orders are the most, not \(orders.count)")
        }
    }
}
