import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Listings of servers", .timeLimit(.minutes(2)))
struct ListingTests {
    @Test("A long listing is walked to its end, page by page", arguments: TestServer.allCases)
    func objects(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let few = (0..<50).map { "few & small/\($0 + 100)" }
            let many = (0..<1000).map { "many/\($0 + 1000)" }
            try await inParallel(few + many) { try await bucket.put($0, $0) }

            var pages: [Pages.Page] = []
            try await bucket.client.listObjects(bucket: bucket.name, dir: true).forEachPage { pages.append($0) }
            #expect(pages.map(\.rows.count) == [250, 250, 250, 250, 50])
            #expect(pages.map { $0.reply["response"]?["ListBucketResult"]?["IsTruncated"] }.last == "false")
            #expect(pages.flatMap(\.rows).map { $0["Key"]?.string } == few + many)
            #expect(pages[0].rows[0]["Size"] == "15")

            #expect(try await bucket.keys(prefix: "few & ") == few)
            #expect(try await bucket.keys(prefix: "many/19") == many.suffix(100))
            #expect(try await bucket.keys(prefix: "none") == [])

            // The token in an answer leads to the page after it.
            let result = pages[0].reply["response"]?["ListBucketResult"]
            let token = try #require(result?["NextContinuationToken"]?.string)
            let second = try await bucket.client.listObjects(bucket: bucket.name, ctoken: token, dir: true).page()
            #expect(second.rows == pages[1].rows)
        }
    }

    @Test("An empty bucket has an empty listing", arguments: TestServer.allCases)
    func empty(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let page = try await bucket.client.listObjects(bucket: bucket.name, dir: true).page()
            #expect(page.rows == [])
            #expect(page.next == nil)
            #expect(page.reply["response"]?["ListBucketResult"]?["Name"] == .string(bucket.name))
        }
    }
}
