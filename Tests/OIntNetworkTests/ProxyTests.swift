import Foundation
import OIntCore
import Testing

@testable import OIntNetwork

@Suite("Proxies")
struct ProxyTests {
    private typealias Credentials = Proxy.Credentials

    @Test("A proxy is read as curl reads it")
    func reading() throws {
        #expect(try Proxy("proxy.example") == Proxy(host: "proxy.example", port: 1080))
        #expect(try Proxy("proxy.example:3128") == Proxy(host: "proxy.example", port: 3128))
        #expect(try Proxy("http://proxy.example:3128/") == Proxy(host: "proxy.example", port: 3128))
        #expect(try Proxy("HTTP://proxy.example:3128/path?x") == Proxy(host: "proxy.example", port: 3128))
        #expect(try Proxy("http://[::1]:3128") == Proxy(host: "::1", port: 3128))
        #expect(try Proxy("[2001:db8::1]") == Proxy(host: "2001:db8::1", port: 1080))
        for (scheme, kind) in [
            ("socks5", Proxy.Kind.socks5), ("socks5h", .socks5h), ("SOCKS5", .socks5), ("socks4", .socks4),
            ("socks4a", .socks4a), ("socks", .socks5h),
        ] {
            #expect(
                try Proxy("\(scheme)://proxy.example:9050") == Proxy(kind: kind, host: "proxy.example", port: 9050))
        }
    }

    @Test(
        "A user and a password may stand in front, percent-encoded",
        arguments: [
            ("user:word@h", "user", "word"), ("user@h", "user", ""), ("user:@h", "user", ""),
            ("user:w:o:r:d@h", "user", "w:o:r:d"), ("us%40er:w%3Ard%2F%25@h", "us@er", "w:rd/%"),
            ("u@ser:w@rd@h", "u@ser", "w@rd"),
            ("%D1%8F:%D1%8F@h", "я", "я"), ("100%:x%@h", "100%", "x%"),
        ])
    func credentials(text: String, user: String, password: String) throws {
        for prefix in ["", "http://", "socks5://", "socks5h://"] {
            let proxy = try Proxy(prefix + text + ":3128")
            #expect(proxy.host == "h")
            #expect(proxy.port == 3128)
            #expect(proxy.credentials?.user == user)
            #expect(proxy.credentials?.password.exposed == password)
        }
    }

    @Test(
        "What can't be used is refused",
        arguments: [
            "", "http://", "http://:3128", "https://h:1", "ftp://h:1", "h:0", "h:65536", "h:port", "h:",
            "user:hushhush@",
            "socks4://user:hushhush@h:1", "socks6://h:1", "socks5://:hushhush@h:1", "http://user:hushhush@h:port",
            "socks4a://us%00er@h:1",
            "socks5://user:hushhush\(String(repeating: "x", count: 250))@h:1",
        ])
    func unusable(text: String) throws {
        let error = try #require(throws: UsageError.self) { try Proxy(text) }
        #expect(!error.description.contains("hushhush"))
    }

    @Test("The password does not show in descriptions")
    func description() throws {
        #expect(!"\(try Proxy("user:hushhush@h:1"))".contains("hushhush"))
    }
}

@Suite("Which proxy for which address")
struct ProxySettingsTests {
    private func settings(_ environment: [String: String]) throws -> ProxySettings {
        try ProxySettings(environment: environment)
    }

    /// The host of the proxy for an address, or nil when it is reached directly.
    private func proxy(_ environment: [String: String], _ address: String) throws -> String? {
        try Self.proxy(of: try settings(environment), for: address)?.host
    }

