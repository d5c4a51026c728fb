import OIntCore
import OIntHTTP

/// Lists of postings, which Ozon gives for a period and by offset.
extension Ozon {
    /// The furthest that an offset may lead.
    private static let furthestOffset = 20_000

    /// Lists postings.
    /// - Parameters:
    ///   - path: The method.
    ///   - rows: Where the postings are.
    ///   - hasMore: Where a page says whether there is more.
    ///   - total: Where a page says how many there are.
    ///   - start: How many are skipped.
    ///   - furthest: The furthest offset that Ozon takes; nil where it names none.
    ///   - fields: The fields of the request besides limit and offset.
    func postings(
        _ path: String, rows: Pages.Rows, hasMore: JSONPath? = nil, total: JSONPath? = nil, from start: Int?,
        furthest: Int? = furthestOffset, _ fields: Fields
    ) throws(UsageError) -> Pages {
        guard start ?? 0 >= 0 else { throw UsageError("--offset takes 0 or more, not \(start ?? 0)") }
        return service.pagesByOffset(
            rows: rows, start: start ?? 0, pageSize: hasMore == nil && total == nil ? Self.pageSize : nil,
            hasMore: hasMore, total: total, rate: Self.rate
        ) { offset in
            if let furthest, offset > furthest {
                throw ReplyError(
                    peer: Self.host, reason: "Ozon lists no more than the first \(furthest + Self.pageSize) postings",
                    remedy: "Give a shorter period in --filter, and list one period after the other")
            }
            var all: Fields = ["limit": Self.pageSize, "offset": offset]
            all.append(contentsOf: fields.object)
            return Self.request(path, all, isRepeatable: true)
        }
    }

    /// The conditions for postings, with their period as Ozon wants it.
    /// - Parameters:
    ///   - filter: What the caller gave.
    ///   - keys: What the beginning and the end of the period are called.
    /// - Returns: The conditions, in the caller's order.
    static func period(in filter: JSONObject, _ keys: (String, String)...) throws(UsageError) -> JSONObject {
        var filter = filled(filter)
        let names = keys.map { "\($0.0) and \($0.1)" }.joined(separator: ", or ")
        guard let (from, to) = keys.first(where: { filter[$0.0] != nil && filter[$0.1] != nil }) else {
            throw UsageError(
                "--filter needs a period: \(names), such as "
                    + #"{"\#(keys[0].0)": "2026-01-01T00:00:00Z", "\#(keys[0].1)": "2026-02-01T00:00:00Z"}"#)
        }
        let (start, end) = (try date(filter, from), try date(filter, to))
        guard start.unixTime <= end.unixTime else { throw UsageError("--filter: \(from) is later than \(to)") }
        guard end.unixTime - start.unixTime <= 366 * 86_400 else {
            throw UsageError("--filter: from \(from) to \(to) are more than a year, the most that Ozon takes")
        }
        filter[from] = .string(start.inUTC.rfc3339)
        filter[to] = .string(end.inUTC.rfc3339)
        return filter
    }

    private static func date(_ filter: JSONObject, _ key: String) throws(UsageError) -> DateTime {
        guard let date = filter[key]?.string.flatMap({ DateTime($0) }) else {
            throw UsageError("--filter: \(key) takes a date such as 2026-01-31T10:00:00Z")
        }
        return date
    }
}
