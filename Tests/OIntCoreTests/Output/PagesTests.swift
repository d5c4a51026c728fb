import OIntCore
import Synchronization
import Testing

@Suite("Listings, page by page")
struct PagesTests {
    private struct Broken: Error, Equatable {}

    /// A listing of pages with two rows each, and the marks it was asked for.
    private final class Listing: Sendable {
        private let asked = Mutex<[JSON?]>([])
        private let next: [JSON?]

        /// - Parameter next: What each page says leads to the next one.
        init(next: [JSON?]) { self.next = next }

        var marks: [JSON?] { asked.withLock { $0 } }

        var pages: Pages {
            Pages { mark in
                let index = self.asked.withLock {
                    $0.append(mark)
                    return $0.count - 1
                }
                guard self.next.indices.contains(index) else { throw Broken() }
                let rows: [JSON] = [.string("\(index)a"), .string("\(index)b")]
                return Pages.Page(reply: ["page": JSON(index)], rows: rows, next: self.next[index])
            }
        }
    }

    private func rows(of pages: Pages) async throws -> [String] {
        var rows: [String] = []
        for try await row in pages { rows.append(row.string ?? "") }
        return rows
    }

    @Test("all rows come in order, and each page is fetched once by the mark of the one before")
    func walk() async throws {
        let listing = Listing(next: [50, "c2", nil])
        #expect(try await rows(of: listing.pages) == ["0a", "0b", "1a", "1b", "2a", "2b"])
        #expect(listing.marks == [nil, 50, "c2"])
    }

    @Test("a listing of one page", arguments: [nil, .some(.null)] as [JSON?])
    func single(_ next: JSON?) async throws {
        let listing = Listing(next: [next])
        #expect(try await rows(of: listing.pages) == ["0a", "0b"])
        #expect(listing.marks == [nil])
    }

    @Test("pages without rows are passed over")
    func emptyPages() async throws {
        let pages = Pages { mark in
            switch mark {
            case nil: .init(reply: [], rows: [], next: 1)
            case 1: .init(reply: [], rows: [], next: 2)
            case 2: .init(reply: ["x"], rows: ["x"], next: 3)
            default: .init(reply: [], rows: [], next: nil)
            }
        }
        #expect(try await rows(of: pages) == ["x"])
    }

    @Test("a service that leads back to a page it gave already breaks the listing off, behind the rows that came")
    func repeated() async throws {
        for (next, marks) in [([1, 1], [nil, 1]), ([1, 2, 1], [nil, 1, 2])] as [([JSON?], [JSON?])] {
            let listing = Listing(next: next)
            var rows = 0
            let error = await #expect(throws: ReplyError.self) { for try await _ in listing.pages { rows += 1 } }
            #expect(error?.reason.contains("came already") == true)
            #expect(rows == next.count * 2)
            #expect(listing.marks == marks)
        }
    }

    @Test("a page that comes twice breaks the listing off")
    func samePage() async throws {
        let pages = Pages(of: "h") { marker in
            Pages.Page(reply: [], rows: [["id": 1], ["id": 2]], next: JSON((marker?.int ?? 0) + 1))
        }
        var rows = 0
        let error = await #expect(throws: ReplyError.self) { for try await _ in pages { rows += 1 } }
        #expect(error?.description.hasPrefix("h: the service gave the same page twice, after 2 rows") == true)
        #expect(rows == 2)
    }

    @Test("a total that is not reached breaks the listing off; what was skipped counts")
    func total() async throws {
        func pages(_ total: Int, skipped: Int = 0) -> Pages {
            Pages { _ in Pages.Page(reply: [], rows: [1, 2], next: nil, total: total, skipped: skipped) }
        }
        #expect(try await pages(2).reduce(0) { count, _ in count + 1 } == 2)
        #expect(try await pages(1).reduce(0) { count, _ in count + 1 } == 2)
        #expect(try await pages(12, skipped: 10).reduce(0) { count, _ in count + 1 } == 2)
        var rows = 0
        let error = await #expect(throws: ReplyError.self) { for try await _ in pages(3) { rows += 1 } }
        #expect(error?.reason == "the listing ended after 2 of 3 rows")
        #expect(rows == 2)
        let (more, all) = (try await pages(3).page(), try await pages(2).page())
        #expect(more.hasMore && !all.hasMore)
    }

    @Test("whoever stops early causes no more requests")
    func earlyStop() async throws {
        let listing = Listing(next: [1, 2, nil])
        for try await row in listing.pages where row == "0b" { break }
        #expect(listing.marks == [nil])
        let other = Listing(next: [1, 2, nil])
        #expect(try await other.pages.prefix(3).reduce(into: []) { $0.append($1) } == ["0a", "0b", "1a"])
        #expect(other.marks == [nil, 1])
    }

    @Test("nothing is fetched before somebody asks, and each walk begins anew")
    func laziness() async throws {
        let listing = Listing(next: [nil, nil])
        let pages = listing.pages
        #expect(listing.marks == [])
        _ = try await rows(of: pages)
        _ = try await rows(of: pages)
        #expect(listing.marks == [nil, nil])
    }

    @Test("the rows before an error arrive, then the error")
    func failure() async throws {
        let listing = Listing(next: [1])
        var iterator = listing.pages.makeAsyncIterator()
        #expect(try await iterator.next() == "0a")
        #expect(try await iterator.next() == "0b")
        await #expect(throws: Broken()) { try await iterator.next() }
    }

    @Test("a cancelled walk asks for no further page")
    func cancellation() async {
        let count = CallCount()
        let pages = Pages { _ in
            count.add()
            withUnsafeCurrentTask { $0?.cancel() }
            return Pages.Page(reply: [], rows: ["x"], next: JSON(count.value))
        }
        let walk = Task {
            for try await row in pages { #expect(row == "x") }
        }
        await #expect(throws: CancellationError.self) { try await walk.value }
        #expect(count.value == 1)
    }

    @Test("the first page is to be had alone, and pages one by one")
    func pages() async throws {
        let listing = Listing(next: [1, 2, nil])
        #expect(try await listing.pages.page().reply == ["page": 0])
        #expect(listing.marks == [nil])

        let other = Listing(next: [1, 2, nil])
        var replies: [JSON] = []
        await #expect(throws: Broken()) {
            try await other.pages.forEachPage { page in
                replies.append(page.reply)
                if page.next == 2 { throw Broken() }
            }
        }
        #expect(replies == [["page": 0], ["page": 1]])
        #expect(other.marks == [nil, 1])
    }

    @Test("as an answer it is the first page as it came, or all rows")
    func output() async throws {
        let listing = Listing(next: [1, nil])
        guard case .page(let page) = try await Output(listing.pages, all: false) else {
            Issue.record("the first page is no page")
            return
        }
        #expect(page.reply == ["page": 0])
        #expect(page.hasMore)
        guard case .rows = try await Output(listing.pages, all: true) else {
            Issue.record("all rows are no rows")
            return
        }
        #expect(listing.marks == [nil])
    }
}
