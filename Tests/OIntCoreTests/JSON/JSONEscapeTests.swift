import OIntCore
import Testing

@Suite("Escapes in JSON texts")
struct JSONEscapeTests {
    @Test(
        "an escape stands for its character",
        arguments: [
            (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"), (#"\n"#, "\n"),
            (#"\r"#, "\r"), (#"\t"#, "\t"), (#"\u0000"#, "\u{0}"), (#"\u0041"#, "A"), (#"\u007f"#, "\u{7F}"),
            (#"\u0080"#, "\u{80}"), (#"\u07FF"#, "\u{7FF}"), (#"\u0800"#, "\u{800}"), (#"\uFFFF"#, "\u{FFFF}"),
            (#"\ud7ff"#, "\u{D7FF}"), (#"\uE000"#, "\u{E000}"), (#"\uaBcD"#, "\u{ABCD}"), (#"\u2028"#, "\u{2028}"),
            (#"\u0022"#, "\""), (#"\u005C"#, "\\"), (#"\\u0041"#, "\\u0041"), (#"\\\u0041"#, "\\A"),
            (#"\u0417\u0430\u0434\u0430\u0447\u0430"#, "Задача"), (#"\r\n"#, "\r\n"),
        ])
    func decodes(_ escape: String, _ expected: String) throws {
        let alone = try #require(try JSON(parsing: "\"\(escape)\"").string)
        #expect(Array(alone.utf8) == Array(expected.utf8))
        // Among runs that are longer and shorter than the words they are read in.
        let framed = try #require(try JSON(parsing: "\"0123456789\(escape)ы\(escape)\"").string)
        #expect(Array(framed.utf8) == Array("0123456789\(expected)ы\(expected)".utf8))
        #expect(try JSON(parsing: "{\"\(escape)\":1}").object?.keys == [expected])
    }

    @Test(
        "surrogates are joined, and halves become U+FFFD",
        arguments: [
            (#"\uD83D\uDE00"#, "😀"), (#"\ud83d\ude00"#, "😀"), (#"\uD800\uDC00"#, "\u{10000}"),
            (#"\uDBFF\uDFFF"#, "\u{10FFFF}"), (#"\uD83D\uDE00\uD83D\uDE01"#, "😀😁"),
            // Lead halves: at the end, before text, an escape, a scalar, another lead.
            (#"\uD83D"#, "\u{FFFD}"), (#"\uD83Dabc"#, "\u{FFFD}abc"), (#"\uD83D\n"#, "\u{FFFD}\n"),
            (#"\uD83D\u0041"#, "\u{FFFD}A"), (#"\uD83D\uD83D"#, "\u{FFFD}\u{FFFD}"),
            (#"\uD83D\uD83D\uDE00"#, "\u{FFFD}😀"), (#"\uDBFF\uE000"#, "\u{FFFD}\u{E000}"),
            (#"\uD83D\\uDE00"#, "\u{FFFD}\\uDE00"),
            (#"\uD83D😀"#, "\u{FFFD}😀"),
            // Trail halves: alone, before text, after a pair, before a lead.
            (#"\uDE00"#, "\u{FFFD}"), (#"\uDE00abc"#, "\u{FFFD}abc"), (#"\uD83D\uDE00\uDE00"#, "😀\u{FFFD}"),
            (#"\uDE00\uD83D"#, "\u{FFFD}\u{FFFD}"), (#"\uDC00\uD800\uDC00"#, "\u{FFFD}\u{10000}"),
        ])
    func joinsSurrogates(_ escapes: String, _ expected: String) throws {
        let text = try #require(try JSON(parsing: "\"\(escapes)\"").string)
        #expect(Array(text.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("each four hexadecimal digits are read, in both cases")
    func readsEachCodeUnit() throws {
        for unit in stride(from: UInt16(0), through: .max, by: 7) {
            let digits = String(unit, radix: 16)
            let escape = String(repeating: "0", count: 4 - digits.count) + digits
            let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
            for spelling in [escape, escape.uppercased()] {
                #expect(try JSON(parsing: "\"\\u\(spelling)\"").string?.unicodeScalars.first == scalar)
            }
        }
    }

    @Test("a byte that is no hexadecimal digit is refused in each place")
    func refusesOtherDigits() {
        let digits = Set("0123456789abcdefABCDEF".utf8)
        for place in 0..<4 {
            for byte in UInt8.min..<0x80 where !digits.contains(byte) {
                var document = Array(#""\u0000""#.utf8)
                document[3 + place] = byte
                let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: document) }
                #expect(error?.reason == .hexadecimalDigitsExpected)
                #expect(error?.offset == 3 + place)
            }
        }
    }

    @Test("what ends a plain run is seen at each place of a word")
    func seesEndsAtEachPlace() throws {
        for length in 0..<40 {
            let plain = String(repeating: "x", count: length)
            #expect(try JSON(parsing: "[\"\(plain)\",1]") == [.string(plain), 1])
            #expect(try JSON(parsing: "\"\(plain)\\t\(plain)\"") == .string("\(plain)\t\(plain)"))
            #expect(throws: JSONParsingError.self) { try JSON(parsing: "\"\(plain)\u{1F}\"") }
            #expect(try JSON(parsing: "\"\(plain) \u{7F}!#[]^\"") == .string("\(plain) \u{7F}!#[]^"))
        }
    }
}
