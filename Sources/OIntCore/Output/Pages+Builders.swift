/// How a listing's pages follow one another.
///
/// What all builders share: the path of the rows must lead to a list on every page, or the page is no page and the walk
/// ends with a `ReplyError`. A missing or `null` list is an empty one where ``Rows/orNone(_:)`` says so.
extension Pages {
    /// Where the rows of a page are.
    public struct Rows: Sendable, ExpressibleByStringLiteral {
        private enum Rule {
            /// Every page has the list.
            case always
            /// A page without rows may leave the list out.
            case orNone
            /// The shape of the page shows where its rows are.
            case byShape
        }

        private let path: JSONPath
        private let rule: Rule

        private init(_ path: JSONPath, _ rule: Rule) {
            self.path = path
            self.rule = rule
        }

        /// A list at a path that every page has.
        /// - Parameter path: The path.
        public static func at(_ path: JSONPath) -> Rows { Rows(path, .always) }

        /// A list at a path that a page without rows leaves out.
        /// - Parameter path: The path.
        public static func orNone(_ path: JSONPath) -> Rows { Rows(path, .orNone) }

        /// The rows that the page's shape shows, as a table would list them, below a path.
        /// - Parameter payload: The path of what the page has been asked for; followed as far as it exists.
        public static func found(below payload: JSONPath) -> Rows { Rows(payload, .byShape) }

        /// A list at a path that every page has, its keys with dots between them.
        public init(stringLiteral text: String) { self = .at(JSONPath(stringLiteral: text)) }

        /// The rows of a page.
        /// - Parameters:
        ///   - page: The page.
        ///   - source: What the listing comes from, for errors.
        /// - Throws: `ReplyError` when the page has no list there.
        package func rows(of page: JSON, from source: String) throws(ReplyError) -> [JSON] {
            if case .byShape = rule { return OIntCore.Rows.find(in: page, payload: path.keys).elements }
            switch (path.value(in: page), rule) {
            case (.array(let rows)?, _): return rows
            case (nil, .orNone), (.null?, .orNone): return []
            default:
                let place = path.keys.isEmpty ? "" : " under \(path)"
                throw ReplyError(peer: source, reason: "a page of the listing has no list of rows\(place)")
            }
        }

        /// How many rows the whole listing has, as a page says it.
        ///
        /// Where the shape of the page shows its rows, an object is one of them, whatever it holds, and can't be counted.
        fileprivate func total(of page: JSON, at total: JSONPath?) -> Int? {
            if case .byShape = rule, OIntCore.Rows.find(in: page, payload: path.keys).isSingle { return nil }
            return total?.value(in: page)?.wholeNumber
        }
    }

    /// A listing whose pages hold the marker of the next one.
    ///
    /// An empty or missing marker ends the listing, unless the page says that there is more.
    /// - Parameters:
    ///   - source: What the listing comes from, for errors.
    ///   - rows: Where the rows of a page are.
    ///   - next: Where the marker of the next page is.
    ///   - hasMore: Where a page says whether there is more; nil where the marker alone tells.
    ///   - total: Where a page says how many rows the whole listing has; nil where none does, or not exactly.
    ///   - skipped: How many rows lie before the first page.
    ///   - fetch: Fetches the page of a marker; the first one for nil.
    /// - Returns: The listing.
    public static func byCursor(
        of source: String = "the service", rows: Rows, next: JSONPath, hasMore: JSONPath? = nil, total: JSONPath? = nil,
        skipped: Int = 0, fetch: @escaping @Sendable (_ cursor: JSON?) async throws -> JSON
    ) -> Pages {
        Pages(of: source) { marker in
            let reply = try await fetch(marker)
            let found = try rows.rows(of: reply, from: source)
            var cursor = next.value(in: reply).flatMap { $0.isNull || $0 == "" || $0 == false ? nil : $0 }
            switch hasMore?.value(in: reply)?.flag {
            case false?: cursor = nil
            case true? where cursor == nil:
                throw ReplyError(
                    peer: source, reason: "the listing says that there is more, and does not say where (no \(next))")
            default: break
            }
            return Page(
                reply: reply, rows: found, next: cursor, total: rows.total(of: reply, at: total),
                skipped: marker == nil ? skipped : 0)
        }
    }

