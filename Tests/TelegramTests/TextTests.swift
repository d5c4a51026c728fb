import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

/// What becomes of a text on its way, by parse mode.
///
/// Source of the rules: https://core.telegram.org/bots/api#formatting-options
@Suite struct TextTests {
    private func sent(_ text: String, _ mode: Telegram.ParseMode) async throws -> String? {
        let bot = Bot()
        _ = try await bot.client().sendTextMessage(chat: 5, text: text, parseMode: mode)
        #expect(bot.json?["parse_mode"] == (mode == .plain ? nil : .string(mode.rawValue)))
        return bot.json?["text"]?.string
    }

    private static let untouched = [
        "plain", "100 %41 %D0%9F +1", "snake_case *b* _i_ `c` [l](u)", "<b>a & b</b> &amp; 1 < 2",
        "a-b.c! {d} #e = f | g",
        "👩‍👩‍👧 e\u{301} &\u{301} -\u{301}", "already \\. \\_ \\\\", "{\"a\": \"b\"}", "/etc/passwd",
        "https://example.com/?a=1&b=2",
        "line 1\nline 2\t\u{1F}", String(repeating: "😀", count: 4096), String(repeating: "x", count: 5000),
    ]

    @Test(arguments: untouched)
    func `Without markup and with the older Markdown, a text arrives as it is`(_ text: String) async throws {
        #expect(try await sent(text, .plain) == text)
        #expect(try await sent(text, .markdown) == text)
    }

