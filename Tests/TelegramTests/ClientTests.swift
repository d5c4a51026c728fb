import LoopbackServer
import OIntCore
import OIntHTTP
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct ClientTests {
    @Test func `A call goes to the address with the token, as a POST with JSON`() async throws {
        let bot = Bot(.yes(["message_id": 7]))
        let answer = try await bot.client().sendTextMessage(chat: "@news", text: "Hi", parseMode: .plain)
        #expect(answer == ["ok": true, "result": ["message_id": 7]])
        let request = try #require(bot.requests.first)
        #expect(request.method == .post)
        #expect(request.address == "https://api.telegram.org/bot123456:AAbot_secret-x/sendMessage")
        #expect(request.type == "application/json; charset=utf-8")
        #expect(request.body == #"{"chat_id":"@news","text":"Hi"}"#)
    }

    @Test func `A call without parameters has no body`() async throws {
        let bot = Bot()
        _ = try await bot.client().getBotInformation()
        #expect(bot.requests.first?.body == "")
        #expect(bot.requests.first?.type == nil)
    }

    @Test(
        "What can't be a token is refused before anything is sent, and not told",
        arguments: [
            "nocolon-secret", "123456:", ":secret", "123456:sec ret", "123456:sec/ret", "123456:sec\nret", "12a:secret",
            "123456:secret/../x", "123456:sec:ret", "123456:sécret", "bot123456:secret", "１２３:secret",
            "123456:secret?x",
        ])
    func badToken(_ token: String) async throws {
        let bot = Bot()
        let error = await #expect(throws: UsageError.self) {
            try await bot.call("GetBotInformation", ["token": token])
        }
        #expect(bot.requests.isEmpty)
        let text = try #require(error?.description)
        #expect(text.hasPrefix("--token is no token of a bot"))
        #expect(!text.contains("secret") && !text.contains("123456"))
    }

    @Test func `A dry run shows the request without the token`() async throws {
        let bot = Bot()
        _ = try await bot.client().sendTextMessage(chat: "@news", text: "The token is 123456:AAbot_secret-x")
        let request = try #require(bot.requests.first?.request)
        let preview = RequestDescription(request).json.text(.compact)
        #expect(preview.contains("https://api.telegram.org/bot***/sendMessage"))
        #expect(!preview.contains("AAbot_secret-x"))
    }

    @Test func `A server that can't be reached is told of without the token`() async throws {
        try await withBareListener(.refuses) { listener in
            let server = try BaseURL("http://127.0.0.1:\(listener.port)")
            let client = try Telegram(token: Secret(Bot.token), server: server, http: HTTP())
            let error = await #expect(throws: ConnectionError.self) { try await client.getBotInformation() }
            #expect(error?.description.contains("127.0.0.1:\(listener.port)") == true)
            #expect(error?.description.contains("AAbot") == false)
        }
    }

    @Test(
        "A server of one's own is reached under its address",
        arguments: [
            ("http://localhost:8081", "http://localhost:8081/bot"),
            ("http://localhost:8081/", "http://localhost:8081/bot"),
            ("HTTPS://Bots.Example/api/v1//", "https://Bots.Example/api/v1/bot"),
            ("bots.example", "https://bots.example/bot"), (" https://[::1]:81 ", "https://[::1]:81/bot"),
        ])
    func server(_ typed: String, _ base: String) async throws {
        let bot = Bot()
        _ = try await bot.call("GetBotInformation", ["server": typed])
        #expect(bot.requests.first?.address.lowercased() == "\(base)\(Bot.token)/getMe".lowercased())
    }

    @Test(
        "What is no address of a server is refused",
        arguments: [
            "bots.example/0123456789abcdef0123456789abcdef", "ftp://bots.example", "https://user:pw@bots.example",
            "https://bots.example?x=1", "https://", "a b",
            "https://bots.example/#x", "https://bots.example:",
        ])
    func badServer(_ typed: String) {
        #expect(throws: OptionError.self) { try BaseURL(typed) }
    }

    @Test func `An address with a token in it is refused, and not told`() throws {
        let error = #expect(throws: OptionError.self) {
            try BaseURL("https://api.telegram.org/bot123456:AAbot_secret-x/getMe" as String)
        }
        #expect(error?.description.contains("leave out the token") == true)
        #expect(error?.description.contains("secret") == false)
    }

    @Test func `Only what reads may be sent twice`() async throws {
        let bot = Bot(.yes([]), .yes(true), .yes(2))
        let client = try bot.client()
        _ = try await client.getUpdates()
        _ = try await client.sendTextMessage(chat: 5, text: "Hi")
        _ = try await client.getParticipantCount(chat: 5)
        #expect(bot.requests.map(\.request.isRepeatable) == [true, false, true])
    }

    @Test func `Waiting for updates ends before a quiet connection is given up`() async throws {
        let bot = Bot(.yes([]), .yes([]))
        var configuration = HTTPConfiguration()
        configuration.idleTimeout = .seconds(40)
        let client = try bot.client(configuration)
        _ = try await client.getUpdates(timeout: 3600, offset: -1)
        _ = try await client.getUpdates(timeout: 15)
        #expect(bot.requests.map(\.json) == [["timeout": 20, "offset": -1], ["timeout": 15]])
    }

    @Test func `Any method can be called, with parameters as they are`() async throws {
        let bot = Bot()
        _ = try await bot.call("Call", ["method": "sendDice", "params": #"{"chat_id": 5, "emoji": "🎲", "x": null}"#])
        #expect(bot.requests.first?.address.hasSuffix("/sendDice") == true)
        #expect(bot.requests.first?.body == #"{"chat_id":5,"emoji":"🎲","x":null}"#)
        #expect(bot.requests.first?.request.isRepeatable == false)
    }

    @Test(arguments: ["../getMe", "getMe?x", "send Dice", "getMe/x"])
    func `What is no name of a method is refused`(_ name: String) async {
        let bot = Bot()
        await #expect(throws: UsageError.self) { try await bot.call("Call", ["method": name]) }
        #expect(bot.requests.isEmpty)
    }
}
