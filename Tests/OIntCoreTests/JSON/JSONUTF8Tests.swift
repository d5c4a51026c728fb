import Testing

@testable import OIntCore

@Suite("UTF-8 of JSON")
struct JSONUTF8Tests {
    /// The bytes stand between quotes; the offset is that of the first wrong one among them.
    static let invalid: [(JSONCase, Int)] = [
        (.init("continuation byte alone", bytes: [0x80]), 0),
        (.init("continuation byte after a letter", bytes: [0x61, 0xBF]), 1),
        (.init("two bytes, the second missing", bytes: [0xD0]), 0),
        (.init("two bytes, the second a letter", bytes: [0xD0, 0x61]), 0),
        (.init("three bytes, the third missing", bytes: [0xE2, 0x82]), 0),
        (.init("four bytes, the fourth missing", bytes: [0xF0, 0x9F, 0x98]), 0),
        (.init("overlong slash in two bytes", bytes: [0xC0, 0xAF]), 0),
        (.init("overlong letter in two bytes", bytes: [0xC1, 0x81]), 0),
        (.init("overlong in three bytes", bytes: [0xE0, 0x80, 0xAF]), 0),
        (.init("overlong in four bytes", bytes: [0xF0, 0x80, 0x80, 0xAF]), 0),
        (.init("lead surrogate", bytes: [0xED, 0xA0, 0xBD]), 0),
        (.init("trail surrogate", bytes: [0xED, 0xBF, 0xBF]), 0),
        (.init("surrogate pair", bytes: [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]), 0),
        (.init("beyond U+10FFFF", bytes: [0xF4, 0x90, 0x80, 0x80]), 0),
        (.init("lead byte for five bytes", bytes: [0xF8, 0x88, 0x80, 0x80, 0x80]), 0),
        (.init("0xFE", bytes: [0xFE]), 0),
        (.init("0xFF after a long plain run", bytes: Array("0123456789abcdef".utf8) + [0xFF]), 16),
        (.init("Windows-1251 after Cyrillic in UTF-8", bytes: Array("да".utf8) + [0xE4, 0xE0]), 4),
    ]

    @Test("wrong bytes are refused with their place", arguments: invalid)
    func refuses(_ content: JSONCase, _ offset: Int) {
        let document = [0x22] + content.bytes + [0x22]
        let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: document) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == 1 + offset)
    }

    @Test("both checks find the same place", arguments: invalid)
    func checksAgree(_ content: JSONCase, _ offset: Int) {
        content.bytes.withUnsafeBufferPointer { bytes in
            #expect(throws: JSONParsingFailure(reason: .invalidUTF8, offset: offset)) { try UTF8Bytes.validate(bytes) }
            #expect(throws: JSONParsingFailure(reason: .invalidUTF8, offset: offset)) {
                try UTF8Bytes.validateByDecoding(bytes)
            }
        }
    }

    @Test("both checks accept each length of character")
    func checksAccept() throws {
        try Array("\u{0}a\u{7F}\u{80}я\u{7FF}\u{800}€\u{FFFF}\u{10000}😀\u{10FFFF}".utf8).withUnsafeBufferPointer {
            try UTF8Bytes.validate($0)
            try UTF8Bytes.validateByDecoding($0)
        }
    }

    @Test("wrong bytes are refused outside texts, keys included")
    func refusesElsewhere() {
        for document: [UInt8] in [[0xFF, 0xFE, 0x31, 0x00], [0x31, 0x20, 0x80], Array(#"{""#.utf8) + [0xC0, 0x22]] {
            let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: document) }
            #expect(error?.reason == .invalidUTF8)
        }
    }
}