    @Test(arguments: [
        ("Fish & chips", "Fish &amp; chips"), ("<b>A & B</b>", "<b>A &amp; B</b>"), ("a < b", "a &lt; b"),
        ("R&D <3, a < b", "R&amp;D &lt;3, a &lt; b"), ("<b>x", "&lt;b&gt;x"),
        ("x</b> <u></u>", "x&lt;/b&gt; &lt;u&gt;&lt;/u&gt;"), ("<b><i>x</b></i>", "<b>&lt;i&gt;x</b>&lt;/i&gt;"),
        ("<div>x</div>", "&lt;div&gt;x&lt;/div&gt;"), ("<B>x</B>", "<b>x</b>"),
        (#"<code class="language-c">a<b></code>"#, #"<code class="language-c">a&lt;b&gt;</code>"#),
        (#"<pre><code class="language-c">x</code></pre>"#, #"<pre><code class="language-c">x</code></pre>"#),
        (
            "<blockquote expandable>x</blockquote> <span class='tg-spoiler'>y</span>",
            #"<blockquote expandable>x</blockquote> <span class="tg-spoiler">y</span>"#
        ),
        ("&amp; &lt; &gt; &quot;", "&amp; &lt; &gt; &quot;"), ("&#38; &#x26; &#X1F600;", "&#38; &#x26; &#X1F600;"),
        ("&nbsp; &copy;", "&amp;nbsp; &amp;copy;"),
        ("&amp &#; &#x; &#4g; &", "&amp;amp &amp;#; &amp;#x; &amp;#4g; &amp;"),
        (
            #"<a href="https://e.example/?a=1&b=2&lt=3">x</a>"#,
            #"<a href="https://e.example/?a=1&amp;b=2&amp;lt=3">x</a>"#
        ),
        ("&&amp;&", "&amp;&amp;&amp;"), ("&\u{301}e", "&amp;\u{301}e"), ("%26 \\& AT&T", "%26 \\&amp; AT&amp;T"),
        ("&AMP; &Lt;", "&amp;AMP; &amp;Lt;"), ("1.5 - 2! _x_ *y*", "1.5 - 2! _x_ *y*"), ("a > b", "a &gt; b"),
    ])
    func `HTML gets escaped what is no markup`(_ text: String, _ expected: String) async throws {
        #expect(try await sent(text, .html) == expected)
    }

    @Test(arguments: [
        ("1.5 - 2 + 3 = {4} #5!", ##"1\.5 \- 2 \+ 3 \= \{4\} \#5\!"##),
        ("*bold* _it_ __u__ ~s~ ||x|| >q", #"*bold* _it_ __u__ ~s~ ||x|| \>q"#),
        ("Version 1.2 (beta) | a > b", #"Version 1\.2 \(beta\) \| a \> b"#), (">q\n>r\ns", ">q\n>r\ns"),
        (">q||\ns", ">q||\ns"), ("**>q", "**>q"), (">\nx", "\\>\nx"), ("*a\n>b*", "\\*a\n>b\\*"),
        ("snake_case_name 2 * 3 * 4", #"snake\_case\_name 2 \* 3 \* 4"#), ("* a\n* b", "\\* a\n\\* b"),
        ("*a _b* c_", #"*a \_b* c\_"#), ("*a", #"\*a"#), ("**a**", #"\*\*a\*\*"#), (#"C:\dir \n"#, #"C:\\dir \\n"#),
        ("[a] (b.c) [l](u)", #"\[a\] \(b\.c\) \[l\]\(u\)"#), ("![a](https://b.c)", #"\![a](https://b.c)"#),
        (#"a\.b \- c\!"#, #"a\.b \- c\!"#), (#"a\\.b"#, #"a\\\.b"#), (#"a\\\.b"#, #"a\\\.b"#), (#"a\"#, #"a\"#),
        (#"\привет."#, #"\привет\."#),
        ("`a.b-c!` d.", #"`a.b-c!` d\."#), ("```swift\nlet a = b.c()\n``` e.", "```swift\nlet a = b.c()\n``` e\\."),
        (#"`a\`.b` c."#, #"`a\`.b` c\."#), ("```\na`b.c\n```.", "```\na\\`b.c\n```\\."), ("`a.b", #"\`a\.b"#),
        (#"`a\d`"#, #"`a\\d`"#), ("``", #"\`\`"#),
        ("[v1.2](https://e.example/a-b.c?d=e#f).", #"[v1\.2](https://e.example/a-b.c?d=e#f)\."#),
        (#"[a](https://e.example/\).x) b."#, #"[a](https://e.example/\).x) b\."#),
        ("![👍](tg://emoji?id=56)!", #"![👍](tg://emoji?id=56)\!"#),
        ("[*b.* `c.d`](e.f)", #"[*b\.* `c.d`](e.f)"#), ("(a.b)", #"\(a\.b\)"#), ("](a.b)", #"\]\(a\.b\)"#),
        ("👩‍👩‍👧. -\u{301}", "👩‍👩‍👧\\. \\-\u{301}"), ("%41_&<b>", #"%41\_&<b\>"#),
        ("a\n- b\n- c", "a\n\\- b\n\\- c"),
    ])
    func `The newer Markdown gets escaped what is no markup`(_ text: String, _ expected: String)
        async throws
    {
        #expect(try await sent(text, .markdownV2) == expected)
    }

    @Test(arguments: untouched, [Telegram.ParseMode.html, .markdownV2])
    func `Nothing is escaped twice`(_ text: String, _ mode: Telegram.ParseMode) async throws {
        let once = try #require(try await sent(text, mode))
        #expect(try await sent(once, mode) == once)
    }

    @Test(arguments: Telegram.ParseMode.allCases)
    func `A long text is for Telegram to judge`(_ mode: Telegram.ParseMode) async throws {
        for count in [4096, 4097, 100_000] {
            let text = String(repeating: "a", count: count)
            #expect(try await sent(text, mode) == text)
        }
    }

    @Test(
        "Every method prepares its text in the same way",
        arguments: [
            ("SendTextMessage", ["text": "R&D."], "text"),
            ("ReplaceMessageText", ["text": "R&D.", "message": "3"], "text"),
            ("ReplaceMessageCaption", ["caption": "R&D.", "message": "3"], "caption"),
            ("SendImage", ["text": "R&D.", "picture": "https://e.example/a"], "caption"),
            ("SendVideo", ["text": "R&D.", "video": "https://e.example/a"], "caption"),
            ("SendAudio", ["text": "R&D.", "audio": "https://e.example/a"], "caption"),
            ("SendDocument", ["text": "R&D.", "doc": "https://e.example/a"], "caption"),
            ("SendGif", ["text": "R&D.", "gif": "https://e.example/a"], "caption"),
        ])
    func everyMethod(_ method: String, _ options: [String: String], _ key: String) async throws {
        for (mode, expected) in [
            ("html", "R&amp;D."), ("MARKDOWNV2", #"R&D\."#), ("markdown", "R&D."), ("plain", "R&D."),
        ] {
            let bot = Bot()
            _ = try await bot.call(method, options.merging(["chat": "5", "parsemode": mode]) { $1 })
            #expect(bot.json?[key]?.string == expected)
            let name = Telegram.ParseMode.allCases.first { $0.rawValue.lowercased() == mode.lowercased() }?.rawValue
            #expect(bot.json?["parse_mode"]?.string == (mode == "plain" ? nil : name))
        }
    }

    @Test func `A new text has no markup unless a mode is given`() async throws {
        let bot = Bot()
        _ = try await bot.client().replaceMessageText(chat: 5, message: 3, text: "a_b & c.")
        #expect(bot.json == ["chat_id": 5, "message_id": 3, "text": "a_b & c."])
    }

    @Test func `An unknown mode is refused with the nearest one`() async {
        let bot = Bot()
        let error = await #expect(throws: UsageError.self) {
            try await bot.call("SendTextMessage", ["chat": "5", "text": "x", "parsemode": "MarkdwnV2"])
        }
        #expect(error?.description.contains("did you mean MarkdownV2?") == true)
        #expect(error?.description.contains("HTML, Markdown, MarkdownV2, Plain") == true)
        #expect(bot.requests.isEmpty)
    }
}
