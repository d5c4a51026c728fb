import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct ChatTests {
    @Test(
        arguments: [
            ("-1001234567890", ["chat_id": -1_001_234_567_890]), ("42", ["chat_id": 42]),
            ("@news", ["chat_id": "@news"]),
            ("-1001234567890*7", ["chat_id": -1_001_234_567_890, "message_thread_id": 7]),
            (" @news * 7 ", ["chat_id": "@news", "message_thread_id": 7]),
        ] as [(String, JSONObject)])
    func `A chat and its topic go into two fields`(_ typed: String, _ expected: JSONObject) async throws {
        let bot = Bot()
        _ = try await bot.call("SendPoll", ["chat": typed, "question": "?", "options": "[\"a\", \"b\"]"])
        let sent = try #require(bot.json?.object)
        #expect(JSONObject(members: sent.filter { ["chat_id", "message_thread_id"].contains($0.key) }) == expected)
    }

    @Test(arguments: ["news", "@", "@a b", "-100*", "-100*x", "-100*0", "*7", "5*6*7", "https://t.me/news", "１２"])
    func `What is no chat is refused`(_ typed: String) async {
        let bot = Bot()
        await #expect(throws: UsageError.self) { try await bot.call("SendTextMessage", ["chat": typed, "text": "x"]) }
        #expect(bot.requests.isEmpty)
    }

    @Test func `A literal says the same as what is typed`() throws {
        #expect(("-100*7" as Telegram.ChatAddress) == Telegram.ChatAddress(-100, topic: 7))
        let typed = "@news"
        #expect(try Telegram.ChatAddress(typed) == "@news")
        #expect((-100 as Telegram.ChatAddress).topic == nil)
    }

    @Test func `A topic makes no difference to a message that is there`() async throws {
        let bot = Bot()
        _ = try await bot.call("ReplaceMessageKeyboard", ["chat": "-100*7", "message": "3", "keyboard": "{\"a\": 1}"])
        #expect(bot.json == ["chat_id": -100, "message_id": 3, "reply_markup": ["a": 1]])
    }

    @Test func `Where there are no topics, one is refused`() async {
        let bot = Bot()
        let error = await #expect(throws: UsageError.self) {
            try await bot.call("DeleteMessage", ["chat": "-100*7", "message": "3"])
        }
        #expect(error?.description.contains("without a topic") == true)
        #expect(bot.requests.isEmpty)
    }

    @Test func `A message is forwarded into a topic`() async throws {
        let bot = Bot()
        _ = try await bot.call("ForwardMessage", ["message": "3", "from": "@a", "to": "-100*7"])
        #expect(bot.json == ["from_chat_id": "@a", "message_id": 3, "chat_id": -100, "message_thread_id": 7])
    }

    @Test func `An answer names the message it answers`() async throws {
        let bot = Bot()
        _ = try await bot.client().sendTextMessage(chat: 5, text: "x", parseMode: .plain, reply: 9)
        #expect(bot.json == ["chat_id": 5, "text": "x", "reply_parameters": ["message_id": 9]])
    }

    @Test(
        "Without a topic, the main one is meant",
        arguments: [
            ("CloseForumTopic", "closeForumTopic", "closeGeneralForumTopic"),
            ("OpenForumTopic", "reopenForumTopic", "reopenGeneralForumTopic"),
            ("ClearTopicPinnedMessagesList", "unpinAllForumTopicMessages", "unpinAllGeneralForumTopicMessages"),
        ])
    func mainTopic(_ name: String, _ method: String, _ general: String) async throws {
        let bot = Bot(.yes(true), .yes(true))
        _ = try await bot.call(name, ["forum": "@f", "topic": "7"])
        _ = try await bot.call(name, ["forum": "@f"])
        #expect(bot.requests.map { $0.address.split(separator: "/").last.map { String($0) } } == [method, general])
        #expect(bot.requests.map(\.json) == [["chat_id": "@f", "message_thread_id": 7], ["chat_id": "@f"]])
    }

    @Test func `Icons are listed by their ids`() async throws {
        let bot = Bot(.yes([["custom_emoji_id": "5", "emoji": "📰"], ["emoji": "💡"]]), .yes([]))
        #expect(try await bot.client().getAvatarIconList() == ["5": "📰"])
        #expect(try await bot.client().getAvatarIconList() == ["ok": true, "result": []])
    }

    @Test func `A link ends at the moment that was meant`() async throws {
        let bot = Bot()
        _ = try await bot.call(
            "CreateInvitationLink", ["chat": "-100", "expire": "2026-03-01T03:00:00+03:00", "limit": "5"])
        #expect(bot.json == ["chat_id": -100, "member_limit": 5, "expire_date": 1_772_323_200])
    }

    @Test func `The answers of a poll are objects, and everything is typed`() async throws {
        let bot = Bot()
        _ = try await bot.client().sendPoll(chat: 5, question: "A & <b>?", options: ["1.", "_2_"], anonymous: false)
        #expect(
            bot.json == [
                "chat_id": 5, "question": "A & <b>?", "options": [["text": "1."], ["text": "_2_"]],
                "is_anonymous": false,
            ])
    }

    @Test func `A point on the map has its coordinates as they were typed`() async throws {
        let bot = Bot()
        _ = try await bot.call("SendLocation", ["chat": "5", "lat": "55,750", "long": "-37.6173000", "keyboard": "{}"])
        #expect(bot.requests.first?.body == #"{"chat_id":5,"latitude":55.750,"longitude":-37.6173000}"#)
    }
}
