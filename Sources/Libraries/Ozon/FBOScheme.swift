import OIntCore
import OIntHTTP

@Methods("FBO scheme")
extension Ozon {
    /// Lists clusters with their warehouses.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/SupplyDraftAPI_DraftClusterList
    /// - Parameter kind: Whose clusters.
    /// - Returns: The clusters, under `clusters`; drafts want their `macrolocal_cluster_id`.
    ///
    ///   ```json
    ///   {"clusters": [{"id": 154, "macrolocal_cluster_id": 4039, "name": "Москва", "type": "CLUSTER_TYPE_OZON",
    ///   "logistic_clusters": [{"warehouses": [{"warehouse_id": 1020000115166000, "name": "Хоругвино"}]}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокКластеров")
    public func getClustersList(type kind: ClusterKind = .ozon) async throws -> JSON {
        try await read("v1/cluster/list", ["cluster_type": kind.rawValue])
    }

    /// Searches warehouses, sorting centres and points where supplies can be handed over.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/SupplyDraftAPI_DraftGetWarehouseFboList
    /// - Parameters:
    ///   - search: A part of the name, four characters at least.
    ///   - kinds: Kinds of supplies.
    /// - Returns: The places, under `search`.
    ///
    ///   ```json
    ///   {"search": [{"warehouse_id": 1020005000113280, "name": "СЦ Подольск", "address": "Подольск",
    ///   "warehouse_type": "WAREHOUSE_TYPE_SORTING_CENTER"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокСкладовОтгрузки")
    public func getShippingWarehousesList(search: String, type kinds: [SupplyKind] = [.direct]) async throws -> JSON {
        guard search.count >= 4 else {
            throw UsageError("--search takes four characters at least, not \(search.count)")
        }
        return try await read(
            "v1/warehouse/fbo/list",
            ["filter_by_supply_type": Self.json(kinds.map(\.rawValue)), "search": search])
    }

    /// Lists the postings that Ozon has sent from its own warehouses.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetFboPostingList
    /// - Parameters:
    ///   - filter: Conditions as GetShipmentsFilterStructure has them; since and to are needed, a year apart at most.
    ///   - fields: What is told besides, as GetShipmentAdditionalFields has it.
    ///   - offset: How many are skipped.
    ///   - isLatin: Whether addresses are given in Latin letters.
    /// - Returns: The postings, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"order_id": 354679434, "posting_number": "16965409-0014-1", "status": "delivered",
    ///   "created_at": "2026-01-15T09:00:00Z", "products": [{"sku": 160249683, "offer_id": "136748", "quantity": 1}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокОтправленийFBO", calls: "v2/posting/fbo/list", rows: "result")
    public func getFBOShipmentsList(
        filter: JSONObject, with fields: JSONObject = [:], offset: Int? = nil, trlt isLatin: Bool = false
    ) throws(UsageError) -> Pages {
        try postings(
            "v2/posting/fbo/list", rows: "result", from: offset,
            [
                "translit": isLatin, "filter": try Self.period(in: filter, ("since", "to")),
                "with": Self.filled(fields).isEmpty ? nil : Self.filled(fields),
            ])
    }

