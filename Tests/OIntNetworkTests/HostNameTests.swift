import OIntCore
import Testing

@testable import OIntNetwork

@Suite("Names of hosts")
struct HostNameTests {
    @Test(
        "Names are mapped as browsers map them",
        arguments: [
            ("example.com", "example.com"), ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"), ("ＧＯＯＧＬＥ.com", "google.com"), ("faß.de", "xn--fa-hia.de"),
            ("ΣΊΣΥΦΟΣ.example", "xn--kxa6akbbkh.example"), ("портал。рф", "xn--80awhdgm.xn--p1ai"),
            ("日本語.jp", "xn--wgv71a119e.jp"), ("１２７。０．０．１", "127.0.0.1"), ("_x.bücher.de", "_x.xn--bcher-kva.de"),
            ("क्‍ष.example", "xn--11b2ezcw70k.example"), ("bücher.de.", "xn--bcher-kva.de."),
        ])
    func mapping(name: String, ascii: String) throws {
        #expect(try HostName.ascii(name) == ascii)
    }

    @Test(
        "What is no name of a host is refused, not sent to another one",
        arguments: [
            "℀.com", "x\u{A0}y.com", "x\u{37E}y.com", "a\u{200D}b.de", "bü\u{0}cher.de", "ü＠evil.example", "ü／x",
            "\u{301}a.com", String(repeating: "ü", count: 64) + ".com", "-ü.com", "עבaרית.com",
        ])
    func refused(name: String) {
        #expect(throws: UsageError.self) { try HostName.ascii(name) }
    }
}
