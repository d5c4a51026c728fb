/// A listing that a service gives page by page.
///
/// Iterating it walks through all pages and gives their rows; ``page()`` fetches the first one as the service sent it.
public struct Pages: AsyncSequence, Sendable {
    /// A row.
    public typealias Element = JSON

    /// One page of a listing.
    public struct Page: Sendable {
        /// The answer as the service sent it.
        public let reply: JSON
        /// The rows in it.
        public let rows: [JSON]
        /// What leads to the next page, or nil when this is the last one.
        public let next: JSON?

        /// Creates a page.
        /// - Parameters:
        ///   - reply: The answer as the service sent it.
        ///   - rows: The rows in it.
        ///   - next: What leads to the next page; nil or `null` when this is the last one.
        public init(reply: JSON, rows: [JSON], next: JSON?) {
            self.reply = reply
            self.rows = rows
            self.next = next?.isNull == true ? nil : next
        }
    }

    private let fetch: @Sendable (JSON?) async throws -> Page

    /// Creates a listing.
    /// - Parameter fetch: Fetches the page that a mark leads to; the first one for nil.
    public init(fetch: @escaping @Sendable (_ mark: JSON?) async throws -> Page) { self.fetch = fetch }

    /// Fetches the first page.
    /// - Returns: The page.
    /// - Throws: What the service's client throws.
    public func page() async throws -> Page { try await fetch(nil) }

    /// Walks through the pages, first to last.
    /// - Parameter body: Takes each page as it arrives.
    /// - Throws: What the service's client or `body` throws.
    public func forEachPage(_ body: (Page) async throws -> Void) async throws {
        var walk = Walk(fetch: fetch)
        while let page = try await walk.next() { try await body(page) }
    }

    /// Starts walking through the rows of all pages.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(walk: Walk(fetch: fetch)) }

    /// Walks through the rows of all pages.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var walk: Walk
        private var rows: [JSON].Iterator = [].makeIterator()

        fileprivate init(walk: Walk) { self.walk = walk }

        /// The next row, fetching its page when needed.
        public mutating func next() async throws -> JSON? {
            while true {
                if let row = rows.next() { return row }
                guard let page = try await walk.next() else { return nil }
                rows = page.rows.makeIterator()
            }
        }
    }

    /// Goes from page to page.
    fileprivate struct Walk {
        let fetch: @Sendable (JSON?) async throws -> Page
        private var mark: JSON?
        private var seen: Set<JSON> = []
        private var isAtEnd = false

        init(fetch: @escaping @Sendable (JSON?) async throws -> Page) { self.fetch = fetch }

        mutating func next() async throws -> Page? {
            guard !isAtEnd else { return nil }
            try Task.checkCancellation()
            let page = try await fetch(mark)
            mark = page.next
            // A service that leads back to a page it gave already would be walked for ever.
            isAtEnd = mark.map { !seen.insert($0).inserted } ?? true
            return page
        }
    }
}
