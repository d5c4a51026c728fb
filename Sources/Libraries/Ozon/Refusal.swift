import OIntCore
import OIntHTTP

/// What Ozon says when it says no to a request as a whole.
///
/// Source: https://docs.ozon.ru/api/seller/
enum Refusal {
    /// What a person can do about a refusal, by its code.
    static let remedies: [String: String] = [
        "item_limit_exceeded":
            "The products of the day are used up: they are counted anew at 03:00 Moscow time; GetProductsRequestsLimits tells",
        "period_is_too_long": "Give a shorter period in --filter: a year at most",
        "too_many_requests": "A stock may change once in 30 seconds, a price ten times an hour: try again later",
    ]

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard !reply.isSuccess else { return nil }
        var judgement = Judgement(usual: reply)
        let words = (judgement.message ?? "").lowercased()
        if remedies[judgement.code?.lowercased() ?? ""] == nil,
            let code = remedies.keys.first(where: { words.contains($0) })
        {
            judgement.code = code
        }
        switch reply.status {
        case 401:
            judgement.remedy = "Check --clientid and --apikey: a key lives six months, and both belong to one seller"
        case 403:
            judgement.remedy =
                "The key is over after six months, or lacks the role for this: GetKeyRoles tells what it may do"
        case 429:
            judgement.course = .slowDown(after: pause(reply))
            if let minutes = reply.header("Item-Retry-After") {
                judgement.remedy = "Ozon takes more of this in \(minutes) minutes"
            }
        default: break
        }
        if judgement.code == "item_limit_exceeded" { judgement.course = .blocked(until: nil) }
        if words.contains("obsolete method") {
            judgement.remedy = "Ozon has withdrawn this method: its documentation names the one that came after it"
        }
        return judgement
    }

    /// How long Ozon wants to be left alone: it says so in minutes, in a header of its own.
    private static func pause(_ reply: ServiceReply) -> Duration? {
        reply.header("Item-Retry-After").flatMap { Int($0.trimmed) }.map { .seconds(max($0, 0) * 60) }
    }
}

/// An item that Ozon has refused inside of an answer that is a success.
///
/// What changes many items answers with status 200 whatever became of them. Each method says it in its own way.
struct ItemRefusal: Sendable, Hashable {
    /// The article or id of the item; nil where the answer concerns a single one.
    let name: String?
    /// Ozon's code.
    let code: String?
    /// Ozon's words.
    let words: String?