    /// A listing of which each page is asked for by the number of rows before it.
    ///
    /// The next page begins behind the rows that came, however many were asked for. The listing ends where its total is
    /// reached, where a page says that there is no more, or else with an empty page, and with a page shorter than
    /// `pageSize` where that is given.
    /// - Parameters:
    ///   - source: What the listing comes from, for errors.
    ///   - rows: Where the rows of a page are.
    ///   - start: How many rows to skip at the beginning.
    ///   - pageSize: How many rows a page has that is not the last; nil where a shorter page may be followed by others.
    ///   - hasMore: Where a page says whether there is more.
    ///   - total: Where a page says how many rows the whole listing has, the skipped ones included.
    ///   - fetch: Fetches the page behind a number of rows.
    /// - Returns: The listing.
    public static func byOffset(
        of source: String = "the service", rows: Rows, start: Int = 0, pageSize: Int? = nil, hasMore: JSONPath? = nil,
        total: JSONPath? = nil, fetch: @escaping @Sendable (_ offset: Int) async throws -> JSON
    ) -> Pages {
        Pages(of: source) { marker in
            let offset = marker?.int ?? start
            let reply = try await fetch(offset)
            let found = try rows.rows(of: reply, from: source)
            let all = rows.total(of: reply, at: total)
            let end = offset + found.count
            let goesOn = goesOn(reply, found, hasMore, isShort: pageSize.map { found.count < $0 }, all.map { end < $0 })
            return Page(
                reply: reply, rows: found, next: goesOn ? JSON(end) : nil, total: all,
                skipped: marker == nil ? start : 0)
        }
    }

    /// A listing whose pages have numbers.
    ///
    /// The listing ends with its last page where the service tells which that is, where the total is reached, where a page
    /// says that there is no more, or else with an empty page, and with a page shorter than `pageSize` where that is given.
    /// - Parameters:
    ///   - source: What the listing comes from, for errors.
    ///   - rows: Where the rows of a page are.
    ///   - first: The number of the first page; 0 with some services.
    ///   - pageSize: How many rows a page has that is not the last; nil where a shorter page may be followed by others.
    ///   - pageCount: Where a page says how many pages there are.
    ///   - hasMore: Where a page says whether there is more.
    ///   - total: Where a page says how many rows the whole listing has.
    ///   - fetch: Fetches the page of a number.
    /// - Returns: The listing.
    public static func byPage(
        of source: String = "the service", rows: Rows, first: Int = 1, pageSize: Int? = nil, pageCount: JSONPath? = nil,
        hasMore: JSONPath? = nil, total: JSONPath? = nil, fetch: @escaping @Sendable (_ page: Int) async throws -> JSON
    ) -> Pages {
        Pages(of: source) { marker in
            let number = marker?.int ?? first
            let reply = try await fetch(number)
            let found = try rows.rows(of: reply, from: source)
            let all = rows.total(of: reply, at: total)
            let last = pageCount?.value(in: reply)?.wholeNumber.map { number - first + 1 < $0 }
            let full = pageSize.flatMap { size in all.map { (number - first + 1) * size < $0 } }
            let goesOn = goesOn(reply, found, hasMore, isShort: pageSize.map { found.count < $0 }, last ?? full)
            return Page(reply: reply, rows: found, next: goesOn ? JSON(number + 1) : nil, total: all)
        }
    }

    /// A listing whose pages hold the address of the next one.
    /// - Parameters:
    ///   - source: What the listing comes from, for errors.
    ///   - rows: Where the rows of a page are.
    ///   - next: Where the address of the next page is.
    ///   - total: Where a page says how many rows the whole listing has; nil where none does, or not exactly.
    ///   - fetch: Fetches the page of an address; the first one for nil.
    /// - Returns: The listing.
    public static func byLink(
        of source: String = "the service", rows: Rows, next: JSONPath, total: JSONPath? = nil,
        fetch: @escaping @Sendable (_ address: String?) async throws -> JSON
    ) -> Pages {
        byCursor(of: source, rows: rows, next: next, total: total) { try await fetch($0?.string) }
    }

    /// A listing that comes as one page.
    /// - Parameters:
    ///   - source: What the listing comes from, for errors.
    ///   - rows: Where the rows of the page are.
    ///   - fetch: Fetches the page.
    /// - Returns: The listing.
    public static func single(
        of source: String = "the service", rows: Rows, fetch: @escaping @Sendable () async throws -> JSON
    ) -> Pages {
        Pages(of: source) { _ in
            let reply = try await fetch()
            return Page(reply: reply, rows: try rows.rows(of: reply, from: source), next: nil)
        }
    }

    /// Whether a counted listing goes on; what the page says itself counts before what its length suggests.
    private static func goesOn(
        _ reply: JSON, _ rows: [JSON], _ hasMore: JSONPath?, isShort: Bool?, _ isBelowTotal: Bool?
    ) -> Bool {
        if let flag = hasMore?.value(in: reply)?.flag { return flag }
        // Behind an empty page nothing can come; a total that is not reached then is told by the walk.
        return !rows.isEmpty && (isBelowTotal ?? !(isShort ?? false))
    }
}

extension JSON {
    /// What the value says as a flag: a truth value, `1` and `0`, or their texts.
    fileprivate var flag: Bool? {
        switch scalarText {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// The value as a whole number, also where it is written as text.
    fileprivate var wholeNumber: Int? { int ?? string.flatMap { Int($0) } }
}
