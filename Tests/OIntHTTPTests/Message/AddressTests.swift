import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Addresses")
struct AddressTests {
    @Test(
        "An address is taken apart",
        arguments: [
            ("https://example.com/", "https", "example.com", 443),
            ("http://example.com", "http", "example.com", 80),
            ("HTTPS://Example.COM:8443/Path", "https", "example.com", 8443),
            ("http://127.0.0.1:1/x?y=z", "http", "127.0.0.1", 1),
            ("https://[2001:DB8::1]/", "https", "[2001:db8::1]", 443),
            ("https://[::1]:65535/", "https", "[::1]", 65535),
            ("https://user:word@example.com/", "https", "example.com", 443),
        ])
    func parts(text: String, scheme: String, host: String, port: Int) throws {
        let address = try Address.known(text)
        #expect(address.scheme == scheme)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.peer == "\(host):\(port)")
    }

    @Test(
        "What is no http or https address is none",
        arguments: [
            "", "example.com", "//example.com/", "/path", "ftp://example.com/", "file:///etc/passwd", "mailto:a@b.c",
            "https://", "https:///path", "https://example.com:0/", "https://example.com:65536/",
            "https://example.com:port/", "https://[::1/", "javascript:alert(1)", " https://example.com/",
            "https//example.com/",
        ])
    func none(text: String) {
        #expect(Address(text) == nil)
    }

    @Test(
        "What is read in one pass is what the whole grammar says",
        arguments: [
            "https://example.com", "http://example.com:8080", "https://example.com/a/b?c=d&e=f", "https://h?x",
            "https://h/:@!$&'()*+,;=-._~/?:@", "https://1.2.3.4:65535/", "https://a-b.example./",
        ])
    func onePass(text: String) throws {
        let plain = try #require(PlainAddress(text))
        // A fragment takes the way of all others.
        let whole = try Address.known(text + "#")
        #expect(plain.scheme == whole.scheme)
        #expect(plain.host == whole.host)
        #expect(try Address.known(text).port == whole.port)
        #expect(try Address.known(text).text + "#" == whole.text)
    }

    @Test(
        "What needs more than one pass is left to the grammar",
        arguments: [
            "", "https", "https://", "https:///x", "HTTPS://h/", "https://H/", "https://u@h/", "https://h:/",
            "https://h:0/",
            "https://h:65536/", "https://h:99999999999999999999/", "https://h:8x/", "https://h/ ", "https://h/%20",
            "https://h/#", "https://h/\"", "https://h/ж", "https://жук/", "https://[::1]/", "ftp://h/", "https://h\\x",
        ])
    func morePasses(text: String) {
        #expect(PlainAddress(text) == nil)
    }

    @Test(
        "A scheme is added where none is written",
        arguments: [
            ("example.com", "https://example.com"), ("example.com:80/x", "https://example.com:80/x"),
            ("http://h", "http://h"), ("h/?next=http://other", "https://h/?next=http://other"), ("", "https://"),
        ])
    func scheme(text: String, absolute: String) {
        #expect(Address.absolute(text) == absolute)
    }

    @Test(
        "Names in other letters become what the network knows",
        arguments: [
            ("https://портал.рф/rest/", "xn--80awhdgm.xn--p1ai"),
            ("https://ПОРТАЛ.РФ:8443/", "xn--80awhdgm.xn--p1ai"),
            ("https://bücher.example/", "xn--bcher-kva.example"),
            ("https://user@münchen-ost.example/", "xn--mnchen-ost-9db.example"),
            ("https://例え。テスト/", "xn--r8jz45g.xn--zckzah"),
            ("https://他们为什么不说中文.example/", "xn--ihqwcrb4cv8a8dqg056pqjye.example"),
        ])
    func otherLetters(text: String, host: String) throws {
        #expect(try Address.known(text).host == host)
    }

    @Test("A label that is too long for the network is no name")
    func longLabel() {
        #expect(Address("https://\(String(repeating: "я", count: 64)).example/") == nil)
    }

    @Test(
        "What may not stand for itself is percent-encoded, and nothing twice",
        arguments: [
            ("https://h/%D1%8F?a=%20", "https://h/%D1%8F?a=%20"),
            ("https://h/a%20b/я?q=ю&r=%26", "https://h/a%20b/%D1%8F?q=%D1%8E&r=%26"),
            ("https://h/a b|c?d=\"e\"&f[0]=<g>", "https://h/a%20b%7Cc?d=%22e%22&f%5B0%5D=%3Cg%3E"),
            ("https://h/100%/%zz/%4", "https://h/100%25/%25zz/%254"),
            ("https://h/a\r\nb\tc\u{0}", "https://h/a%0D%0Ab%09c%00"),
            ("https://h/a#b#c", "https://h/a#b%23c"),
            ("https://h/\u{301}", "https://h/%CC%81"),
            ("https://us er:я@h/", "https://us%20er:%D1%8F@h/"),
            ("https://h/!$&'()*+,;=:@-._~", "https://h/!$&'()*+,;=:@-._~"),
        ])
    func encoding(text: String, encoded: String) throws {
        #expect(try Address.known(text).text == encoded)
    }

    @Test(
        "A host is no place for what has to be encoded",
        arguments: ["https://a b/", "https://a%20b/", "https://a\tb/", "https://<h>/", "https://h\\evil/"])
    func nastyHost(text: String) {
        #expect(Address(text) == nil)
    }

    @Test(
        "A redirect's target may be absolute or relative",
        arguments: [
            ("https://other.example/x", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/x", "https://example.com:8443/x"),
            ("x", "https://example.com:8443/a/x"),
            ("../x", "https://example.com:8443/x"),
            ("?x=1", "https://example.com:8443/a/b?x=1"),
            ("/a%20b/я", "https://example.com:8443/a%20b/%D1%8F"),
            ("/login?next=https://other.example/я", "https://example.com:8443/login?next=https://other.example/%D1%8F"),
            ("//портал.рф:1/x", "https://xn--80awhdgm.xn--p1ai:1/x"),
            ("https://портал.рф/x", "https://xn--80awhdgm.xn--p1ai/x"),
        ])
    func resolving(location: String, target: String) throws {
        let base = try Address.known("https://example.com:8443/a/b?q=1")
        #expect(base.resolving(location)?.text == target)
    }

    @Test("A redirect to something else leads nowhere", arguments: ["ftp://example.com/", "mailto:a@b.c", "data:,x"])
    func resolvingElsewhere(location: String) throws {
        #expect(try Address.known("https://example.com/").resolving(location) == nil)
    }

    @Test(
        "Credentials follow to the same place only, or to the same place with encryption added",
        arguments: [
            ("https://example.com/a", "https://example.com/b", true),
            ("https://example.com/", "https://EXAMPLE.com:443/", true),
            ("http://example.com/", "https://example.com/", true),
            ("https://example.com/", "http://example.com/", false),
            ("http://example.com:8080/", "https://example.com:8443/", false),
            ("http://example.com:8080/", "https://example.com/", false),
            ("https://example.com/", "https://example.com:8443/", false),
            ("https://example.com/", "https://www.example.com/", false),
            ("https://example.com/", "https://example.org/", false),
            ("https://127.0.0.1/", "https://localhost/", false),
        ])
    func credentials(from: String, to: String, follow: Bool) throws {
        #expect(try Address.known(from).sharesCredentials(with: .known(to)) == follow)
    }
}