    /// Begins a supply to Ozon's warehouses.
    ///
    /// A draft lives half an hour. One cluster is supplied directly, or by way of a point (crossdock); several clusters
    /// always by way of a point. Ozon takes two drafts a minute.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DraftDirectCreate
    /// - Parameters:
    ///   - clusters: Ids of clusters: macrolocal_cluster_id of GetClustersList.
    ///   - items: Numbers of pieces by SKU; with several clusters such an object for each, by the cluster's id.
    ///   - kind: Whether it goes directly, or by way of a point.
    ///   - point: Id of the point where it is handed over.
    ///   - pointKind: What the point is.
    ///   - pickup: Id of the seller's warehouse that Ozon fetches the supply from, in place of a point.
    ///   - waits: Whether it is waited until Ozon has said which warehouses take it.
    /// - Returns: The id of the draft, under `draft_id`; the warehouses where it was waited.
    ///
    ///   ```json
    ///   {"draft_id": 54712345, "errors": []}
    ///   ```
    /// - Throws: `ServiceError` that says why there is no draft.
    @Method(.writes, ru: "СоздатьЧерновикЗаявкиFBO", calls: "v1/draft/direct/create")
    public func createFBODraft(
        clusters: [ID], items: JSONObject, type kind: SupplyKind = .direct, point: ID? = nil,
        pointKind: PointKind = .deliveryPoint, pickup: ID? = nil, wait waits: Bool = false
    ) async throws -> JSON {
        let delivery = try Self.delivery(point, pointKind, pickup)
        let parts = try Self.parts(of: items, for: clusters)
        let path: String
        var fields: Fields = ["deletion_sku_mode": "PARTIAL"]
        switch (parts.count, kind, delivery) {
        case (1, .direct, nil):
            path = "v1/draft/direct/create"
            fields.append("cluster_info", parts[0])
        case (1, .direct, _?):
            throw UsageError("--point and --pickup are for --type CREATE_TYPE_CROSSDOCK")
        case (_, _, nil):
            throw UsageError("a supply by way of a point needs --point, or --pickup with a warehouse of the seller")
        case (1, .crossdock, let delivery?):
            path = "v1/draft/crossdock/create"
            fields.append("cluster_info", parts[0])
            fields.append("delivery_info", delivery)
        case (_, _, let delivery?):
            path = "v1/draft/multi-cluster/create"
            fields.append("clusters_info", parts)
            fields.append("delivery_info", delivery)
        }
        let draft = try await write(path, fields)
        guard waits, let id = draft["draft_id"] else { return draft }
        return try await calculated(id)
    }

    /// Reads which warehouses take the supply of a draft.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DraftCreateInfo
    /// - Parameters:
    ///   - draft: Id of the draft from CreateFBODraft.
    ///   - waits: Whether it is waited until Ozon has said it.
    /// - Returns: The clusters with their warehouses, under `clusters`.
    ///
    ///   ```json
    ///   {"status": "SUCCESS", "errors": [], "clusters": [{"macrolocal_cluster_id": 4039, "cluster_name": "Москва",
    ///   "supply_type": "DIRECT", "warehouses": [{"storage_warehouse": {"warehouse_id": 1020000115166000,
    ///   "name": "Хоругвино"}, "availability_status": {"state": "FULL_AVAILABLE"}}]}]}
    ///   ```
    /// - Throws: `ServiceError` that says why the draft failed.
    @Method(.reads, ru: "ПолучитьЧерновикЗаявкиFBO", calls: "v2/draft/create/info")
    public func getFBODraft(oper draft: ID, wait waits: Bool = false) async throws -> JSON {
        let id = try Self.number(draft, "oper")
        return waits ? try await calculated(id) : try await read(Self.draftState, ["draft_id": id])
    }

    /// Lists when the warehouses of a draft take a supply.
    ///
    /// The clusters of the warehouses and the kind of supply are read from the draft first.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DraftTimeslotInfo
    /// - Parameters:
    ///   - from: First day.
    ///   - end: Last day, 28 days ahead at most.
    ///   - draft: Id of the draft.
    ///   - warehouses: Ids of warehouses of the draft.
    /// - Returns: The times, under `result.drop_off_warehouse_timeslots`.
    ///
    ///   ```json
    ///   {"result": {"drop_off_warehouse_timeslots": {"warehouse_timezone": "Europe/Moscow", "days": [{"date_in_timezone":
    ///   "2026-02-02", "timeslots": [{"from_in_timezone": "2026-02-02T09:00:00", "to_in_timezone":
    ///   "2026-02-02T10:00:00"}]}]}, "requested_date_from": "2026-02-01", "requested_date_to": "2026-02-10"},
    ///   "error_reason": "UNSPECIFIED"}
    ///   ```
    @Method(.reads, ru: "ПолучитьТаймслотыFBO", calls: "v2/draft/timeslot/info")
    public func getFBOTimeslots(
        from: DateTime, to end: DateTime, draft: Int, whs warehouses: [ID]
    ) async throws -> JSON {
        guard from.dayText <= end.dayText else { throw UsageError("--from is later than --to") }
        let chosen = try await chosen(warehouses, in: JSON(draft))
        return try await read(
            "v2/draft/timeslot/info",
            [
                "date_from": from.dayText, "date_to": end.dayText, "draft_id": draft,
                "supply_type": chosen.kind, "selected_cluster_warehouses": chosen.warehouses,
            ])
    }

