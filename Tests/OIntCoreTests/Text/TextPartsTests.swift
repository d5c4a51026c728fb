import Testing

@testable import OIntCore

@Suite("Texts in parts")
struct TextPartsTests {
    @Test(
        "A text is split between paragraphs, lines, sentences, words, in this order",
        arguments: [
            ("one two three four\n\nfive six", 26, ["one two three four", "five six"]),
            ("one two three\nfour five", 16, ["one two three", "four five"]),
            ("One two. Three four", 15, ["One two.", "Three four"]), ("one two three", 9, ["one two", "three"]),
            ("onetwothree", 6, ["onetwo", "three"]), ("short", 6, ["short"]), ("", 6, [""]),
        ])
    func places(text: String, limit: Int, parts: [String]) {
        #expect(TextParts.of(text, limit: limit, .characters) == parts)
    }

    @Test("No character is broken, whatever is counted", arguments: [TextUnit.bytes, .characters, .utf16])
    func whole(unit: TextUnit) {
        let text = String(repeating: "👩‍👩‍👧жe\u{301}", count: 40)
        for limit in [11, 20, 26, 27, 100] {
            let parts = TextParts.of(text, limit: max(limit, unit == .bytes ? 18 : 8), unit)
            #expect(parts.joined() == text)
            #expect(parts.allSatisfy { unit.length(of: $0) <= max(limit, unit == .bytes ? 18 : 8) })
        }
    }

    @Test("A text that is cut says so, and fits")
    func shortened() {
        let text = (1...100).map { "line \($0)" }.joined(separator: "\n")
        for limit in [40, 100, 500] {
            let start = TextParts.shortened(text, limit: limit, .bytes, keepsEnd: false)
            let end = TextParts.shortened(text, limit: limit, .bytes, keepsEnd: true)
            #expect(start.utf8.count <= limit && end.utf8.count <= limit)
            #expect(start.hasPrefix("line 1\n") && start.hasSuffix("characters cut"))
            #expect(end.hasPrefix("…") && end.hasSuffix("line 100"))
        }
        #expect(TextParts.shortened("abc", limit: 3, .bytes, keepsEnd: true) == "abc")
    }
}