    private static func proxy(of settings: ProxySettings, for address: String) throws -> Proxy? {
        let url = try #require(URL(string: address))
        let isPlain = url.scheme == "http"
        let endpoint = Endpoint(host: try #require(url.host()), port: url.port ?? (isPlain ? 80 : 443))
        return settings.proxy(for: endpoint, isPlainHTTP: isPlain)
    }

    @Test("Nothing set means no proxy; so does something empty")
    func none() throws {
        #expect(try proxy([:], "https://example.com/") == nil)
        #expect(try proxy(["https_proxy": "", "HTTPS_PROXY": ""], "https://example.com/") == nil)
    }

    @Test("Each scheme has its variable, and all_proxy stands in for both")
    func schemes() throws {
        let both = ["http_proxy": "plain:1", "https_proxy": "secure:1", "all_proxy": "all:1"]
        #expect(try proxy(both, "http://example.com/") == "plain")
        #expect(try proxy(both, "https://example.com/") == "secure")
        #expect(try proxy(["https_proxy": "secure:1"], "http://example.com/") == nil)
        #expect(try proxy(["http_proxy": "plain:1"], "https://example.com/") == nil)
        let all = ["ALL_PROXY": "all:1"]
        #expect(try proxy(all, "http://example.com/") == "all")
        #expect(try proxy(all, "https://example.com/") == "all")
    }

    @Test("Names in lower case come before those in capitals")
    func spelling() throws {
        #expect(try proxy(["https_proxy": "low:1", "HTTPS_PROXY": "high:1"], "https://example.com/") == "low")
        #expect(try proxy(["https_proxy": "", "HTTPS_PROXY": "high:1"], "https://example.com/") == "high")
        #expect(try proxy(["HTTPS_PROXY": "high:1"], "https://example.com/") == "high")
        #expect(try proxy(["HTTP_PROXY": "high:1"], "http://example.com/") == "high")
    }

    @Test("Inside a CGI program, HTTP_PROXY is a header that a stranger sent")
    func cgi() throws {
        let environment = ["REQUEST_METHOD": "GET", "HTTP_PROXY": "evil:1", "HTTPS_PROXY": "good:1"]
        #expect(try proxy(environment, "http://example.com/") == nil)
        #expect(try proxy(environment, "https://example.com/") == "good")
        #expect(try proxy(["REQUEST_METHOD": "GET", "http_proxy": "good:1"], "http://example.com/") == "good")
    }

    @Test("A variable that can't be read is named, without what it holds")
    func unreadable() throws {
        for (name, environment) in [
            ("https_proxy", ["https_proxy": "u:hushhush@h:x"]), ("ALL_PROXY", ["ALL_PROXY": "ftp://u:hushhush@h"]),
        ] {
            let error = try #require(throws: UsageError.self) { try settings(environment) }
            #expect(error.description.hasPrefix("the environment variable \(name) can't be used:"))
            #expect(!error.description.contains("hushhush"))
        }
    }

    @Test(
        "NO_PROXY names hosts that are reached directly",
        arguments: [
            // A domain means itself and all below it, whatever stands in front.
            ("example.com", "https://example.com/", true),
            ("example.com", "https://api.example.com/", true),
            ("example.com", "https://EXAMPLE.com:8443/", true),
            ("EXAMPLE.COM", "https://example.com/", true),
            (".example.com", "https://api.example.com/", true),
            (".example.com", "https://example.com/", true),
            ("*.example.com", "https://api.example.com/", true),
            ("example.com", "https://notexample.com/", false),
            ("example.com", "https://example.com.evil.org/", false),
            ("api.example.com", "https://example.com/", false),
            ("example.com.", "https://example.com/", true),
            ("com", "https://example.com/", true),
            // Lists, in the separators that are in use.
            ("a.org,example.com", "https://example.com/", true),
            ("a.org, example.com", "https://example.com/", true),
            ("a.org example.com", "https://example.com/", true),
            (" , ,example.com,", "https://example.com/", true),
            ("a.org,b.org", "https://example.com/", false),
            // Everything, or nothing.
            ("*", "https://example.com/", true),
            ("a.org,*", "https://[::1]/", true),
            ("", "https://example.com/", false),
            (".", "https://example.com/", false),
            // A port.
            ("example.com:8443", "https://example.com:8443/", true),
            ("example.com:8443", "https://example.com/", false),
            ("example.com:443", "https://example.com/", true),
            // Numbers.
            ("127.0.0.1", "https://127.0.0.1:8443/", true),
            ("127.0.0.1", "https://127.0.0.11/", false),
            ("0.0.1", "https://127.0.0.1/", false),
            ("1", "https://10.0.0.1/", false),
            ("::1", "https://[::1]/", true),
            ("[::1]", "https://[::1]/", true),
            ("0:0:0:0:0:0:0:1", "https://[::1]/", true),
            ("2001:DB8::1", "https://[2001:db8::1]/", true),
            ("::2", "https://[::1]/", false),
            // Ranges of numbers.
            ("10.0.0.0/8", "https://10.1.2.3/", true),
            ("10.0.0.0/8", "https://11.1.2.3/", false),
            ("192.168.4.0/22", "https://192.168.7.255/", true),
            ("192.168.4.0/22", "https://192.168.8.0/", false),
            ("192.168.1.7/32", "https://192.168.1.7/", true),
            ("192.168.1.7/32", "https://192.168.1.6/", false),
            ("0.0.0.0/0", "https://8.8.8.8/", true),
            ("0.0.0.0/0", "https://[::1]/", false),
            ("0.0.0.0/0", "https://example.com/", false),
            ("10.0.0.0/33", "https://10.1.2.3/", false),
            ("10.0.0.0/-1", "https://10.1.2.3/", false),
            ("10.0.0.0/x", "https://10.1.2.3/", false),
            ("10.0.0.0/", "https://10.1.2.3/", false),
            ("2001:db8::/32", "https://[2001:db8:1::2]/", true),
            ("2001:db8::/32", "https://[2001:db9::2]/", false),
            ("fe80::/10", "https://[febf::1]/", true),
            ("fe80::/10", "https://[fec0::1]/", false),
            ("example.com/8", "https://example.com/", false),
        ])
    func exceptions(list: String, address: String, isDirect: Bool) throws {
        for name in ["no_proxy", "NO_PROXY"] {
            let found = try proxy(["https_proxy": "p:1", name: list], address)
            #expect((found == nil) == isDirect)
        }
    }

    @Test("One proxy for everything knows no exceptions")
    func one() throws {
        let settings = ProxySettings(try Proxy("p:1"))
        #expect(try Self.proxy(of: settings, for: "https://localhost/")?.host == "p")
        #expect(try Self.proxy(of: settings, for: "http://localhost/")?.host == "p")
    }
}
