import OIntCore
import OIntHTTP

/// Ozon for sellers: products, prices, stocks, promotions, postings and supplies.
///
/// Nearly all of Ozon's methods are POST with a JSON body, also those that only look. What methods throw is a `UsageError`
/// when the call can't be made as it is, a `ServiceError` when Ozon refuses it or a part of it, and a `ConnectionError` or
/// `ReplyError` when it can't be reached or its answer breaks off.
///
/// Source: https://docs.ozon.ru/api/seller/
@Client(namesVendorMethods: true)
public struct Ozon: Sendable {
    /// The service.
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - clientID: Id of the seller, as the page with the keys shows it.
    ///   - apiKey: Key to the interface; it lives six months.
    ///   - token: Access token of an OAuth application, in place of id and key.
    ///   - http: What makes the requests.
    /// - Throws: `UsageError` when there is neither a key with its id nor a token.
    public init(clientID: ID? = nil, apiKey: Secret? = nil, token: Secret? = nil, http: HTTP = .shared) throws {
        var (authorization, headers) = (Authorization.none, [HeaderField]())
        if let token {
            authorization = .bearer(token)
        } else if let clientID, let apiKey {
            guard clientID.text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) else {
                throw UsageError([.unreadable(option: "clientid", reason: "takes the number of a seller")])
            }
            authorization = .header("Api-Key", apiKey)
            headers = [HeaderField("Client-Id", clientID.text)]
        } else {
            throw UsageError(
                (clientID == nil ? [.missing(option: "clientid")] : [])
                    + (apiKey == nil ? [.missing(option: "apikey")] : []))
        }
        service = Service(
            "Ozon", at: "https://api-seller.ozon.ru", http: http, authorization: authorization, headers: headers,
            options: Service.Options(token: token == nil ? "apikey" : "token"), remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
    }

    /// How many requests a second Ozon takes from a seller.
    static let rate = RateLimit(burst: 50, perSecond: 50)
    /// The most rows of a page with most lists.
    static let pageSize = 1000
}

extension Ozon {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "ozon", title: "Ozon Seller", summary: "Ozon for sellers: products, prices, stocks, postings, supplies.",
        discussion: """
            A key lives six months; GetKeyRoles tells until when, and what it may do.
            Lists of any length are sent in parts as large as Ozon takes. Whatever is refused in an answer is an error with \
            exit code 1 that names articles or ids, after everything has been sent; standard output has the whole answer.
            Prices and articles are texts, ids are numbers.
            """,
        clientOptions: .leading(["clientid", "apikey"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "POST") : nil }
    ) {
        [
            attributesAndFeatures, uploadingAndUpdatingProducts, barcodes, pricesAndStocks, promotionsManagement,
            warehousesManagement, fboScheme, fbsScheme, digitalProducts, accessAndOtherMethods,
        ]
    }
}

/// Requests.
extension Ozon {
    /// Asks a method that only looks, so that the question may arrive twice.
    func read(_ path: String, _ fields: Fields = [:]) async throws -> JSON {
        try judged(try await answer(path, fields, isRepeatable: true), path)
    }

    /// Calls a method that changes something: it is sent once, unless Ozon says that it did not take it.
    func write(_ path: String, _ fields: Fields) async throws -> JSON {
        try judged(try await answer(path, fields, isRepeatable: false), path)
    }

    /// Sends a request, and leaves open what the answer says of single items.
    func answer(_ path: String, _ fields: Fields, isRepeatable: Bool) async throws -> JSON {
        try await service.json(Self.request(path, fields, isRepeatable: isRepeatable))
    }

    static func request(_ path: String, _ fields: Fields, isRepeatable: Bool) -> ServiceRequest {
        // A body without fields has to be there, too.
        .post(RequestPath(encoded: path), body: .json(.object(fields.object)), isRepeatable: isRepeatable)
    }

    /// The answer, if nothing in it is refused.
    func judged(_ answer: JSON, _ path: String) throws(ServiceError) -> JSON {
        let refusals = ItemRefusal.all(in: answer, at: path)
        if !refusals.isEmpty { throw refusal(refusals, of: nil, path, answer) }
        return answer
    }

    /// The error for items that were refused.
    func refusal(_ refusals: [ItemRefusal], of count: Int?, _ path: String, _ answer: JSON) -> ServiceError {
        let code = refusals.lazy.compactMap(\.code).first
        return ServiceError(
            service: service.name, code: code, message: ItemRefusal.text(refusals, of: count),
            remedy: code.flatMap { Refusal.remedies[$0.lowercased()] } ?? ItemRefusal.remedy(at: path),
            reply: .json(answer))
    }

    /// Lists what a method gives page by page, each page with the marker of the next.
    ///
    /// Ozon's last page may have a marker all the same: behind it comes an empty page.
    /// - Parameters:
    ///   - path: The method.
    ///   - rows: Where the rows are.
    ///   - next: Where the marker is.
    ///   - marker: What the request calls the marker.
    ///   - start: The marker that the first page is asked for with.
    ///   - isPart: Whether the listing begins somewhere else than at its first row.
    ///   - hasMore: Where a page says whether there is more.
    ///   - total: Where a page says how many rows there are.
    ///   - fields: The fields of the request besides the marker.
    func list(
        _ path: String, rows: Pages.Rows, next: JSONPath, marker: String, from start: JSON?, isPart: Bool = false,
        hasMore: JSONPath? = nil, total: JSONPath? = nil, _ fields: Fields
    ) -> Pages {
        Pages(of: Self.host) { cursor in
            var fields = fields
            fields.append(marker, cursor ?? start)
            let reply = try await service.page(
                Self.request(path, fields, isRepeatable: true), Self.rate, isFirst: cursor == nil)
            let found = try rows.rows(of: reply, from: Self.host)
            // Behind a marker that the caller gave there is less than all.
            let all = start == nil && !isPart ? total?.value(in: reply)?.wholeNumber : nil
            var following = next.value(in: reply).flatMap { [.null, "", 0].contains($0) ? nil : $0 }
            if let hasMore = hasMore?.value(in: reply)?.bool {
                if !hasMore { following = nil }
            } else if found.isEmpty || (cursor == nil && all.map { found.count >= $0 } ?? false) {
                following = nil
            }
            return Pages.Page(reply: reply, rows: found, next: following, total: all)
        }
    }