    init(_ name: String?, code: String? = nil, _ words: String? = nil) {
        self.name = name
        self.code = code.flatMap { $0.isEmpty ? nil : $0 }
        self.words = words.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Everything that an answer refuses.
    /// - Parameters:
    ///   - answer: The answer.
    ///   - path: The method.
    static func all(in answer: JSON, at path: String) -> [ItemRefusal] {
        let result = answer["result"]
        switch path {
        case "v2/products/stocks", "v1/product/import/prices": return unchanged(result)
        case "v1/product/digital/stocks/import": return unchanged(answer["status"])
        case "v2/products/delete":
            return list(answer["status"]).filter { $0["is_deleted"]?.bool != true }
                .map { ItemRefusal(name(of: $0), $0["error"]?.string ?? "not deleted") }
        case "v1/product/update/offer-id", "v1/barcode/add", "v1/barcode/generate", "v1/product/related-sku/get":
            return list(answer["errors"]).map(described)
        case "v1/product/import/info":
            return list(result?["items"]).filter { $0["status"]?.string == "failed" }.map(withErrors)
        case "v1/product/import-by-sku":
            return list(result?["unmatched_sku_list"]).map {
                ItemRefusal("SKU \($0.scalarText ?? "")", "there is no such product to copy")
            }
        case "v1/product/pictures/import":
            return list(result?["pictures"]).filter { $0["state"]?.string == "failed" }
                .map { ItemRefusal($0["url"]?.string, "the picture was not taken") }
        case "v1/actions/products/activate", "v1/actions/products/deactivate":
            return list(result?["rejected"]).map(described)
        case "v2/fbs/posting/tracking-number/set":
            return list(result).filter { $0["result"]?.bool != true }.map(described)
        case "v1/posting/digital/codes/upload": return codes(answer)
        case "v1/posting/fbs/package-label/get": return labels(result)
        case "v2/draft/create/info" where answer["status"]?.string != "FAILED": return []
        case "v1/draft/direct/create", "v1/draft/crossdock/create", "v1/draft/multi-cluster/create",
            "v2/draft/create/info":
            return list(answer["errors"]).map(draft)
        case "v2/draft/supply/create", "v2/draft/supply/create/status":
            let reasons = list(answer["error_reasons"]).compactMap(\.string).filter { $0 != "UNSPECIFIED" }
            let hasFailed = answer["status"]?.string == "FAILED"
            if reasons.isEmpty { return hasFailed ? [ItemRefusal(nil, "the supply was not made")] : [] }
            return reasons.map { ItemRefusal(nil, code: $0) }
        case "v2/draft/timeslot/info":
            let reason = answer["error_reason"]?.string ?? ""
            return ["", "UNSPECIFIED"].contains(reason) ? [] : [ItemRefusal(nil, code: reason)]
        default: return result?.bool == false ? [ItemRefusal(nil, "it was not done")] : []
        }
    }

    /// All refusals in a line.
    /// - Parameters:
    ///   - refusals: The refusals.
    ///   - count: How many items there were; nil where that is not known.
    static func text(_ refusals: [ItemRefusal], of count: Int?) -> String {
        let shown = refusals.prefix(mostShown).map(\.text).joined(separator: "; ")
        let more = refusals.count > mostShown ? "; and \(refusals.count - mostShown) more" : ""
        guard let count, count > 1 else { return shown + more }
        return "\(refusals.count) of \(count) were refused: \(shown)\(more)"
    }

    /// How many refusals an error names; the answer has all of them.
    private static let mostShown = 20

    /// What helps with the items of a method.
    static func remedy(at path: String) -> String? {
        switch path {
        case "v2/products/stocks": "Correct the refused ones, and send these again; the others are done"
        case "v1/product/import/prices":
            "Correct the refused ones (a price has to be below old_price), and send these again; the others are done"
        case "v1/product/import/info": "Correct these products, and send them again"
        case "v2/products/delete": "Only archived products without an SKU can be deleted"
        default: nil
        }
    }

    private var text: String {
        let said = [code.map { "(\($0))" }, words].compactMap(\.self)
        guard let name else { return said.isEmpty ? "refused" : said.joined(separator: " ") }
        return said.isEmpty ? name : "\(name): \(said.joined(separator: " "))"
    }

    /// Items that are not what they were to become.
    private static func unchanged(_ items: JSON?) -> [ItemRefusal] {
        list(items).filter { $0["updated"]?.bool != true || !list($0["errors"]).isEmpty }.map(withErrors)
    }

    private static func withErrors(_ item: JSON) -> ItemRefusal {
        let errors = list(item["errors"])
        let words = errors.compactMap { error in
            error["message"]?.string ?? error["description"]?.string ?? error["texts"]?["message"]?.string
        }
        return ItemRefusal(
            name(of: item), code: errors.first?["code"]?.scalarText,
            words.isEmpty ? (errors.isEmpty ? "not taken" : nil) : words.joined(separator: ", "))
    }

    private static func described(_ item: JSON) -> ItemRefusal {
        ItemRefusal(
            name(of: item), code: item["code"]?.scalarText,
            item["message"]?.string ?? item["error"]?.string ?? item["reason"]?.string)
    }

    /// Codes of digital products are secrets of the buyer, and are only counted.
    private static func codes(_ answer: JSON) -> [ItemRefusal] {
        list(answer["exemplars_by_sku"]).compactMap { item in
            let failed = list(item["failed_exemplars"])
            guard !failed.isEmpty || item["rejected_qty"]?.int ?? 0 > 0 else { return nil }
            let words = Set(failed.compactMap { $0["message"]?.string }).sorted().joined(separator: ", ")
            return ItemRefusal(
                "SKU \(item["sku"]?.scalarText ?? "")",
                "\(item["rejected_qty"]?.int ?? failed.count) codes were not taken"
                    + (words.isEmpty ? "" : ": \(words)"))
        }
    }

    private static func labels(_ result: JSON?) -> [ItemRefusal] {
        let postings = list(result?["unprinted_postings"])
        if !postings.isEmpty { return postings.map { ItemRefusal($0["posting_number"]?.string, $0["msg"]?.string) } }
        let error = result?["error"]?.string ?? ""
        return result?["status"]?.string == "error" || !error.isEmpty ? [ItemRefusal(nil, error)] : []
    }

    private static func draft(_ error: JSON) -> ItemRefusal {
        let reasons = list(error["error_reasons"]).compactMap(\.string)
        let skus = list(error["skus"]).compactMap(\.scalarText)
        return ItemRefusal(
            skus.isEmpty ? nil : "SKU " + skus.joined(separator: ", "), code: error["error_message"]?.string,
            [error["message"]?.string].compactMap { $0?.isEmpty == true ? nil : $0 }.joined()
                + (reasons.isEmpty ? "" : " \(reasons.joined(separator: ", "))"))
    }

    /// What people call an item: its article, or else its number.
    private static func name(of item: JSON) -> String? {
        if let article = item["offer_id"]?.scalarText, !article.isEmpty { return article }
        for (key, word) in [
            ("posting_number", "posting"), ("product_id", "product"), ("sku", "SKU"), ("barcode", "barcode"),
        ] {
            if let text = item[key]?.scalarText, !["", "0"].contains(text) { return "\(word) \(text)" }
        }
        return nil
    }

    private static func list(_ value: JSON?) -> [JSON] { value?.array ?? [] }
}
