import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Synchronization
import Testing

@testable import OIntOzon

/// A seller of whom Ozon knows.
private func ozon(_ service: PreparedService, _ clock: InstantClock = InstantClock()) -> LibraryUnderTest {
    LibraryUnderTest(Ozon.library, options: ["clientid": "836", "apikey": "key-1"], over: service, clock: clock)
}

@Suite("Long lists of Ozon", .timeLimit(.minutes(2)))
struct LongListTests {
    private func stocks(_ count: Int) -> String {
        "["
            + (1...count).map { #"{"offer_id": "A-\#($0)", "stock": \#($0 % 3), "warehouse_id": 22}"# }
            .joined(separator: ",") + "]"
    }

    private func taken(_ names: [String], but refused: Set<String> = []) -> PreparedService.Answer {
        .json([
            "result": .array(
                names.map { name in
                    [
                        "offer_id": .string(name), "updated": .bool(!refused.contains(name)),
                        "errors": refused.contains(name) ? [["code": "NOT_FOUND", "message": "no such product"]] : [],
                    ]
                })
        ])
    }

    private func names(_ sent: PreparedService.Sent) -> [String] {
        (sent.json?["stocks"]?.array ?? []).compactMap { $0["offer_id"]?.string }
    }

    @Test("20,000 stocks go in hundreds, in order, as fast as Ozon takes them")
    func thousands() async throws {
        let answers = (0..<200).map { part in taken((1...100).map { "A-\(part * 100 + $0)" }) }
        let (service, clock) = (PreparedService(answers), InstantClock())
        let answer = try await ozon(service, clock).call("UpdateProductsStocks", ["stocks": stocks(20_000)]).json
        #expect(service.requests.count == 200)
        #expect(service.requests.flatMap(names) == (1...20_000).map { "A-\($0)" })
        #expect(answer?["result"]?.array?.count == 20_000)
        #expect(clock.pauses == Array(repeating: .milliseconds(750), count: 199))
        // A stock of zero is a stock.
        #expect(service.requests[0].json?["stocks"]?[2]?["stock"] == 0)
    }

    @Test("What is refused is named by its article, after everything was sent")
    func refused() async throws {
        let service = PreparedService(
            taken((1...100).map { "A-\($0)" }, but: ["A-7"]), taken((101...200).map { "A-\($0)" }),
            taken(["A-201"], but: ["A-201"]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await ozon(service).call("UpdateProductsStocks", ["stocks": stocks(201)])
        }
        #expect(service.requests.count == 3)
        #expect(refusal?.code == "NOT_FOUND")
        #expect(refusal?.message?.hasPrefix("2 of 201 were refused: A-7: (NOT_FOUND) no such product; A-201") == true)
        guard case .json(let reply)? = refusal?.reply else { return }
        #expect(reply["result"]?.array?.count == 201)
    }

    @Test("What is not said to be changed is not changed")
    func unsaid() async throws {
        let service = PreparedService(.json(["result": [["offer_id": "A-1", "errors": []]]]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await ozon(service).call("UpdateProductsPrices", ["prices": #"[{"offer_id": "A-1", "price": 5}]"#])
        }
        #expect(refusal?.message == "A-1: not taken")
        #expect(service.requests[0].json?["prices"]?[0] == ["offer_id": "A-1", "price": "5"])
    }

    @Test("A part that is refused as a whole ends the list, and tells what was done")
    func refusedPart() async throws {
        let service = PreparedService(
            taken((1...100).map { "A-\($0)" }, but: ["A-7"]),
            .json(["code": 3, "message": "bad stock", "details": []], status: 400))
        let told = Told()
        var configuration = HTTPConfiguration()
        configuration.notice = { told.add($0) }
        let library = LibraryUnderTest(
            Ozon.library, options: ["clientid": "836", "apikey": "key-1"], over: service, configuration: configuration)
        let refusal = await #expect(throws: ServiceError.self) {
            try await library.call("UpdateProductsStocks", ["stocks": stocks(201)])
        }
        #expect(refusal?.message == "stocks 101 to 200 of 201: bad stock")
        #expect(refusal?.remedy?.contains("The 100 before them are done") == true)
        #expect(told.lines.contains { $0.contains("A-7") })
    }

    @Test("An item that lacks something is told before anything is sent")
    func lacking() async throws {
        let library = ozon(PreparedService())
        let told = try await library.usageProblems(
            "UpdateProductsStocks",
            ["stocks": #"[{"offer_id": "A", "stock": 0, "warehouse_id": 1}, {"offer_id": "B"}]"#])
        #expect(told == "--stocks: item 2 (B) lacks stock, warehouse_id")
        #expect(
            try await library.usageProblems("UpdateProductsPrices", ["prices": #"{"price": "5"}"#])?.contains(
                "offer_id or product_id") == true)
    }

    @Test("Deletions, articles and barcodes are judged item by item")
    func others() async throws {
        let service = PreparedService(
            .json(["status": [["offer_id": "033", "is_deleted": false, "error": "has an SKU"]]]),
            .json(["errors": [["offer_id": "A", "message": "taken already"]]]),
            .json(["errors": [["code": "invalid", "error": "no EAN", "barcode": "46", "sku": 5]]]),
            .json(["result": ["product_ids": [], "rejected": [["product_id": 9, "reason": "too dear"]]]]))
        let library = ozon(service)
        func message(_ method: String, _ options: [String: String]) async -> String? {
            await #expect(throws: ServiceError.self) { try await library.call(method, options) }?.message
        }
        #expect(await message("DeleteProductsWithoutSKU", ["articles": "033"]) == "033: has an SKU")
        #expect(await message("UpdateProductsArticles", ["offers": #"{"A": "B"}"#]) == "A: taken already")
        #expect(await message("BindBarcodes", ["barcodes": #"{"5": "46"}"#]) == "SKU 5: (invalid) no EAN")
        #expect(
            await message("AddPromoProducts", ["actionid": "1", "products": #"{"product_id": 9, "action_price": 1}"#])
                == "product 9: too dear")
        #expect(service.requests[0].json == ["products": [["offer_id": "033"]]])
    }

    @Test("Call judges what a known method refuses inside of its answer")
    func call() async throws {
        let service = PreparedService(
            .json(["result": [["offer_id": "A-1", "updated": false, "errors": [["code": "X", "message": "no"]]]]]))
        await #expect(throws: ServiceError.self) {
            try await ozon(service).call("Call", ["path": "/v2/products/stocks", "body": #"{"stocks": []}"#])
        }
    }
}

/// What was told on the way.
final class Told: Sendable {
    private let texts = Mutex<[String]>([])
    var lines: [String] { texts.withLock { $0 } }
    func add(_ line: String) { texts.withLock { $0.append(line) } }
}

@Suite("Pages of Ozon", .timeLimit(.minutes(1)))
struct PageTests {
    @Test("Products are listed by last_id to the empty page, and counted")
    func products() async throws {
        let service = PreparedService(
            .json(["result": ["items": [["product_id": 1]], "total": 2, "last_id": "bnVs"]]),
            .json(["result": ["items": [["product_id": 2]], "total": 2, "last_id": "bnV2"]]),
            .json(["result": ["items": [], "total": 2, "last_id": "bnV2"]]))
        let rows = try await ozon(service).call("GetProductList", ["all": "true"]).json
        #expect(rows == [["product_id": 1], ["product_id": 2]])
        #expect(service.requests.map { $0.json?["last_id"] } == [nil, "bnVs", "bnV2"])
        // A condition that is none is an object all the same.
        #expect(service.requests[0].json?["filter"] == [:])
        #expect(service.requests[0].json?["limit"] == 1000)
    }

    @Test("A list that ends before its total is an error")
    func tooShort() async throws {
        let service = PreparedService(
            .json(["items": [["product_id": 1]], "total": 3, "cursor": "a"]),
            .json(["items": [], "total": 3, "cursor": "b"]))
        await #expect(throws: ReplyError.self) {
            try await ozon(service).call("GetProductsStocks", ["all": "true"]).json
        }
        #expect(service.requests[1].json?["cursor"] == "a")
    }

    @Test("Conditions that are not filled in are left out")
    func blanks() async throws {
        let service = PreparedService(.json(["items": [], "total": 0, "cursor": ""]))
        _ = try await ozon(service).call(
            "GetProductsPrices", ["filter": #"{"offer_id": "", "product_id": [""], "visibility": "IN_SALE"}"#])
        #expect(service.requests[0].json?["filter"] == ["visibility": "IN_SALE"])
    }

    @Test("Values of attributes go on behind the id of the last one while there is more")
    func values() async throws {
        let service = PreparedService(
            .json(["result": [["id": 5], ["id": 9]], "has_next": true]),
            .json(["result": [["id": 12]], "has_next": false]))
        let options = ["categoryid": "1", "typeid": "2", "attributeid": "85", "start": "5", "all": "true"]
        let rows = try await ozon(service).call("GetAttributeValues", options).json
        #expect(rows?.array?.count == 3)
        #expect(service.requests.map { $0.json?["last_value_id"] } == [4, 9])
        #expect(service.requests[0].json?["limit"] == 2000)
    }

    @Test("Products of a promotion go on by a number")
    func promotion() async throws {
        let service = PreparedService(
            .json(["result": ["products": [["id": 5]], "total": 2, "last_id": 5]]),
            .json(["result": ["products": [["id": 6]], "total": 2, "last_id": 0]]))
        let rows = try await ozon(service).call("GetCurrentPromoProducts", ["actionid": "7", "all": "true"]).json
        #expect(rows?.array?.count == 2)
        #expect(service.requests[1].json?["last_id"] == 5)
    }

    @Test("Warehouses go on while Ozon says that there are more")
    func warehouses() async throws {
        let service = PreparedService(
            .json(["warehouses": [["warehouse_id": 1]], "cursor": "c", "has_next": true]),
            .json(["warehouses": [["warehouse_id": 2]], "cursor": "d", "has_next": false]))
        let rows = try await ozon(service).call("GetWarehousesList", ["all": "true"]).json
        #expect(rows?.array?.count == 2)
        #expect(service.requests.map { $0.json?["cursor"] } == [nil, "c"])
    }

    @Test("Postings need a period of a year at most, and end where Ozon's offsets end")
    func postings() async throws {
        let library = ozon(PreparedService())
        #expect(
            try await library.usageProblems("GetFBOShipmentsList", ["filter": #"{"status": ""}"#])?
                .contains("since and to") == true)
        #expect(
            try await library.usageProblems(
                "GetFBOShipmentsList", ["filter": #"{"since": "2024-01-01", "to": "2026-01-01"}"#])?
                .contains("more than a year") == true)
        let page = (1...1000).map { JSON(["posting_number": .string("\($0)")]) }
        let service = PreparedService(.json(["result": .array(page)]))
        await #expect(throws: ReplyError.self) {
            try await ozon(service).call(
                "GetFBOShipmentsList",
                [
                    "filter": #"{"since": "2026-01-01T03:00:00+03:00", "to": "2026-02-01T00:00:00Z"}"#,
                    "offset": "20000",
                    "all": "true",
                ]
            ).json
        }
        #expect(service.requests.count == 1)
        #expect(service.requests[0].json?["filter"] == ["since": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"])
    }
}

@Suite("What Ozon does in its own time", .timeLimit(.minutes(1)))
struct WaitingTests {
    private func state(_ products: JSON...) -> PreparedService.Answer {
        .json(["result": ["items": .array(products), "total": JSON(products.count)]])
    }

    @Test("An import is followed until no product is under way, and judged then")
    func imports() async throws {
        let service = PreparedService(
            .json(["result": ["task_id": 7]]), state(), state(["offer_id": "A", "status": "pending"]),
            state(
                ["offer_id": "A", "status": "imported", "errors": [["level": "warning", "message": "dull picture"]]],
                ["offer_id": "B", "status": "failed", "errors": [["code": "SPU_ALREADY", "message": "no brand"]]]))
        let clock = InstantClock()
        let refusal = await #expect(throws: ServiceError.self) {
            try await ozon(service, clock).call(
                "CreateUpdateProducts",
                ["items": #"[{"offer_id": "A", "price": 5}, {"offer_id": "B"}]"#, "wait": "true"])
        }
        #expect(refusal?.message == "1 of 2 were refused: B: (SPU_ALREADY) no brand")
        #expect(clock.pauses == [.seconds(1), .seconds(2)])
        #expect(service.requests.map { $0.json?["task_id"] } == [nil, 7, 7, 7])
    }

    @Test("A long import has a task for each hundred products")
    func tasks() async throws {
        let service = PreparedService(.json(["result": ["task_id": 7]]), .json(["result": ["task_id": 8]]))
        let items = "[" + (1...101).map { #"{"offer_id": "A-\#($0)"}"# }.joined(separator: ",") + "]"
        let answer = try await ozon(service).call("CreateUpdateProducts", ["items": items]).json
        #expect(answer == ["result": ["task_id": [7, 8]]])
    }

    @Test("SKUs without a card are named, also where the rest is waited for")
    func unmatched() async throws {
        let service = PreparedService(
            .json(["result": ["task_id": 7, "unmatched_sku_list": [55]]]),
            state(["offer_id": "A", "status": "imported"]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await ozon(service).call(
                "CreateProductByOzonID", ["items": #"[{"sku": 1, "offer_id": "A"}, {"sku": 55}]"#, "wait": "true"])
        }
        #expect(refusal?.message?.contains("SKU 55") == true)
        #expect(service.requests.count == 2)
    }

    @Test("What is not over in time is neither a success nor a refusal")
    func timeOver() async throws {
        let service = PreparedService([state(["offer_id": "A", "status": "pending"])], repeatsLast: true)
        var configuration = HTTPConfiguration()
        configuration.timeout = .seconds(5)
        let library = LibraryUnderTest(
            Ozon.library, options: ["clientid": "836", "apikey": "key-1"], over: service, configuration: configuration)
        let error = await #expect(throws: ConnectionError.self) {
            try await library.call("GetProductCreationStatus", ["taskid": "7", "wait": "true"])
        }
        #expect(error?.isTimeout == true)
        #expect(error?.remedy?.contains("GetProductCreationStatus --taskid 7") == true)
        #expect(service.requests.count == 3)
    }

    @Test("A wait that Ozon names in minutes is kept, and one that is too long is told")
    func slowDown() async throws {
        let busy = PreparedService.Answer(
            status: 429, headers: [HeaderField("Item-Retry-After", "1")], body: #"{"code": 8, "message": "slow"}"#)
        let (service, clock) = (PreparedService(busy, .json(["result": ["task_id": 7]])), InstantClock())
        _ = try await ozon(service, clock).call("CreateUpdateProducts", ["items": #"{"offer_id": "A"}"#])
        #expect(clock.pauses == [.seconds(60)])
        let long = PreparedService(
            PreparedService.Answer(status: 429, headers: [HeaderField("Item-Retry-After", "30")], body: "{}"))
        await #expect(throws: ServiceError.self) {
            try await ozon(long).call("CreateUpdateProducts", ["items": #"{"offer_id": "A"}"#])
        }
        #expect(long.requests.count == 1)
    }

    @Test("A write whose answer is lost is not sent again")
    func once() async throws {
        let service = PreparedService(.json(["code": 13, "message": "internal"], status: 500))
        await #expect(throws: ServiceError.self) {
            try await ozon(service).call("UpdateProductsPrices", ["prices": #"{"offer_id": "A", "price": "5"}"#])
        }
        #expect(service.requests.count == 1)
    }
}

@Suite("Supplies, postings and keys of Ozon", .timeLimit(.minutes(1)))
struct SupplyTests {
    @Test("A draft goes to the method that its clusters and its way want")
    func drafts() async throws {
        let service = PreparedService([.json(["draft_id": 54, "errors": []])], repeatsLast: true)
        let library = ozon(service)
        _ = try await library.call("CreateFBODraft", ["clusters": "4039", "items": #"{"12": 3}"#])
        _ = try await library.call(
            "CreateFBODraft",
            ["clusters": "4039", "items": #"{"12": "3"}"#, "type": "CREATE_TYPE_CROSSDOCK", "point": "77"])
        _ = try await library.call(
            "CreateFBODraft",
            [
                "clusters": "[1, 2]", "items": #"{"1": {"12": 3}, "2": {"12": 4}}"#, "point": "77",
                "pointkind": "sorting_center",
            ])
        #expect(
            service.requests.map { $0.address.split(separator: "/").dropFirst(3).joined(separator: "/") }
                == ["draft/direct/create", "draft/crossdock/create", "draft/multi-cluster/create"])
        #expect(
            service.requests[0].json?["cluster_info"]
                == ["items": [["quantity": 3, "sku": 12]], "macrolocal_cluster_id": 4039])
        #expect(service.requests[2].json?["clusters_info"]?[1]?["items"]?[0]?["quantity"] == 4)
        #expect(
            service.requests[2].json?["delivery_info"]?["drop_off_warehouse"]?["warehouse_type"] == "SORTING_CENTER")
        for options in [
            ["clusters": "[1, 2]", "items": #"{"12": 3}"#, "point": "77"], ["clusters": "1", "items": #"{"12": 0}"#],
            ["clusters": "1", "items": #"{"12": 1}"#, "type": "CREATE_TYPE_CROSSDOCK"],
            ["clusters": "1", "items": #"{"12": 1}"#, "point": "77"], ["clusters": "1", "items": #"{"0": 1}"#],
        ] {
            #expect(try await library.usageProblems("CreateFBODraft", options) != nil)
        }
    }

    @Test("A draft with errors is a refusal")
    func draftErrors() async throws {
        let service = PreparedService(
            .json([
                "draft_id": 0,
                "errors": [
                    [
                        "error_message": "ITEMS_VALIDATION", "message": "", "error_reasons": ["ALL_ITEMS_REJECTED"],
                        "skus": ["12"],
                    ]
                ],
            ]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await ozon(service).call("CreateFBODraft", ["clusters": "1", "items": #"{"12": 3}"#])
        }
        #expect(refusal?.code == "ITEMS_VALIDATION")
        #expect(refusal?.message?.contains("SKU 12") == true)
    }

    @Test("Times are asked for with the clusters that the draft names")
    func timeslots() async throws {
        let draft: JSON = [
            "status": "SUCCESS",
            "clusters": [
                [
                    "macrolocal_cluster_id": 4039, "supply_type": "DIRECT",
                    "warehouses": [["storage_warehouse": ["warehouse_id": 102]]],
                ]
            ],
        ]
        let options = ["from": "2026-02-01", "to": "2026-02-10", "draft": "54", "whs": "102"]
        let service = PreparedService(
            .json(draft), .json(["result": [:], "error_reason": "UNSPECIFIED"]), .json(draft))
        _ = try await ozon(service).call("GetFBOTimeslots", options)
        #expect(
            service.requests[1].json == [
                "date_from": "2026-02-01", "date_to": "2026-02-10", "draft_id": 54, "supply_type": "DIRECT",
                "selected_cluster_warehouses": [["macrolocal_cluster_id": 4039, "storage_warehouse_id": 102]],
            ])
        await #expect(throws: UsageError.self) {
            try await ozon(service).call("GetFBOTimeslots", options.merging(["whs": "103"]) { $1 })
        }
    }

    @Test("A draft becomes a supply, which is waited for")
    func supply() async throws {
        let draft: JSON = [
            "status": "SUCCESS",
            "clusters": [
                [
                    "macrolocal_cluster_id": 4039, "supply_type": "DIRECT",
                    "warehouses": [["storage_warehouse": ["warehouse_id": 102]]],
                ]
            ],
        ]
        let service = PreparedService(
            .json(draft), .json(["draft_id": 54, "error_reasons": ["UNSPECIFIED"]]), .json(["status": "IN_PROGRESS"]),
            .json(["status": "SUCCESS", "order_id": 7, "error_reasons": []]), .json(draft),
            .json(["draft_id": 54, "error_reasons": ["TIMESLOT_NOT_AVAILABLE"]]))
        let options = [
            "draft": "54", "whs": "102", "from": "2026-02-02T09:00:00", "to": "2026-02-02T10:00:00", "wait": "true",
        ]
        let library = ozon(service)
        #expect(try await library.call("CreateFBOSupply", options).json?["order_id"] == 7)
        #expect(
            service.requests[1].json?["timeslot"]
                == ["from_in_timezone": "2026-02-02T09:00:00", "to_in_timezone": "2026-02-02T10:00:00"])
        let refusal = await #expect(throws: ServiceError.self) { try await library.call("CreateFBOSupply", options) }
        #expect(refusal?.code == "TIMESLOT_NOT_AVAILABLE")
    }

    @Test("Codes go to the posting, by the SKU of the product, and are not shown")
    func codes() async throws {
        let service = PreparedService(
            .json(["items": [["id": 9, "sku": 1234]]]),
            .json([
                "exemplars_by_sku": [
                    [
                        "sku": 1234, "received_qty": 1, "rejected_qty": 1,
                        "failed_exemplars": [["key": "CODE-SECRET-2", "message": "twice"]],
                    ]
                ]
            ]))
        let library = ozon(service)
        #expect(
            try await library.usageProblems("UploadProductActivationCodes", ["productid": "9", "codes": "A"])?
                .contains("--posting") == true)
        let refusal = await #expect(throws: ServiceError.self) {
            try await library.call(
                "UploadProductActivationCodes",
                ["productid": "9", "codes": #"["CODE-SECRET-1", "CODE-SECRET-2"]"#, "posting": "33-1"])
        }
        #expect(refusal?.message == "SKU 1234: 1 codes were not taken: twice")
        #expect(service.requests[1].json?["exemplars_by_sku"]?[0]?["exemplar_qty"] == 2)
    }

    @Test("Labels are a file, and a refusal that comes as JSON is none")
    func labels() async throws {
        let pdf = PreparedService.Answer(headers: [HeaderField("Content-Type", "application/pdf")], body: "%PDF-1.7")
        let service = PreparedService(
            pdf,
            PreparedService.Answer(
                headers: [HeaderField("Content-Type", "application/json")],
                body: #"{"file_content": "JVBERg==", "file_name": "a.pdf", "content_type": "application/pdf"}"#),
            PreparedService.Answer(
                headers: [HeaderField("Content-Type", "application/json")],
                body: #"{"code": 3, "message": "not packed"}"#))
        let library = ozon(service)
        #expect(try await library.call("DownloadFBSLabels", ["postings": "05-1"]).json == "%PDF-1.7")
        #expect(try await library.call("DownloadFBSLabels", ["postings": "05-1"]).json == "%PDF")
        let refusal = await #expect(throws: ServiceError.self) {
            try await library.call("DownloadFBSLabels", ["postings": "05-1"])
        }
        #expect(refusal?.message == "not packed")
        let many = "[" + (1...21).map { "\"\($0)\"" }.joined(separator: ",") + "]"
        #expect(try await library.usageProblems("DownloadFBSLabels", ["postings": many])?.contains("20") == true)
    }

    @Test("Both headers are sent, a token in their place, and neither without the other")
    func keys() async throws {
        let service = PreparedService([.json(["result": []])], repeatsLast: true)
        _ = try await ozon(service).call("GetPromotionsList")
        let library = LibraryUnderTest(Ozon.library, over: service)
        _ = try await library.call("GetPromotionsList", ["token": "oauth-1"])
        let headers = service.requests.map { $0.request.headers }
        #expect(
            headers[0].contains(HeaderField("Client-Id", "836")) && headers[0].contains(HeaderField("Api-Key", "key-1"))
        )
        #expect(headers[1].contains(HeaderField("Authorization", "Bearer oauth-1")))
        #expect(!headers[1].contains { $0.name == "Client-Id" })
        #expect(try await library.usageProblems("GetPromotionsList", ["clientid": "1"]) == "--apikey is missing")
        #expect(try await library.usageProblems("GetPromotionsList") == "--clientid is missing; --apikey is missing")
    }

    @Test("A key that is over, and a method that is withdrawn, are told what to do")
    func remedies() async throws {
        let service = PreparedService(
            .json(["code": 7, "message": "Api-key is deactivated"], status: 403),
            .json(["code": 5, "message": "obsolete method cannot be used"], status: 404),
            .json(["code": 8, "message": "item_limit_exceeded"], status: 429))
        let library = ozon(service)
        func remedy() async -> String? {
            await #expect(throws: ServiceError.self) { try await library.call("Call", ["path": "v1/x"]) }?.remedy
        }
        #expect(await remedy()?.contains("GetKeyRoles") == true)
        #expect(await remedy()?.contains("withdrawn") == true)
        #expect(await remedy()?.contains("03:00 Moscow") == true)
        #expect(service.requests.count == 3)
        #expect(service.requests[0].json == [:])
    }
}

@Suite("Products that are put together")
struct ProductTests {
    private let library = LibraryUnderTest(Ozon.library, over: PreparedService())

    @Test("A template has what Ozon wants")
    func structure() async throws {
        let product = try await library.call("GetProductStructure", ["empty": "true"]).json
        #expect(product?["type_id"] == "" && product?["description_category_id"] == "")
    }

    @Test("Videos and attributes are added to what is there")
    func added() async throws {
        let video = try await library.call(
            "AddProductVideo", ["item": #"{"offer_id": "A"}"#, "url": "https://a.example/v.mp4", "title": "T"]
        ).json
        let both = try await library.call(
            "AddProductVideoCover", ["item": video?.text(.compact) ?? "", "url": "https://a.example/c.mp4"]
        ).json
        let complex = both?["complex_attributes"]
        #expect(
            complex?[0]?["attributes"] == [
                ["id": 21841, "complex_id": 100_001, "values": [["value": "https://a.example/v.mp4"]]],
                ["id": 21837, "complex_id": 100_001, "values": [["value": "T"]]],
            ])
        #expect(complex?[1]?["attributes"]?[0]?["id"] == 21845)
        let options = ["attributeid": "85", "complexid": "0", "values": #"{"value": "Samovar"}"#]
        let product = try await library.call(
            "CompleteComplexAttribute", options.merging(["object": #"{"attributes": [{"id": 1}]}"#]) { $1 }
        ).json
        #expect(
            product == ["attributes": [["id": 1], ["id": 85, "complex_id": 0, "values": [["value": "Samovar"]]]]])
        await #expect(throws: UsageError.self) {
            try await library.call(
                "CompleteComplexAttribute", options.merging(["object": #"{"attributes": 5}"#]) { $1 })
        }
    }
}