    /// Turns a draft into a supply.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DraftSupplyCreate
    /// - Parameters:
    ///   - draft: Id of the draft.
    ///   - warehouses: Ids of warehouses of the draft.
    ///   - from: When it is handed over: from_in_timezone of GetFBOTimeslots.
    ///   - end: Until when: to_in_timezone of the same time.
    ///   - waits: Whether it is waited until the supply is there.
    /// - Returns: The draft; the id of the supply, under `order_id`, where it was waited.
    ///
    ///   ```json
    ///   {"status": "SUCCESS", "order_id": 12345678, "error_reasons": []}
    ///   ```
    /// - Throws: `ServiceError` that says why there is no supply.
    @Method(.writes, ru: "СоздатьПоставкуFBO", calls: "v2/draft/supply/create")
    public func createFBOSupply(
        draft: Int, whs warehouses: [ID], from: String? = nil, to end: String? = nil, wait waits: Bool = false
    ) async throws -> JSON {
        guard (from == nil) == (end == nil) else { throw UsageError("--from and --to belong together") }
        let chosen = try await chosen(warehouses, in: JSON(draft))
        var fields: Fields = ["draft_id": draft, "selected_cluster_warehouses": chosen.warehouses]
        if let from, let end {
            fields.append(
                "timeslot", ["from_in_timezone": .string(from), "to_in_timezone": .string(end)] as JSONObject)
        }
        fields.append("supply_type", chosen.kind)
        let answer = try await write("v2/draft/supply/create", fields)
        guard waits else { return answer }
        let path = "v2/draft/supply/create/status"
        let state = try await service.awaited(
            "the supply of draft \(draft)", remedy: "Call --path \(path) with draft_id tells how it stands"
        ) {
            try await self.answer(path, ["draft_id": draft], isRepeatable: true)
        } isOver: {
            ["SUCCESS", "FAILED"].contains($0["status"]?.string)
        }
        return try judged(state, path)
    }

    /// Gives a template of what is told of postings besides.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetFboPostingList
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template.
    ///
    ///   ```json
    ///   {"analytics_data": "<true: data of the delivery>", "financial_data": "<true: commissions and discounts>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруДопПолейОтправления", calls: "v2/posting/fbo/list with")
    public static func getShipmentAdditionalFields(empty isEmpty: Bool = false) -> JSON {
        Template([
            "analytics_data": "true: data of the delivery", "financial_data": "true: commissions and discounts",
        ]).filled(empty: isEmpty)
    }

    /// Gives a template of the conditions for postings.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/PostingAPI_GetFboPostingList
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template.
    ///
    ///   ```json
    ///   {"since": "<required: beginning, such as 2026-01-01T00:00:00Z>", "status": "<state>", "to": "<required: end>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраОтправлений", calls: "v2/posting/fbo/list filter")
    public static func getShipmentsFilterStructure(empty isEmpty: Bool = false) -> JSON {
        Template([
            "since": "required: beginning of the period, such as 2026-01-01T00:00:00Z",
            "status": "awaiting_packaging, awaiting_deliver, delivering, delivered or cancelled",
            "to": "required: end of the period, a year later at most",
        ]).filled(empty: isEmpty)
    }

    /// Whose clusters.
    public enum ClusterKind: String, OptionChoice {
        /// In Russia.
        case ozon = "CLUSTER_TYPE_OZON"
        /// In other countries of the CIS.
        case cis = "CLUSTER_TYPE_CIS"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// How a supply comes to Ozon's warehouses.
    public enum SupplyKind: String, OptionChoice {
        /// To the warehouse itself.
        case direct = "CREATE_TYPE_DIRECT"
        /// By way of a point.
        case crossdock = "CREATE_TYPE_CROSSDOCK"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// What a point for supplies is.
    public enum PointKind: String, OptionChoice {
        /// A pick-up point.
        case deliveryPoint = "DELIVERY_POINT"
        /// A sorting centre.
        case sortingCenter = "SORTING_CENTER"
        /// A centre for crossdock.
        case crossDock = "CROSS_DOCK"
        /// A place that takes orders.
        case ordersReceivingPoint = "ORDERS_RECEIVING_POINT"
        /// A warehouse of Ozon.
        case fulfilment = "FULL_FILLMENT"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    static let draftState = "v2/draft/create/info"

