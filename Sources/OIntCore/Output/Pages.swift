/// A listing that a service gives page by page.
///
/// Iterating it walks through all pages and gives their rows; ``page()`` fetches the first one as the service sent it.
/// A walk never ends quietly on less than there is: a marker that repeats, a page that comes twice, and a total that is
/// not reached are `ReplyError`s, thrown after the rows that came.
///
/// Most listings are made by ``byCursor(of:rows:next:hasMore:total:fetch:)`` and its siblings.
public struct Pages: AsyncSequence, Sendable {
    /// A row.
    public typealias Element = JSON

    /// One page of a listing.
    public struct Page: Sendable {
        /// The answer as the service sent it.
        public let reply: JSON
        /// The rows in it.
        public let rows: [JSON]
        /// The marker of the next page, or nil when this is the last one.
        public let next: JSON?
        /// How many rows the whole listing has, where the service tells.
        public let total: Int?
        /// How many rows of the listing lie before this page, where the listing does not begin at its first row.
        public let skipped: Int

        /// Creates a page.
        /// - Parameters:
        ///   - reply: The answer as the service sent it.
        ///   - rows: The rows in it.
        ///   - next: The marker of the next page; nil or `null` when this is the last one.
        ///   - total: How many rows the whole listing has, where the service tells exactly.
        ///   - skipped: On a first page, how many rows of the listing lie before it.
        public init(reply: JSON, rows: [JSON], next: JSON?, total: Int? = nil, skipped: Int = 0) {
            self.reply = reply
            self.rows = rows
            self.next = next?.isNull == true ? nil : next
            self.total = total
            self.skipped = skipped
        }

        /// Whether the listing goes on behind this page.
        public var hasMore: Bool { next != nil || total.map { skipped + rows.count < $0 } ?? false }
    }

    /// What the listing comes from, for errors: a host, or the name of a service.
    public let source: String
    private let pagesMayBeAlike: Bool
    private let fetch: @Sendable (JSON?) async throws -> Page

    /// Creates a listing.
    /// - Parameters:
    ///   - source: What the listing comes from, for errors: a host, or the name of a service.
    ///   - pagesMayBeAlike: Whether two pages in a row may have the same rows: where rows need have nothing of their own, and
    ///     a service can't give a page twice.
    ///   - fetch: Fetches the page that a marker leads to; the first one for nil.
    public init(
        of source: String = "the service", pagesMayBeAlike: Bool = false,
        fetch: @escaping @Sendable (_ marker: JSON?) async throws -> Page
    ) {
        self.source = source
        self.pagesMayBeAlike = pagesMayBeAlike
        self.fetch = fetch
    }

    /// Fetches the first page.
    /// - Returns: The page.
    /// - Throws: What the service's client throws.
    public func page() async throws -> Page { try await fetch(nil) }

    /// Walks through the pages, first to last.
    /// - Parameter body: Takes each page as it arrives.
    /// - Throws: What the service's client or `body` throws; `ReplyError` when the listing breaks off.
    public func forEachPage(_ body: (Page) async throws -> Void) async throws {
        var walk = Walk(self)
        while let page = try await walk.next() { try await body(page) }
    }

    /// Starts walking through the rows of all pages.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(walk: Walk(self)) }

    /// Walks through the rows of all pages.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var walk: Walk
        private var rows: [JSON].Iterator = [].makeIterator()

        fileprivate init(walk: Walk) { self.walk = walk }

        /// The next row, fetching its page when needed.
        /// - Throws: What the service's client throws; `ReplyError` when the listing breaks off.
        public mutating func next() async throws -> JSON? {
            while true {
                if let row = rows.next() { return row }
                guard let page = try await walk.next() else { return nil }
                rows = page.rows.makeIterator()
            }
        }
    }

    /// Goes from page to page, and checks that the service gives each of them once and all of them.
    fileprivate struct Walk {
        private let source: String
        private let pagesMayBeAlike: Bool
        private let fetch: @Sendable (JSON?) async throws -> Page
        private var marker: JSON?
        private var seen: Set<JSON> = []
        private var count = 0
        private var last: Page?
        /// What is wrong with the page before; told once its rows have been taken.
        private var fault: ReplyError?

        init(_ pages: Pages) {
            (source, pagesMayBeAlike, fetch) = (pages.source, pages.pagesMayBeAlike, pages.fetch)
        }

        mutating func next() async throws -> Page? {
            if let fault { throw fault }
            if let last, last.next == nil { return nil }
            try Task.checkCancellation()
            let page = try await fetch(marker)
            if !pagesMayBeAlike, let last, last.rows == page.rows, page.rows.contains(where: \.isContainer) {
                throw ReplyError(
                    peer: source, reason: "the service gave the same page twice, after \(count) rows",
                    remedy: "The listing can't be had page by page this way; ask for less with a filter")
            }
            if last == nil { count = page.skipped }
            count += page.rows.count
            last = page
            marker = page.next
            fault = faultBehind(page)
            return page
        }

        private mutating func faultBehind(_ page: Page) -> ReplyError? {
            if let marker {
                // A service that leads back to a page it gave already would be walked for ever.
                return seen.insert(marker).inserted
                    ? nil
                    : ReplyError(
                        peer: source,
                        reason: "the listing leads back to a page that came already, after \(count) rows")
            }
            guard let total = page.total, count < total else { return nil }
            return ReplyError(peer: source, reason: "the listing ended after \(count) of \(total) rows")
        }
    }
}
