import TestRandomness
import Testing

@testable import OIntCLI

@Suite("Widths on a terminal")
struct DisplayWidthTests {
    @Test(
        "Columns a text takes",
        arguments: [
            ("", 0), ("abc", 3), ("Привет", 6), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4),
            ("한국어", 6),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("สวัสดี", 4), ("क्षि", 2), ("नी", 2), ("த்", 1), ("שָׁלוֹם", 4), ("🙂", 2), ("👍🏽", 2),
            ("☝🏽", 2), ("👨‍👩‍👧‍👦", 2),
            ("🇷🇺", 2), ("🇷🇺🇩🇪", 4), ("❤", 1), ("❤️", 2), ("❤️‍🔥", 2), ("1️⃣", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("…", 1), ("—", 1), ("№", 1),
            ("©", 1), ("a\u{200B}b", 2),
            ("\u{FEFF}", 0), ("\u{AD}", 1), ("\u{301}", 0), ("\u{3000}", 2), ("𠀀", 2), ("𝒳", 1), ("\u{E000}", 1),
            ("─", 1),
        ])
    func width(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(
        "What does not fit is cut at the border of a character",
        arguments: [
            ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abc", 1, "…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("日本語", 1, "…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, "👨‍👩‍👧‍👦…"),
            ("é\u{200B}", 1, "é\u{200B}"), ("", 1, ""),
        ])
    func cut(text: String, width: Int, cut: String) {
        #expect(text.cut(to: width) == cut)
    }

    @Test("A cut text fits, and nothing is cut without need")
    func cutsFit() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let text = Nasty.text(using: &generator).terminalSafe
            let width = Int.random(in: 1...12, using: &generator)
            let cut = text.cut(to: width)
            #expect(cut.displayWidth <= width)
            #expect((cut == text) == (text.displayWidth <= width))
        }
    }

    @Test("What would steer the terminal is shown escaped")
    func safety() {
        #expect(
            "a\nb\tc\r\u{1B}[2J\u{7F}\u{9B}1m\u{202E}x\u{2028}".terminalSafe
                == #"a\nb\tc\r\u001B[2J\u007F\u009B1m\u202Ex\u2028"#)
        #expect("a\r\nb".terminalSafe == #"a\r\nb"#)
        for text in ["", "abc", "C:\\new", "Привет", "👨‍👩‍👧‍👦", "e\u{301}", "می‌خواهم"] { #expect(text.terminalSafe == text) }
    }
}
