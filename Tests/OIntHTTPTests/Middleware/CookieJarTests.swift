import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Cookies between redirects")
struct CookieJarTests {
    /// What a request to an address gets of the cookies that another address set.
    private func sent(_ cookies: [String], from: String, to: String) throws -> String? {
        var jar = CookieJar()
        jar.keep(
            Response(
                status: 302, headers: cookies.map { HeaderField("Set-Cookie", $0) }, body: ByteStream([UInt8]()),
                address: try .known(from)))
        return jar.header(for: try .known(to))
    }

    @Test(
        "A cookie goes where it belongs",
        arguments: [
            ("a=1", "https://h.example/x", "https://h.example/y", "a=1"),
            ("a=1", "https://h.example/x", "https://sub.h.example/", nil),
            ("a=1", "https://h.example/x", "https://other.example/", nil),
            ("a=1; Domain=h.example", "https://www.h.example/", "https://api.h.example/", "a=1"),
            ("a=1; Domain=.h.example", "https://www.h.example/", "https://h.example/", "a=1"),
            ("a=1; Domain=other.example", "https://h.example/", "https://other.example/", nil),
            ("a=1; Domain=example", "https://h.example/", "https://other.example/", nil),
            ("a=1; Domain=0.0.1", "http://127.0.0.1/", "http://127.0.0.1/", nil),
            ("a=1; Secure", "https://h.example/", "http://h.example/", nil),
            ("a=1; Secure", "http://h.example/", "https://h.example/", nil),
            ("a=1", "http://h.example/", "https://h.example:8443/", "a=1"),
            ("a=1; Path=/p", "https://h.example/", "https://h.example/p/q", "a=1"),
            ("a=1; Path=/p", "https://h.example/", "https://h.example/pq", nil),
            ("a=1", "https://h.example/d/e", "https://h.example/", nil),
            ("a=1", "https://h.example/d/e", "https://h.example/d/f?q", "a=1"),
            ("a=1; Max-Age=0", "https://h.example/", "https://h.example/", nil),
            ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "https://h.example/", "https://h.example/", nil),
            (
                "a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=9", "https://h.example/", "https://h.example/",
                "a=1"
            ),
            ("__Host-a=1; Secure; Path=/", "https://h.example/", "https://h.example/", "__Host-a=1"),
            ("__Host-a=1; Secure; Path=/; Domain=h.example", "https://h.example/", "https://h.example/", nil),
            ("=1", "https://h.example/", "https://h.example/", nil),
            ("a", "https://h.example/", "https://h.example/", nil),
            ("a=b=c ; HttpOnly", "https://h.example/", "https://h.example/", "a=b=c"),
        ] as [(String, String, String, String?)])
    func rules(cookie: String, from: String, to: String, wanted: String?) throws {
        #expect(try sent([cookie], from: from, to: to) == wanted)
    }

    @Test("The last of a name counts, and longer paths come first")
    func order() throws {
        #expect(
            try sent(
                ["a=1; Path=/", "b=2; Path=/x", "a=3; Path=/"], from: "https://h.example/", to: "https://h.example/x")
                == "b=2; a=3")
    }
}
