import OIntCore
import OIntHTTP

/// What Ozon does with products in its own time: it gives a task, and says later what became of each product.
///
/// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetImportProductsInfo
extension Ozon {
    /// The most products of a request.
    static let importSize = 100
    /// The most products of a request that copies cards.
    static let copySize = 1000

    /// Sends products, and gives the tasks, or what became of them.
    /// - Parameters:
    ///   - items: The products.
    ///   - size: How many a request takes.
    ///   - path: The method.
    ///   - waits: Whether the tasks are followed to their end.
    /// - Returns: Ozon's answer to a single part; the tasks of several; the state of all products where it was waited.
    /// - Throws: `ServiceError` that names the products that were refused.
    func imported(_ items: [JSONObject], of size: Int, by path: String, waits: Bool) async throws -> JSON {
        let (answers, unmatched) = try await answers(to: items, of: size, "products", at: path) { part in
            ["items": JSON.array(part.map { .object(Self.texts($0)) })]
        }
        let tasks = answers.compactMap { $0["result"]?["task_id"] ?? $0["task_id"] }
        var (answer, refusals) = (answers[0], unmatched)
        if answers.count > 1 {
            answer = ["result": ["task_id": .array(tasks)]]
            let list = answers.flatMap { $0["result"]?["unmatched_sku_list"]?.array ?? [] }
            if !list.isEmpty { answer = ["result": ["task_id": .array(tasks), "unmatched_sku_list": .array(list)]] }
        }
        if waits {
            var products: [JSON] = []
            for task in tasks where task != 0 {
                let state = try await finished(task)
                products += state["result"]?["items"]?.array ?? []
                refusals += ItemRefusal.all(in: state, at: Self.importState)
            }
            answer = ["result": ["items": .array(products), "total": JSON(products.count)]]
        }
        guard refusals.isEmpty else {
            throw refusal(refusals, of: items.count, unmatched.isEmpty ? Self.importState : path, answer)
        }
        return answer
    }

    /// Waits until no product of a task is under way any more.
    func finished(_ task: JSON) async throws -> JSON {
        try await service.awaited(
            "the import \(task.scalarText ?? "")",
            remedy: "GetProductCreationStatus --taskid \(task.scalarText ?? "") tells how it stands"
        ) {
            try await answer(Self.importState, ["task_id": task], isRepeatable: true)
        } isOver: { state in
            let items = state["result"]?["items"]?.array ?? []
            // A task that was begun just now has no products yet.
            return !items.isEmpty && !items.contains { Self.underWay.contains($0["status"]?.string ?? "") }
        }
    }

    static let importState = "v1/product/import/info"
    private static let underWay: Set = ["", "pending", "processing"]

    /// A product with texts where Ozon wants texts although they are numbers: a number would be refused.
    static func texts(_ item: JSONObject) -> JSONObject {
        JSONObject(
            item.map { member in
                guard textMembers.contains(member.key), case .number(let number) = member.value else {
                    return (member.key, member.value)
                }
                return (member.key, .string(number.text))
            })
    }

    private static let textMembers: Set = [
        "offer_id", "price", "old_price", "min_price", "net_price", "premium_price", "vat", "barcode", "new_offer_id",
    ]
}
