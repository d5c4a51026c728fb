import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct RefusalTests {
    @Test(
        arguments: [
            (401, "Unauthorized", [:], "--token"), (404, "Not Found", [:], "--token"),
            (403, "Forbidden: bot was blocked by the user", [:], "must start it"),
            (
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook", [:],
                "DeleteWebhook"
            ),
            (409, "Conflict: terminated by other getUpdates request", [:], "Another program"),
            (413, "Request Entity Too Large", [:], "50 MB"),
            (
                400, "Bad Request: group chat was upgraded to a supergroup chat", ["migrate_to_chat_id": -1_001_234],
                "-1001234"
            ),
            (400, "Bad Request: chat not found", [:], "@"),
            (400, "Bad Request: can't parse entities: Can't find end of the entity", [:], "--parsemode Plain"),
        ] as [(Int, String, JSONObject, String)])
    func `A refusal says what to do`(
        _ code: Int, _ message: String, _ parameters: JSONObject, _ words: String
    ) async throws {
        let bot = Bot(.no(code, message, parameters))
        let error = await #expect(throws: ServiceError.self) {
            try await bot.client().sendTextMessage(chat: 5, text: "x")
        }
        #expect(error?.service == "Telegram")
        #expect(error?.status == code)
        #expect(error?.code == String(code))
        #expect(error?.message == message)
        #expect(error?.remedy?.contains(words) == true)
        #expect(bot.requests.count == 1)
    }

    @Test func `A message that is too long keeps its words, and is told how to be sent`() async throws {
        let bot = Bot(.no(400, "Bad Request: message is too long"))
        let error = await #expect(throws: ServiceError.self) {
            try await bot.client().sendTextMessage(chat: 5, text: String(repeating: "x", count: 5000))
        }
        #expect(
            error?.description.hasPrefix("Telegram refused (400, HTTP 400): Bad Request: message is too long") == true)
        #expect(error?.remedy?.contains("--split true") == true)
        #expect(
            error?.reply == .json(["ok": false, "error_code": 400, "description": "Bad Request: message is too long"]))
    }

    @Test func `No is no, whatever the status`() async throws {
        let bot = Bot(Bot.Answer(body: #"{"ok":false,"description":"no"}"#))
        let error = await #expect(throws: ServiceError.self) { try await bot.client().deleteWebhook() }
        #expect(error?.message == "no")
    }

    @Test(arguments: ["<html>Bad Gateway</html>", "", "[]"])
    func `An answer that is not Telegram's is a refusal`(_ body: String) async throws {
        let bot = Bot(Bot.Answer(status: 502, body: body))
        let error = await #expect(throws: ServiceError.self) { try await bot.client().ban(chat: 5, user: 6) }
        #expect(error?.status == 502)
        #expect(bot.requests.count == 1)
    }

    @Test func `A question is asked again when the service fails, a message is not`() async throws {
        let bot = Bot(Bot.Answer(status: 502, body: ""), .yes(5))
        #expect(try await bot.client().getParticipantCount(chat: 5)["result"] == 5)
        #expect(bot.requests.count == 2)
    }
}
