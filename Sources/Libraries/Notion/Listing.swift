import OIntCore
import OIntHTTP
import Synchronization

/// Listings of Notion.
///
/// Source: https://developers.notion.com/reference/pagination
extension Notion {
    /// How many rows a page has at most.
    static let pageSize = 100
    /// The marker behind the last page of a listing that Notion has cut off.
    private static let cut: JSON = ["cut": true]

    /// A listing by GET.
    /// - Parameters:
    ///   - path: The path.
    ///   - query: The query, without the marker and the number of rows.
    ///   - cursor: Where to begin: the marker of a page read before.
    func list(_ path: RequestPath, query: Query = [:], from cursor: String?) -> Pages {
        listing { next, size in
            var query = query
            query.append("start_cursor", next ?? cursor?.fieldValue)
            query.append("page_size", size)
            return .get(path, query: query)
        }
    }

    /// A listing.
    ///
    /// A page that Notion can't put together in time is asked for with half the rows, again and again down to one.
    /// - Parameter request: The request for a marker, nil for the first page, and a number of rows.
    func listing(_ request: @escaping @Sendable (_ cursor: JSON?, _ size: Int) throws -> ServiceRequest) -> Pages {
        let size = HalvingSize(Self.pageSize)
        return Pages(of: "Notion") { cursor in
            if cursor == Self.cut {
                throw ReplyError(
                    peer: "Notion", reason: "the listing is cut off: Notion has more rows than it gives",
                    remedy: "Ask for less with a filter, part by part")
            }
            while true {
                do {
                    let count = size.value
                    return try Self.page(
                        try await service.page(try request(cursor, count), rate, isFirst: cursor == nil))
                } catch let refusal as ServiceError where refusal.status == 504 && size.halve() {
                    continue
                }
            }
        }
    }

    /// Takes a page apart.
    static func page(_ reply: JSON) throws(ReplyError) -> Pages.Page {
        guard let rows = reply["results"]?.array else {
            throw ReplyError(peer: "Notion", reason: "a page of the listing has no list of rows under results")
        }
        let next = reply["next_cursor"].flatMap { $0.isNull || $0 == "" ? nil : $0 }
        if reply["has_more"]?.bool == true {
            guard let next else {
                throw ReplyError(
                    peer: "Notion", reason: "the listing says that there is more, and does not say where")
            }
            return Pages.Page(reply: reply, rows: rows, next: next)
        }
        // Behind its last row a query may say that it has more than it gives.
        let isCut = reply["request_status"]?["type"]?.string == "incomplete"
        return Pages.Page(reply: reply, rows: rows, next: isCut ? cut : nil)
    }

    /// All rows of a listing.
    func rows(of pages: Pages) async throws -> [JSON] {
        var rows: [JSON] = []
        for try await row in pages { rows.append(row) }
        return rows
    }
}

/// A number of rows that is halved when they are too many.
final class HalvingSize: Sendable {
    private let size: Mutex<Int>

    /// Creates a number.
    init(_ size: Int) { self.size = Mutex(size) }

    /// The number.
    var value: Int { size.withLock { $0 } }

    /// Halves the number.
    /// - Returns: Whether it could be halved.
    func halve() -> Bool {
        size.withLock { size in
            guard size > 1 else { return false }
            size /= 2
            return true
        }
    }
}
