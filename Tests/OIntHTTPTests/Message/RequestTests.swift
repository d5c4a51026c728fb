import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Requests")
struct RequestTests {
    @Test("Query items are encoded fully and appended in their order")
    func query() {
        let items = [("a b", "c&d=e"), ("ключ", "я+1"), ("empty", ""), ("a b", "/?#[]@")]
        let request = Request(.get, "https://example.com/x", query: items)
        let query = "a%20b=c%26d%3De&%D0%BA%D0%BB%D1%8E%D1%87=%D1%8F%2B1&empty=&a%20b=%2F%3F%23%5B%5D%40"
        #expect(request.target == "https://example.com/x?" + query)
    }

    @Test("Items join a query that the address has already, before its fragment")
    func queryInAddress() {
        let item = [("b", "2")]
        #expect(Request(.get, "https://h/x?a=1", query: item).target == "https://h/x?a=1&b=2")
        #expect(Request(.get, "https://h/x?", query: item).target == "https://h/x?b=2")
        #expect(Request(.get, "https://h/x#part", query: item).target == "https://h/x?b=2#part")
        #expect(Request(.get, "https://h/x#part?", query: item).target == "https://h/x?b=2#part?")
        #expect(Request(.get, "https://h/x#part").target == "https://h/x#part")
    }

    @Test("Whether a request may be repeated follows from its method, unless it is said")
    func repeatability() {
        let repeatable = Request.Method.allCases.filter { Request($0, "https://h/").isRepeatable }
        #expect(repeatable == [.get, .head, .put, .delete, .options])
        #expect(Request(.post, "https://h/", isRepeatable: true).isRepeatable)
        #expect(!Request(.get, "https://h/", isRepeatable: false).isRepeatable)
    }

    @Test("An address that can't be used is reported without its secrets")
    func badAddress() throws {
        let request = Request(.get, "example.com/rest/1/hushhush/", secrets: ["hushhush"])
        let error = try #require(throws: UsageError.self) { try request.address() }
        #expect(error.description == "'example.com/rest/1/***/' is not an http or https address")
    }
}
