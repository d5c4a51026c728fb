import OIntCore
import OIntHTTP

@Methods("FBS scheme")
extension Ozon {
    /// Lists the postings that the seller sends.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetFbsPostingListV3
    /// - Parameters:
    ///   - filter: Conditions; since and to are needed, a year apart at most; status, warehouse_id, order_id and others.
    ///   - fields: What is told besides, such as {"analytics_data": true, "financial_data": true, "barcodes": true}.
    ///   - offset: How many are skipped.
    /// - Returns: The postings, under `result.postings`.
    ///
    ///   ```json
    ///   {"result": {"postings": [{"posting_number": "05708065-0029-1", "status": "awaiting_packaging",
    ///   "shipment_date": "2026-01-16T10:00:00Z", "products": [{"sku": 1234567, "offer_id": "136748", "quantity": 1}]}],
    ///   "has_next": false}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокОтправленийFBS", calls: "v3/posting/fbs/list", rows: "result.postings")
    public func getFBSShipmentsList(
        filter: JSONObject, with fields: JSONObject = [:], offset: Int = 0
    ) throws(UsageError) -> Pages {
        try postings(
            "v3/posting/fbs/list", rows: "result.postings", hasMore: "result.has_next", from: offset, furthest: nil,
            [
                "filter": try Self.period(in: filter, ("since", "to")),
                "with": Self.filled(fields).isEmpty ? nil : Self.filled(fields),
            ])
    }