    /// What listings come from, for errors.
    static let host = "api-seller.ozon.ru"
}

/// Long lists.
extension Ozon {
    /// Sends a list in parts that Ozon takes, and tells in the end what was refused.
    /// - Parameters:
    ///   - items: The list.
    ///   - size: How many items a part has at most.
    ///   - noun: What the items are for people.
    ///   - path: The method.
    ///   - perMinute: How many requests a minute the method takes; nil where nothing is known.
    ///   - fields: The request for a part.
    /// - Returns: The answers as one.
    /// - Throws: `ServiceError` that names what was refused, with the answers to the parts that were sent.
    func inParts<Item: Sendable>(
        _ items: [Item], of size: Int, _ noun: String, to path: String, perMinute: Int? = nil,
        isRepeatable: Bool = false, _ fields: (ArraySlice<Item>) -> Fields
    ) async throws -> JSON {
        let (answers, refusals) = try await answers(
            to: items, of: size, noun, at: path, perMinute: perMinute, isRepeatable: isRepeatable, fields)
        let whole = Self.joined(answers)
        if !refusals.isEmpty { throw refusal(refusals, of: items.count, path, whole) }
        return whole
    }

    /// Sends a list in parts, and gives the answers with what they say is refused.
    func answers<Item: Sendable>(
        to items: [Item], of size: Int, _ noun: String, at path: String, perMinute: Int? = nil,
        isRepeatable: Bool = false, _ fields: (ArraySlice<Item>) -> Fields
    ) async throws -> (answers: [JSON], refusals: [ItemRefusal]) {
        guard !items.isEmpty else { throw UsageError("the list of \(noun) is empty") }
        // So few requests may go at once; of more, each takes its share of the minute.
        let pause = perMinute.flatMap { items.count > size * $0 ? Duration.milliseconds(60_000 / $0) : nil }
        var (refusals, isFirst) = ([ItemRefusal](), true)
        do {
            let answers = try await service.inParts(items, of: size, noun) { part in
                if let pause, !isFirst { try await service.http.pause(for: pause) }
                isFirst = false
                try await Self.rate.wait()
                let answer = try await answer(path, fields(part), isRepeatable: isRepeatable)
                refusals += ItemRefusal.all(in: answer, at: path)
                return answer
            }
            return (answers, refusals)
        } catch  where !refusals.isEmpty {
            // The error that ends the list must not hide what was refused before it.
            service.http.configuration.notice?(
                "before that, some were refused: \(ItemRefusal.text(refusals, of: items.count))")
            throw error
        }
    }

    /// The answers to the parts of a list as one: lists one behind the other, flags true where all are.
    static func joined(_ answers: [JSON]) -> JSON {
        guard var whole = answers.first else { return .null }
        for answer in answers.dropFirst() { whole = joined(whole, answer) }
        return whole
    }

    private static func joined(_ first: JSON, _ second: JSON) -> JSON {
        switch (first, second) {
        case (.array(let first), .array(let second)): return .array(first + second)
        case (.bool(let first), .bool(let second)): return .bool(first && second)
        case (.object(var first), .object(let second)):
            for member in second {
                first[member.key] = first[member.key].map { joined($0, member.value) } ?? member.value
            }
            return .object(first)
        default: return second
        }
    }
}

/// Values as Ozon wants them.
extension Ozon {
    /// The number that an id is.
    static func number(_ id: ID, _ option: String) throws(UsageError) -> JSON {
        guard let number = JSONNumber(id.text), let value = number.int, value >= 0 else {
            throw UsageError([
                .unreadable(option: option, reason: "takes an id, which is a number, not \(Quote.short(id.text))")
            ])
        }
        return .number(number)
    }

    /// The numbers that ids are; an empty list is told.
    static func numbers(_ ids: [ID], _ option: String) throws(UsageError) -> [JSON] {
        guard !ids.isEmpty else { throw UsageError([.missing(option: option)]) }
        return try texts(ids, option).map { .number(JSONNumber($0.string ?? "") ?? 0) }
    }

    /// Ids as texts, the form in which Ozon has them in most lists.
    static func texts(_ ids: [ID], _ option: String) throws(UsageError) -> [JSON] {
        var texts: [JSON] = []
        texts.reserveCapacity(ids.count)
        for id in ids {
            _ = try number(id, option)
            texts.append(.string(id.text))
        }
        return texts
    }

    /// An object without members that are not filled in, which Ozon would take for a condition that nothing meets.
    static func filled(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.compactMap { member in
                switch member.value {
                case .null, "": nil
                case .object(let inner):
                    filled(inner).isEmpty ? nil : (member.key, .object(filled(inner)))
                case .array(let elements):
                    elements.allSatisfy { $0.isNull || $0 == "" } ? nil : (member.key, .array(elements))
                default: (member.key, member.value)
                }
            })
    }

    /// A list of texts as JSON.
    static func json(_ texts: some Sequence<String>) -> JSON { .array(texts.map { .string($0) }) }
}

extension JSON {
    /// The value as a whole number, also where it is written as text.
    var wholeNumber: Int? { int ?? string.flatMap { Int($0) } }
}