    /// Waits until Ozon has calculated a draft.
    private func calculated(_ draft: JSON) async throws -> JSON {
        let state = try await service.awaited(
            "the draft \(draft.scalarText ?? "")",
            remedy: "GetFBODraft --oper \(draft.scalarText ?? "") tells how it stands"
        ) {
            try await answer(Self.draftState, ["draft_id": draft], isRepeatable: true)
        } isOver: {
            ["SUCCESS", "FAILED"].contains($0["status"]?.string)
        }
        let judged = try judged(state, Self.draftState)
        guard judged["status"] != "FAILED" else {
            throw refusal([ItemRefusal(nil, "the draft failed")], of: nil, "", state)
        }
        return judged
    }

    /// Warehouses of a draft with their clusters, and the kind of supply that they make.
    private func chosen(_ warehouses: [ID], in draft: JSON) async throws -> (warehouses: [JSON], kind: String) {
        let wanted = try Self.numbers(warehouses, "whs")
        let state = try await read(Self.draftState, ["draft_id": draft])
        let clusters = state["clusters"]?.array ?? []
        var (chosen, kinds) = ([JSON](), [String]())
        for warehouse in wanted {
            let cluster = clusters.first { cluster in
                (cluster["warehouses"]?.array ?? []).contains {
                    $0["storage_warehouse"]?["warehouse_id"]?.scalarText == warehouse.scalarText
                }
            }
            guard let cluster, let id = cluster["macrolocal_cluster_id"] else {
                let status = state["status"]?.string ?? ""
                throw UsageError(
                    status == "IN_PROGRESS"
                        ? "Ozon has not said yet which warehouses take draft \(draft.scalarText ?? ""): GetFBODraft --wait true waits for it"
                        : "--whs: \(warehouse.scalarText ?? "") is no warehouse of draft \(draft.scalarText ?? ""); GetFBODraft tells them"
                )
            }
            chosen.append(["macrolocal_cluster_id": id, "storage_warehouse_id": warehouse])
            if let kind = cluster["supply_type"]?.string, !kinds.contains(kind) { kinds.append(kind) }
        }
        return (chosen, kinds.count == 1 ? kinds[0] : "MULTI_CLUSTER")
    }

    /// How a supply is handed over; nil where it goes directly.
    private static func delivery(_ point: ID?, _ kind: PointKind, _ pickup: ID?) throws(UsageError) -> JSON? {
        switch (point, pickup) {
        case (nil, nil): return nil
        case (_?, _?): throw UsageError("--point and --pickup are different ways: give one")
        case (let point?, nil):
            return [
                "type": "DROPOFF",
                "drop_off_warehouse": [
                    "warehouse_id": try number(point, "point"), "warehouse_type": .string(kind.rawValue),
                ],
            ]
        case (nil, let pickup?): return ["type": "PICKUP", "seller_warehouse_id": try number(pickup, "pickup")]
        }
    }

    /// What each cluster gets.
    private static func parts(of items: JSONObject, for clusters: [ID]) throws(UsageError) -> [JSON] {
        guard clusters.count <= 20 else { throw UsageError("--clusters: 20 are the most, not \(clusters.count)") }
        var parts: [JSON] = []
        for (index, id) in try numbers(clusters, "clusters").enumerated() {
            let own: JSONObject
            if clusters.count == 1, items[clusters[0].text]?.object == nil {
                own = items
            } else if let given = items[clusters[index].text]?.object {
                own = given
            } else {
                throw UsageError(
                    "--items: with several clusters each has its own, such as "
                        + #"{"\#(clusters[index].text)": {"1234567": 10}}"#)
            }
            parts.append(["items": try pieces(own), "macrolocal_cluster_id": id])
        }
        return parts
    }

    private static func pieces(_ items: JSONObject) throws(UsageError) -> JSON {
        guard (1...5000).contains(items.count) else {
            throw UsageError("--items takes 1 to 5,000 SKUs for a cluster, not \(items.count)")
        }
        var pieces: [JSON] = []
        for item in items {
            guard let count = item.value.wholeNumber, count > 0 else {
                throw UsageError("--items: the number of \(Quote.short(item.key)) is no whole number above 0")
            }
            let sku = try number(ID(item.key), "items")
            guard sku.int ?? 0 > 0 else { throw UsageError("--items: an SKU is a number above 0") }
            pieces.append(["quantity": JSON(count), "sku": sku])
        }
        return .array(pieces)
    }
}