    /// Lists the postings that the seller has still to pack or to hand over.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetFbsPostingUnfulfilledList
    /// - Parameters:
    ///   - filter: Conditions; a period is needed: cutoff_from and cutoff_to, or delivering_date_from and
    ///     delivering_date_to.
    ///   - fields: What is told besides, such as {"analytics_data": true, "barcodes": true}.
    ///   - offset: How many are skipped.
    /// - Returns: The postings, under `result.postings`.
    ///
    ///   ```json
    ///   {"result": {"count": 1, "postings": [{"posting_number": "05708065-0029-1", "status": "awaiting_packaging",
    ///   "shipment_date": "2026-01-16T10:00:00Z"}]}}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьНеобработанныеОтправленияFBS", calls: "v3/posting/fbs/unfulfilled/list",
        rows: "result.postings")
    public func getUnfulfilledFBSShipments(
        filter: JSONObject, with fields: JSONObject = [:], offset: Int = 0
    ) throws(UsageError) -> Pages {
        try postings(
            "v3/posting/fbs/unfulfilled/list", rows: "result.postings", total: "result.count", from: offset,
            furthest: nil,
            [
                "filter": try Self.period(
                    in: filter, ("cutoff_from", "cutoff_to"), ("delivering_date_from", "delivering_date_to")),
                "with": Self.filled(fields).isEmpty ? nil : Self.filled(fields),
            ])
    }

    /// Reads a posting that the seller sends.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetFbsPostingV3
    /// - Parameters:
    ///   - posting: Number of the posting.
    ///   - fields: What is told besides, such as {"barcodes": true, "product_exemplars": true}.
    /// - Returns: The posting, under `result`.
    ///
    ///   ```json
    ///   {"result": {"posting_number": "05708065-0029-1", "status": "awaiting_packaging", "order_id": 680420041,
    ///   "products": [{"sku": 1234567, "offer_id": "136748", "quantity": 1, "price": "450.00"}]}}
    ///   ```
    @Method(.reads, ru: "ПолучитьОтправлениеFBS")
    public func getFBSShipment(posting: String, with fields: JSONObject = [:]) async throws -> JSON {
        try await read(
            "v3/posting/fbs/get",
            ["posting_number": posting, "with": Self.filled(fields).isEmpty ? nil : Self.filled(fields)])
    }

    /// Says that a posting is packed, and how.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_ShipFbsPostingV4
    /// - Parameters:
    ///   - posting: Number of the posting.
    ///   - packages: For each package an object of numbers of pieces by the product's id in the posting.
    /// - Returns: The numbers of the postings that came of it, under `result`.
    ///
    ///   ```json
    ///   {"result": ["05708065-0029-1"], "additional_data": []}
    ///   ```
    @Method(.writes, ru: "СобратьОтправлениеFBS")
    public func packFBSShipment(posting: String, packages: [JSONObject]) async throws -> JSON {
        var list: [JSON] = []
        for (index, package) in packages.enumerated() {
            guard !package.isEmpty else { throw UsageError("--packages: package \(index + 1) is empty") }
            var products: [JSON] = []
            for member in package {
                guard let count = member.value.wholeNumber, count > 0 else {
                    throw UsageError("--packages: package \(index + 1) needs numbers of pieces by product id")
                }
                products.append(["product_id": try Self.number(ID(member.key), "packages"), "quantity": JSON(count)])
            }
            list.append(["products": .array(products)])
        }
        guard !list.isEmpty else { throw UsageError("--packages names no package") }
        return try await write("v4/posting/fbs/ship", ["packages": list, "posting_number": posting])
    }

    /// Downloads the labels of packed postings as PDF.
    ///
    /// A label is there about a minute after packing; CreateFBSLabels is for many postings.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_PostingFBSPackageLabel
    /// - Parameter postings: Numbers of postings, 20 at most.
    /// - Returns: The PDF.
    @Method(.reads, ru: "СкачатьЭтикеткиFBS", calls: "v2/posting/fbs/package-label")
    public func downloadFBSLabels(postings: [String]) async throws -> ByteStream {
        guard (1...Self.labelsSize).contains(postings.count) else {
            throw UsageError("--postings takes 1 to \(Self.labelsSize) postings, not \(postings.count)")
        }
        let response = try await service.send(
            Self.request("v2/posting/fbs/package-label", ["posting_number": postings], isRepeatable: true))
        // What is no file is an answer in JSON, whatever its status.
        guard response.header("Content-Type")?.lowercased().hasPrefix("application/json") == true else {
            return response.body
        }
        let reply = try await response.collected(upTo: service.http.configuration.replyLimit)
        let json = try reply.json()
        if let content = json["file_content"]?.string.flatMap({ Base64.decoded($0) }) { return ByteStream(content) }
        throw service.refusal(
            Judgement(code: json["code"]?.scalarText, message: json["message"]?.string ?? "there is no file"),
            in: ServiceReply(reply))
    }

    /// Orders labels of packed postings, which are made in Ozon's own time.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_CreateLabelBatchV2
    /// - Parameter postings: Numbers of postings.
    /// - Returns: The tasks, one for each size of labels, under `result.tasks`.
    ///
    ///   ```json
    ///   {"result": {"tasks": [{"task_id": 5819327210248, "task_type": "big_label"}]}}
    ///   ```
    @Method(.writes, ru: "СоздатьЭтикеткиFBS")
    public func createFBSLabels(postings: [String]) async throws -> JSON {
        guard !postings.isEmpty else { throw UsageError("--postings names no posting") }
        return try await write("v2/posting/fbs/package-label/create", ["posting_number": postings])
    }

    /// Reads whether ordered labels are there, and where.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetLabelBatch
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - waits: Whether it is waited for them.
    /// - Returns: The address of the file, under `result.file_url`.
    ///
    ///   ```json
    ///   {"result": {"status": "completed", "file_url": "https://files.example.com/labels.pdf", "error": "",
    ///   "printed_postings_count": 2, "unprinted_postings_count": 0, "unprinted_postings": []}}
    ///   ```
    /// - Throws: `ServiceError` that names the postings without a label.
    @Method(.reads, ru: "ПолучитьЭтикеткиFBS", calls: "v1/posting/fbs/package-label/get")
    public func getFBSLabels(taskID task: ID, wait waits: Bool = false) async throws -> JSON {
        let id = try Self.number(task, "taskid")
        let path = "v1/posting/fbs/package-label/get"
        guard waits else { return try await read(path, ["task_id": id]) }
        let state = try await service.awaited(
            "the making of labels", remedy: "GetFBSLabels --taskid \(task.text) tells how it stands"
        ) {
            try await answer(path, ["task_id": id], isRepeatable: true)
        } isOver: {
            ["completed", "error"].contains($0["result"]?["status"]?.string)
        }
        return try judged(state, path)
    }

    /// Lists why postings may be cancelled.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetPostingFbsCancelReasonV1
    /// - Parameter postings: Numbers of postings.
    /// - Returns: The reasons by posting, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"posting_number": "05708065-0029-1", "reasons": [{"id": 352, "title": "Товара нет в наличии",
    ///   "type_id": "seller"}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьПричиныОтменыFBS")
    public func getFBSCancelReasons(postings: [String]) async throws -> JSON {
        try await read("v1/posting/fbs/cancel-reason", ["related_posting_numbers": postings])
    }

    /// Cancels a posting that the seller was to send.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_CancelFbsPosting
    /// - Parameters:
    ///   - posting: Number of the posting.
    ///   - reason: Id of the reason from GetFBSCancelReasons.
    ///   - message: What happened; needed with reason 402.
    /// - Returns: Whether it was done, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "ОтменитьОтправлениеFBS")
    public func cancelFBSShipment(posting: String, reason: Int, message: String? = nil) async throws -> JSON {
        if reason == 402, message == nil { throw UsageError("--message is needed with reason 402") }
        return try await write(
            "v2/posting/fbs/cancel",
            ["cancel_reason_id": reason, "cancel_reason_message": message, "posting_number": posting])
    }

    /// Gives postings their tracking numbers.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_FbsPostingTrackingNumberSet
    /// - Parameter numbers: Tracking numbers by the postings' numbers.
    /// - Returns: What became of each, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"posting_number": "05708065-0029-1", "result": true, "error": ""}]}
    ///   ```
    /// - Throws: `ServiceError` that names the postings that were refused.
    @Method(.writes, ru: "УстановитьТрекНомераFBS", calls: "v2/fbs/posting/tracking-number/set")
    public func setFBSTrackingNumbers(numbers: JSONObject) async throws -> JSON {
        var list: [JSON] = []
        for member in numbers {
            guard let number = member.value.scalarText, !number.isEmpty else {
                throw UsageError("--numbers: the tracking number of \(Quote.short(member.key)) is no text")
            }
            list.append(["posting_number": .string(member.key), "tracking_number": .string(number)])
        }
        return try await inParts(list, of: 20, "postings", to: "v2/fbs/posting/tracking-number/set") {
            ["tracking_numbers": Array($0)]
        }
    }

    /// The most postings of a request for labels.
    private static let labelsSize = 20
}

