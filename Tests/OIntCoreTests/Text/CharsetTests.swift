import OIntCore
import Testing

@Suite("Charsets")
struct CharsetTests {
    private func text(_ bytes: [UInt8], _ name: String) throws -> String? {
        try #require(Charset(named: name), "\(name) is not known").text(of: bytes)
    }

    // What Python's codecs make of the texts.
    @Test(
        "Texts are read in the charset that is named",
        arguments: [
            ("windows-1251", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x2C, 0x20, 0xEC, 0xE8, 0xF0], "Привет, мир"),
            ("KOI8-R", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], "Привет"),
            ("iso-8859-1", [0x63, 0x61, 0x66, 0xE9, 0x20, 0xA3], "café £"),
            ("ISO-8859-9", [0xFD, 0xF0, 0xFE], "ığş"), ("UTF-8", [0xD0, 0x9F], "П"), ("utf8", [0x61], "a"),
            ("utf-16be", [0x04, 0x2F, 0x00, 0xE9, 0xD8, 0x3D, 0xDC, 0x4B], "Яé👋"),
            ("utf-16", [0x2F, 0x04, 0xE9, 0x00], "Яé"),
            ("utf-32", [0xFF, 0xFE, 0, 0, 0x2F, 0x04, 0, 0, 0xE9, 0, 0, 0], "Яé"),
            ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA, 0xB6, 0xC5], "日本語ｶﾅ"),
            ("EUC-JP", [0xC6, 0xFC, 0xCB, 0xDC, 0xB8, 0xEC], "日本語"),
            ("ISO-2022-JP", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x38, 0x6C, 0x1B, 0x28, 0x42], "日本語"),
            ("gb2312", [0xD6, 0xD0, 0xCE, 0xC4], "中文"), ("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
            ("euc-kr", [0xC7, 0xD1, 0xB1, 0xB9, 0xBE, 0xEE], "한국어"), (" windows-1251 ", [], ""),
        ] as [(String, [UInt8], String)])
    func texts(name: String, bytes: [UInt8], text: String) throws {
        #expect(try self.text(bytes, name) == text)
    }

    @Test(
        "A narrow name stands for the wider charset that services mean by it",
        arguments: [
            ("iso-8859-1", [0x93, 0x80, 0x94], "“€”"), ("us-ascii", [0xD0, 0x9F], "П"), ("us-ascii", [0xE9], "é"),
            ("shift_jis", [0x87, 0x40, 0xEE, 0xE0], "①髙"), ("gb2312", [0xA2, 0xE3], "€"),
            ("euc-kr", [0x8C, 0x63], "똠"), ("x-cp1251", [0xCF], "П"),
            // Windows-1252 has no such character, and the charset that is named has.
            ("latin1", [0x81, 0xE9], "\u{81}é"),
        ] as [(String, [UInt8], String)])
    func wider(name: String, bytes: [UInt8], text: String) throws {
        #expect(try self.text(bytes, name) == text)
    }

    @Test(
        "Damaged bytes are no text",
        arguments: [
            ("utf-8", [0x61, 0xFF]), ("us-ascii", [0xE9, 0x81]), ("windows-1251", [0x61, 0x98]),
            ("shift_jis", [0x61, 0x93]), ("shift_jis", [0x81, 0x00]), ("utf-16", [0x3D, 0xD8, 0x61, 0x00]),
            ("utf-16", [0x61]), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46]),
        ] as [(String, [UInt8])])
    func damaged(name: String, bytes: [UInt8]) throws {
        #expect(try text(bytes, name) == nil)
    }

    @Test(
        "What is no charset is not known",
        arguments: ["", " ", "nonsense-1", "../latin1", "utf-8//IGNORE", "utf-16/", "a b", "кои8", "\0"])
    func unknown(name: String) {
        #expect(Charset(named: name) == nil)
    }

    @Test func `A mark at the beginning names the charset, and is no part of the text`() throws {
        let marked: [([UInt8], String)] = [
            ([0xEF, 0xBB, 0xBF, 0x61], "a"), ([0xFF, 0xFE, 0x2F, 0x04], "Я"), ([0xFE, 0xFF, 0x04, 0x2F], "Я"),
        ]
        for (bytes, text) in marked { #expect(try #require(Charset.marked(bytes)).text(of: bytes) == text) }
        #expect(Charset.marked([]) == nil && Charset.marked([0xEF, 0xBB]) == nil)
        // Only the first one is a mark, and a letter that is joined with it stays.
        #expect(try text([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, 0xCC, 0x81], "utf-8") == "\u{FEFF}\u{301}")
    }

    @Test func `A long text is converted as a whole, wherever its pieces end`() throws {
        // Three bytes in UTF-8 for two: no piece of an even size ends between two characters.
        for extra in 0..<3 {
            let text = String(repeating: "a", count: extra) + String(repeating: "語", count: 100_000)
            let bytes = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            #expect(try self.text(bytes, "utf-16be") == text)
        }
    }
}
