import OIntCore

/// Listings; see the builders of `Pages` for when each of them ends.
extension Service {
    /// A listing whose pages hold the marker of the next one.
    /// - Parameters:
    ///   - rows: Where the rows of a page are.
    ///   - next: Where the marker of the next page is.
    ///   - hasMore: Where a page says whether there is more; nil where the marker alone tells.
    ///   - total: Where a page says exactly how many rows the whole listing has; nil where none does.
    ///   - skipped: How many rows lie before the first page.
    ///   - rate: Spaces the requests of the listing; nil for none.
    ///   - request: The request for a marker; for the first page with nil.
    /// - Returns: The listing.
    public func pages(
        rows: Pages.Rows, next: JSONPath, hasMore: JSONPath? = nil, total: JSONPath? = nil, skipped: Int = 0,
        rate: RateLimit? = nil, _ request: @escaping @Sendable (_ cursor: JSON?) throws -> ServiceRequest
    ) -> Pages {
        .byCursor(of: base.peer, rows: rows, next: next, hasMore: hasMore, total: total, skipped: skipped) {
            cursor in
            try await page(try request(cursor), rate, isFirst: cursor == nil)
        }
    }

    /// A listing of which each page is asked for by the number of rows before it.
    /// - Parameters:
    ///   - rows: Where the rows of a page are.
    ///   - start: How many rows to skip at the beginning.
    ///   - pageSize: How many rows a page has that is not the last; nil where a shorter page may be followed by others.
    ///   - hasMore: Where a page says whether there is more.
    ///   - total: Where a page says exactly how many rows the whole listing has.
    ///   - rate: Spaces the requests of the listing; nil for none.
    ///   - request: The request for the page behind a number of rows.
    /// - Returns: The listing.
    public func pagesByOffset(
        rows: Pages.Rows, start: Int = 0, pageSize: Int? = nil, hasMore: JSONPath? = nil, total: JSONPath? = nil,
        rate: RateLimit? = nil, _ request: @escaping @Sendable (_ offset: Int) throws -> ServiceRequest
    ) -> Pages {
        .byOffset(of: base.peer, rows: rows, start: start, pageSize: pageSize, hasMore: hasMore, total: total) {
            offset in
            try await page(try request(offset), rate, isFirst: offset == start)
        }
    }

    /// A listing whose pages have numbers.
    /// - Parameters:
    ///   - rows: Where the rows of a page are.
    ///   - first: The number of the first page.
    ///   - pageSize: How many rows a page has that is not the last; nil where a shorter page may be followed by others.
    ///   - pageCount: Where a page says how many pages there are.
    ///   - hasMore: Where a page says whether there is more.
    ///   - total: Where a page says exactly how many rows the whole listing has.
    ///   - rate: Spaces the requests of the listing; nil for none.
    ///   - request: The request for the page of a number.
    /// - Returns: The listing.
    public func pagesByNumber(
        rows: Pages.Rows, first: Int = 1, pageSize: Int? = nil, pageCount: JSONPath? = nil, hasMore: JSONPath? = nil,
        total: JSONPath? = nil, rate: RateLimit? = nil,
        _ request: @escaping @Sendable (_ page: Int) throws -> ServiceRequest
    ) -> Pages {
        .byPage(
            of: base.peer, rows: rows, first: first, pageSize: pageSize, pageCount: pageCount, hasMore: hasMore,
            total: total
        ) { number in
            try await page(try request(number), rate, isFirst: number == first)
        }
    }

    /// A listing whose pages hold the address of the next one.
    /// - Parameters:
    ///   - rows: Where the rows of a page are.
    ///   - next: Where the address of the next page is.
    ///   - total: Where a page says exactly how many rows the whole listing has.
    ///   - rate: Spaces the requests of the listing; nil for none.
    ///   - request: The request for the first page.
    /// - Returns: The listing.
    public func pagesByLink(
        rows: Pages.Rows, next: JSONPath, total: JSONPath? = nil, rate: RateLimit? = nil,
        _ request: @escaping @Sendable () throws -> ServiceRequest
    ) -> Pages {
        .byLink(of: base.peer, rows: rows, next: next, total: total) { address in
            try await page(try address.map { .get(at: $0) } ?? request(), rate, isFirst: address == nil)
        }
    }

    /// A listing that comes as one page.
    /// - Parameters:
    ///   - rows: Where the rows of the page are.
    ///   - request: The request.
    /// - Returns: The listing.
    public func page(
        rows: Pages.Rows, _ request: @escaping @Sendable () throws -> ServiceRequest
    ) -> Pages {
        .single(of: base.peer, rows: rows) { try await page(try request(), isFirst: true) }
    }

    /// Fetches one page of a listing that is put together in some other way.
    /// - Parameters:
    ///   - request: The request.
    ///   - rate: Spaces the requests of the listing; nil for none.
    ///   - isFirst: Whether it is the first page: its refusal is the service's word on the whole listing.
    /// - Returns: The page.
    /// - Throws: What ``json(_:)`` throws, but `ReplyError` for a page that is none: something that is no JSON, and behind
    ///   the first page a refusal under a status of success.
    public func page(_ request: ServiceRequest, _ rate: RateLimit? = nil, isFirst: Bool) async throws -> JSON {
        try await rate?.wait()
        do {
            let page = try await json(request)
            if page.isNull { throw ReplyError(peer: base.peer, reason: "a page of the listing is empty") }
            return page
        } catch let refusal as ServiceError where (200..<300).contains(refusal.status ?? 0) {
            if case .json = refusal.reply, isFirst { throw refusal }
            let words = [refusal.code, refusal.message].compactMap(\.self).joined(separator: ": ")
            throw ReplyError(
                peer: base.peer, reason: "a page of the listing is none: \(words)", remedy: refusal.remedy)
        }
    }
}
