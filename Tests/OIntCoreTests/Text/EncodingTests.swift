import Foundation
import OIntCore
import Testing

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test("only the unreserved characters of RFC 3986 stay")
    func reserved() {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        for byte in UInt8.min...0x7F {
            let text = String(UnicodeScalar(byte))
            let hex = String(byte, radix: 16, uppercase: true)
            let expected = unreserved.contains(Character(text)) ? text : "%" + (hex.count == 1 ? "0" : "") + hex
            #expect(PercentEncoding.encoded(text) == expected)
            #expect(PercentEncoding.encoded(text, spaceAsPlus: true) == (text == " " ? "+" : expected))
        }
    }

    @Test(
        "text is encoded byte by byte",
        arguments: [
            ("", ""), ("Яé", "%D0%AF%C3%A9"), ("a/b c?", "a%2Fb%20c%3F"), ("👋", "%F0%9F%91%8B"), ("100%", "100%25"),
        ])
    func text(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.encoded(text) == encoded)
        #expect(PercentEncoding.decoded(encoded) == Array(text.utf8))
    }

    @Test("bytes of any value are decoded, in both cases of the digits")
    func bytes() {
        for byte in UInt8.min...UInt8.max {
            let hex = String(byte, radix: 16)
            let escape = "%" + (hex.count == 1 ? "0" : "") + hex
            #expect(PercentEncoding.decoded("a\(escape)b") == [0x61, byte, 0x62])
            #expect(PercentEncoding.decoded(escape.uppercased()) == [byte])
        }
        #expect(PercentEncoding.decoded("a+b") == Array("a+b".utf8))
    }

    @Test(
        "a percent sign without two digits is refused",
        arguments: ["%", "a%", "%4", "%4G", "%G4", "%%41", "% 41", "%+1"])
    func broken(_ text: String) {
        #expect(PercentEncoding.decoded(text) == nil)
    }

    @Test("the items of a query are decoded one by one")
    func items() {
        let items = PercentEncoding.items(in: "a+b=c%26d&&e&f=g=h%3D&i=100%&=j")
        #expect(items.map(\.name) == ["a b", "e", "f", "i", ""])
        #expect(items.map(\.value) == ["c&d", "", "g=h=", "100%", "j"])
        #expect(PercentEncoding.items(in: "").isEmpty)
    }
}

@Suite("Base64")
struct Base64Tests {
    @Test(
        "the test vectors of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(_ text: String, _ encoded: String) {
        #expect(Base64.encoded(text.utf8) == encoded)
        #expect(Base64.decoded(encoded) == Array(text.utf8))
    }

    @Test("all bytes survive")
    func bytes() {
        for count in [1, 255, 256, 1000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
            #expect(Base64.encoded(bytes) == Data(bytes).base64EncodedString())
        }
    }

    @Test("line breaks and spaces are skipped")
    func whiteSpace() {
        #expect(Base64.decoded(" Zm9v\r\nYmFy\n\t") == Array("foobar".utf8))
    }

    @Test("what is no base64 is refused", arguments: ["Z", "Zm9", "Zg=", "Z===", "Zm9v!", "Zm-_", "Zg==Zg==", "Жм9v"])
    func broken(_ text: String) {
        #expect(Base64.decoded(text) == nil)
    }
}

@Suite("Hexadecimal digits")
struct HexadecimalTests {
    @Test("bytes become two digits each, and come back")
    func roundTrip() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(Hexadecimal.encoded([0, 9, 10, 171, 255]) == "00090aabff")
        #expect(Hexadecimal.encoded([171], isUppercase: true) == "AB")
        #expect(Hexadecimal.decoded(Hexadecimal.encoded(bytes)) == bytes)
        #expect(Hexadecimal.decoded("aBFf") == [171, 255])
    }

    @Test("what holds something else, or half a byte, is none", arguments: ["0", "0g", "１２", "0 1f", "é0"])
    func broken(_ text: String) {
        #expect(Hexadecimal.decoded(text) == nil)
    }
}

@Suite("Trimming and quoting")
struct TrimmingTests {
    @Test(
        "white space at the ends goes",
        arguments: [
            ("", ""), (" ", ""), ("a", "a"), (" a b\n", "a b"), ("\r\n\u{A0}я\u{2028}", "я"),
            ("\u{200B}a", "\u{200B}a"),
        ])
    func trimmed(_ text: String, _ expected: String) {
        #expect(text.trimmed == expected)
    }

    @Test("a quoted text can't drive the terminal, and is short")
    func quoted() {
        #expect(Quote.short("a\u{1B}[31m\u{9B}\n") == "'a\u{FFFD}[31m\u{FFFD}\\n'")
        #expect(Quote.short("") == "''")
        #expect(Quote.short(String(repeating: "é", count: 1000)).count == 63)
    }
}