@Methods("Digital products")
extension Ozon {
    /// Says how many codes of digital products there are.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DigitalProductAPI_StocksImport
    /// - Parameter stocks: Numbers by article.
    /// - Returns: What became of each, under `status`.
    ///
    ///   ```json
    ///   {"status": [{"offer_id": "136748", "product_id": 223681945, "sku": 1234567, "updated": true, "errors": []}]}
    ///   ```
    /// - Throws: `ServiceError` that names the articles that were refused.
    @Method(.writes, ru: "ОбновитьОстаткиЦифровыхТоваров", calls: "v1/product/digital/stocks/import")
    public func updateDigitalStocks(stocks: JSONObject) async throws -> JSON {
        var list: [JSON] = []
        for member in stocks {
            guard let count = member.value.wholeNumber, count >= 0 else {
                throw UsageError("--stocks: the number of \(Quote.short(member.key)) is no whole number from 0 on")
            }
            list.append(["offer_id": .string(member.key), "stock": JSON(count)])
        }
        return try await inParts(list, of: 100, "stocks", to: "v1/product/digital/stocks/import") {
            ["stocks": Array($0)]
        }
    }

    /// Lists the postings that wait for activation codes.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ListPostingCodes
    /// - Parameters:
    ///   - filter: Conditions: posting_number, since, to.
    ///   - fields: What is told besides, such as {"financial_data": true}.
    ///   - offset: How many are skipped.
    /// - Returns: The postings, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"posting_number": "33920143-1195-1", "status": "awaiting_codes",
    ///   "waiting_deadline_for_digital_code": "2026-01-16T09:00:00Z"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЦифровыеОтправления", calls: "v1/posting/digital/list", rows: "result")
    public func getDigitalPostings(
        filter: JSONObject = [:], with fields: JSONObject = [:], offset: Int = 0
    ) throws(UsageError) -> Pages {
        let (filter, fields) = (Self.filled(filter), Self.filled(fields))
        return try postings(
            "v1/posting/digital/list", rows: .orNone("result"), from: offset, furthest: nil,
            ["filter": filter.isEmpty ? nil : filter, "with": fields.isEmpty ? nil : fields])
    }
}

@Methods("Access and other methods")
extension Ozon {
    /// Reads what the key may do, and until when.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/AccessAPI_RolesByToken
    /// - Returns: The roles with their methods, and the end of the key, under `expires_at`.
    ///
    ///   ```json
    ///   {"expires_at": "2026-07-01T00:00:00Z", "roles": [{"name": "Product", "methods": ["/v3/product/list"]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьРолиКлюча")
    public func getKeyRoles() async throws -> JSON { try await read("v1/roles") }

    /// Calls any other method of Ozon.
    ///
    /// Source: https://docs.ozon.ru/api/seller/
    /// - Parameters:
    ///   - method: Method of the request; nearly always POST.
    ///   - path: Path with its version, such as v1/seller/info.
    ///   - query: Items of the query.
    ///   - body: JSON body; an empty object where a POST has none.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"company": {"name": "Samovar", "country": "RU"}}
    ///   ```
    /// - Throws: `ServiceError` also for what a method that is known refuses inside of its answer.
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .post, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        let answer = try await service.call(method, path, query: query, body: body ?? (method == .post ? [:] : nil))
        return try judged(answer, String(path.optionText.drop { $0 == "/" }))
    }
}
