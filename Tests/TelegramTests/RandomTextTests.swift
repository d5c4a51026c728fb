import OIntCore
import PreparedAnswers
import TestRandomness
import Testing

@testable import OIntTelegram

/// Whatever the text, what is sent can be read, and shows everything that is no markup.
@Suite("Random texts", .timeLimit(.minutes(2))) struct RandomTextTests {
    private static let pieces = [
        "a", "B", "7", "é", "😀", "👩‍👩‍👧", "e\u{301}", " ", " ", "\n", "_", "__", "*", "**", "~", "`", "```", "```swift\n",
        "[", "](",
        "](https://e.example/a)", ")", "(", "!", "![", "](tg://emoji?id=5)", "||", "|", ">", "\n>", "\n**>", "\\",
        "\\\\", "\\_", ".", "-", "#",
        "=", "{", "}", "+", "&", "&amp;", "&lt", "&#38;", "&#x1F600;", "&bogus;", "<", "<b>", "</b>", "<i>", "</i>",
        "<B>", "<code>", "</code>",
        "<pre>", "</pre>", "<a href=\"https://e.example/?a=1&b=2\">", "</a>", "<div>", "<span class=\"tg-spoiler\">",
        "</span>", "<span>", "<br/>",
        "<blockquote expandable>", "</blockquote>", "\"", "'", "</>", "<b", "< b>", "snake_case", "2 * 3", "\u{301}",
        "\t", "привет",
    ]

    private func texts(_ count: Int, longest: Int, seed: UInt64) -> [String] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            (0..<Int.random(in: 0...longest, using: &generator)).map { _ in
                Self.pieces.randomElement(using: &generator) ?? ""
            }
            .joined()
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Telegram can read any text in the newer Markdown, and it shows what is no markup`(_ seed: UInt64) throws {
        for text in texts(4000, longest: 14, seed: seed) {
            let formatted = FormattedText(text, .markdownV2)
            let shown: BotAPIMarkup.Shown
            do {
                shown = try BotAPIMarkup.markdownV2(formatted.text)
            } catch {
                Issue.record("\(error): \(text.debugDescription) as \(formatted.text.debugDescription)")
                continue
            }
            #expect(shown.text == MarkdownV2.read(text).visible, "\(text.debugDescription)")
            #expect(FormattedText(formatted.text, .markdownV2).text == formatted.text, "\(text.debugDescription)")
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Telegram can read any text in HTML, and it shows what is no markup`(_ seed: UInt64) throws {
        for text in texts(4000, longest: 14, seed: seed) {
            let formatted = FormattedText(text, .html)
            let shown: BotAPIMarkup.Shown
            do {
                shown = try BotAPIMarkup.html(formatted.text)
            } catch {
                Issue.record("\(error): \(text.debugDescription) as \(formatted.text.debugDescription)")
                continue
            }
            #expect(shown.text == HTMLMarkup.read(text).visible, "\(text.debugDescription)")
            #expect(FormattedText(formatted.text, .html).text == formatted.text, "\(text.debugDescription)")
        }
    }

    @Test(arguments: [Telegram.ParseMode.markdownV2, .html])
    func `A text without a mark arrives as it was`(_ mode: Telegram.ParseMode) throws {
        let plain = "R&D <3, 2 * 3 | a > b #5! (v1.2) {x} = -1 + `"
        let sent = FormattedText(plain, mode).text
        let shown = try mode == .html ? BotAPIMarkup.html(sent) : BotAPIMarkup.markdownV2(sent)
        #expect(shown == BotAPIMarkup.Shown(text: plain, entities: 0))
    }

    @Test(arguments: [Telegram.ParseMode.markdownV2, .html, .plain, .markdown])
    func `Parts can be read, are short enough, and are the whole text`(_ mode: Telegram.ParseMode) throws {
        for text in texts(12, longest: 9000, seed: 7) where text.utf16.count > 4096 {
            let parts = FormattedText(text, mode).parts
            var whole = ""
            for part in parts {
                let shown =
                    switch mode {
                    case .html: try BotAPIMarkup.html(part.text).text
                    case .markdownV2: try BotAPIMarkup.markdownV2(part.text).text
                    case .plain, .markdown: part.text
                    }
                if mode != .markdown { #expect(shown.utf16.count <= 4096) }
                whole += shown
            }
            switch mode {
            case .html: #expect(whole == HTMLMarkup.read(text).visible)
            case .markdownV2: #expect(whole == MarkdownV2.read(text).visible)
            case .plain: #expect(whole == text)
            case .markdown: #expect(parts.count > 1)
            }
        }
    }
}

/// Long texts, the main topic, and markup that can't be read.
@Suite struct SplittingTests {
    @Test func `A long text is sent in parts that end with lines; the first answers, the last has the keyboard`()
        async throws
    {
        let line = String(repeating: "x", count: 99) + "\n"
        let text = String(repeating: line, count: 100)
        let bot = Bot(.yes(["message_id": 1]), .yes(["message_id": 2]), .yes(["message_id": 3]))
        let answer = try await bot.client().sendTextMessage(
            chat: 5, text: text, keyboard: ["a": 1], parseMode: .plain, reply: 9, split: true)
        #expect(answer == ["ok": true, "result": [["message_id": 1], ["message_id": 2], ["message_id": 3]]])
        #expect(bot.requests.compactMap { $0.json?["text"]?.string?.count } == [4000, 4000, 2000])
        #expect(bot.requests.map { $0.json?["reply_parameters"] != nil } == [true, false, false])
        #expect(bot.requests.map { $0.json?["reply_markup"] != nil } == [false, false, true])
    }

    @Test func `Markup that goes on is closed and opened again`() throws {
        let parts = FormattedText("*" + String(repeating: "ab. ", count: 1500) + "c*", .markdownV2).parts
        #expect(parts.count == 2)
        #expect(parts.allSatisfy { $0.text.hasPrefix("*") && $0.text.hasSuffix("*") })
        let code = FormattedText("<pre>" + String(repeating: "a&b\n", count: 1500) + "</pre>", .html).parts
        #expect(code.count == 2)
        #expect(code.allSatisfy { $0.text.hasPrefix("<pre>") && $0.text.hasSuffix("\n</pre>") })
    }

    @Test func `A character is never cut`() {
        let parts = FormattedText(String(repeating: "👩‍👩‍👧", count: 600), .plain).parts
        #expect(parts.map(\.text).joined() == String(repeating: "👩‍👩‍👧", count: 600))
        #expect(parts.allSatisfy { $0.text.allSatisfy { $0 == "👩‍👩‍👧" } && $0.text.utf16.count <= 4096 })
    }

    @Test func `What is escaped does not count, and a short text is one message`() {
        #expect(FormattedText(String(repeating: ".", count: 4096), .markdownV2).parts.count == 1)
        #expect(FormattedText(String(repeating: "&", count: 4097), .html).parts.count == 2)
    }

    @Test func `A part that is refused tells how many arrived`() async throws {
        let bot = Bot(.yes(1), .no(403, "Forbidden"))
        let error = await #expect(throws: ServiceError.self) {
            try await bot.client().sendTextMessage(
                chat: 5, text: String(repeating: "x", count: 5000), parseMode: .plain, split: true)
        }
        #expect(error?.message == "part 2 of 2, after 1 that arrived: Forbidden")
    }

    private static let unreadable = Bot.Answer.no(
        400, "Bad Request: can't parse entities: Can't find end of the entity")

    @Test func `A text that is refused for its markup is sent plain where that is wanted`() async throws {
        let bot = Bot(Self.unreadable, .yes(1))
        _ = try await bot.call("SendTextMessage", ["chat": "5", "text": "snake_case", "fallback": "plain"])
        #expect(
            bot.requests.map(\.json) == [
                ["chat_id": 5, "text": "snake_case", "parse_mode": "Markdown"], ["chat_id": 5, "text": "snake_case"],
            ])
        for method in ["SendImage", "SendDocument"] {
            let bot = Bot(Self.unreadable, .yes(1))
            let file = method == "SendImage" ? "picture" : "doc"
            _ = try await bot.call(
                method, ["chat": "5", "text": "a_b", file: "https://e.example/a", "fallback": "plain"])
            #expect(bot.requests.map { $0.json?["parse_mode"] } == ["Markdown", nil])
        }
        let other = Bot(.no(400, "Bad Request: chat not found"))
        await #expect(throws: ServiceError.self) {
            try await other.call("SendTextMessage", ["chat": "5", "text": "x", "fallback": "plain"])
        }
        #expect(other.requests.count == 1)
    }

    @Test func `Without that, the refusal says how`() async throws {
        let bot = Bot(Self.unreadable)
        let error = await #expect(throws: ServiceError.self) {
            try await bot.call("SendTextMessage", ["chat": "5", "text": "snake_case"])
        }
        #expect(error?.remedy?.contains("--fallback plain") == true)
    }

    @Test func `The main topic of a forum is no topic of a message`() async throws {
        let bot = Bot()
        _ = try await bot.call("SendTextMessage", ["chat": "-100*1", "text": "x"])
        #expect(bot.json?["message_thread_id"] == nil)
        let forum = Bot(.yes(true), .yes(true))
        _ = try await forum.call("CloseForumTopic", ["forum": "-100", "topic": "1"])
        _ = try await forum.call("EditForumTopic", ["forum": "-100", "topic": "1", "title": "News"])
        #expect(
            forum.requests.map { $0.address.split(separator: "/").last } == [
                "closeGeneralForumTopic", "editGeneralForumTopic",
            ])
        #expect(forum.requests.allSatisfy { $0.json?["message_thread_id"] == nil })
        await #expect(throws: UsageError.self) {
            try await forum.call("DeleteForumTopic", ["forum": "-100", "topic": "1"])
        }
    }
}
