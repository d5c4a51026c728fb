import OIntCore
import OIntHTTP

/// CDEK: orders, labels, courier requests, points, cities and prices of delivery.
///
/// CDEK takes most changes with the promise to look at them: what became of a change is asked for later, by `wait`. What
/// methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when CDEK refuses, be it at once or
/// later, and a `ConnectionError` or `ReplyError` when it can't be reached, its answer breaks off, or a change is not over in
/// time.
///
/// Source: https://apidoc.cdek.ru
@Client(namesVendorMethods: true)
public struct CDEK: Sendable {
    /// The service.
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: Access token from GetToken; it lives an hour.
    ///   - isTest: Whether the test environment is asked, which has accounts of its own.
    ///   - credentials: Where the token comes from when there is no --token.
    ///   - http: What makes the requests.
    public init(
        token: Secret? = nil, testAPI isTest: Bool = false, credentials: Credentials = .shared, http: HTTP = .shared
    ) {
        service = Self.service(isTest, http, .bearer(token, or: credentials))
    }

    /// CDEK as a service.
    static func service(_ isTest: Bool, _ http: HTTP, _ authorization: Authorization = .none) -> Service {
        Service(
            "CDEK", at: isTest ? "https://api.edu.cdek.ru/v2" : "https://api.cdek.ru/v2", http: http,
            authorization: authorization, options: Service.Options(token: "token", login: "cdek"),
            remedies: Refusal.remedies
        ) { reply in Refusal.judgement(reply) }
    }

    /// The most rows of a page of points and regions.
    static let pageSize = 1000
}

extension CDEK {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "cdek", title: "CDEK", summary: "CDEK: orders, labels, couriers, points, cities and prices of delivery.",
        discussion: """
            A login by oint login cdek takes the account and the password of the integration as --clientid and \
            --clientsecret; its token is fetched anew once an hour, however many processes use it. For the test environment \
            log in with --domain api.edu.cdek.ru under a profile of its own, and call with --testapi true.
            CDEK answers most changes with a promise; --wait true follows it to its end, for half an hour or --timeout at most. \
            The same order sent twice is two orders: an order is sent once, and GetOrderByNumber --internal true finds it.
            """,
        oauth: OAuthDescription(.cdek), clientOptions: .leading(["token"]), examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [commonMethods, ordersManagement, deliveryManagement, citiesAndPrices, webhooksManagement]
    }
}

/// Values as CDEK wants them.
extension CDEK {
    /// The id of something, which is a UUID.
    static func uuid(_ id: ID, _ option: String) throws(UsageError) -> ID {
        guard isUUID(id.text) else {
            throw UsageError([
                .unreadable(
                    option: option,
                    reason: "takes a UUID such as 72753031-df30-4c70-8a7e-1f2c3d4e5f60, not \(Quote.short(id.text))")
            ])
        }
        return id
    }

    /// The query that names an order by its UUID or by CDEK's number.
    static func order(_ id: ID, _ option: String) throws(UsageError) -> Query {
        if isNumber(id.text) { return ["cdek_number": id.text] }
        return ["order_uuid": try uuid(id, option)]
    }

    /// A list of orders, each by its UUID or by CDEK's number.
    /// - Parameters:
    ///   - ids: UUIDs and numbers.
    ///   - option: The option that gives them, for errors.
    ///   - own: What the shop's own number is called; nil where CDEK takes none.
    static func orders(_ ids: [ID], _ option: String, own: String? = nil) throws(UsageError) -> JSON {
        guard !ids.isEmpty else { throw UsageError([.missing(option: option)]) }
        var orders: [JSON] = []
        for id in ids {
            if isUUID(id.text) {
                orders.append(["order_uuid": id.json])
            } else if let number = JSONNumber(id.text), isNumber(id.text) {
                orders.append(["cdek_number": .number(number)])
            } else if let own {
                orders.append([own: id.json])
            } else {
                throw UsageError([
                    .unreadable(
                        option: option, reason: "takes UUIDs and numbers of orders, not \(Quote.short(id.text))")
                ])
            }
        }
        return .array(orders)
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    /// A moment as CDEK writes it, with a zone without a colon.
    static func moment(_ date: DateTime) -> String {
        let minutes = abs(date.offset) / 60
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return date.localText + (date.offset < 0 ? "-" : "+") + padded(minutes / 60) + padded(minutes % 60)
    }

    /// An object without members that are not filled in, such as a template that is sent back.
    static func filled(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.compactMap { member in
                guard let value = filled(member.value) else { return nil }
                return (member.key, value)
            })
    }

    private static func filled(_ value: JSON) -> JSON? {
        switch value {
        case .null, "": return nil
        case .object(let object):
            let inner = filled(object)
            return inner.isEmpty ? nil : .object(inner)
        case .array(let elements):
            let inner = elements.compactMap { filled($0) }
            return inner.isEmpty && !elements.isEmpty ? nil : .array(inner)
        default: return value
        }
    }

    /// Tells what an object lacks that CDEK can't do without.
    static func check(_ object: JSONObject, _ option: String, has needed: [String]) throws(UsageError) {
        let missing = needed.filter { object[$0] == nil }
        guard missing.isEmpty else { throw UsageError("--\(option) lacks \(missing.joined(separator: ", "))") }
    }
}

/// Lists.
extension CDEK {
    /// Lists what CDEK gives in numbered pages, which tell in headers how many there are.
    ///
    /// A page is a list; CDEK's description says an object, and a lone one is a row. Where the headers are missing, the
    /// listing ends with an empty page.
    /// - Parameters:
    ///   - path: The method.
    ///   - first: The number of the first page, from 0.
    ///   - size: How many rows a page has.
    ///   - query: The query besides page and size.
    func list(_ path: String, from first: Int, size: Int, _ query: Query) -> Pages {
        Pages(of: "api.cdek.ru") { marker in
            let number = marker?.int ?? first
            var query = query
            query.append("size", size)
            query.append("page", number)
            let reply = try await service.reply(.get(RequestPath(encoded: path), query: query))
            let rows: [JSON]
            switch reply.json {
            case .array(let elements)?: rows = elements
            case .object(let object)?: rows = object.isEmpty ? [] : [.object(object)]
            default: throw ReplyError(peer: "api.cdek.ru", reason: "a page of the listing is no list")
            }
            let pages = reply.header("X-Total-Pages").flatMap { Int($0.trimmed) }
            // Behind the first page only a part of the total comes.
            let total = first == 0 ? reply.header("X-Total-Elements").flatMap { Int($0.trimmed) } : nil
            let goesOn = pages.map { number + 1 < $0 } ?? !rows.isEmpty
            return Pages.Page(
                reply: reply.json ?? .null, rows: rows, next: goesOn ? JSON(number + 1) : nil, total: total)
        }
    }
}
