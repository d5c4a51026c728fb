import OIntBitrix24
import OIntCore
import OIntHTTP
import OIntTelegram

/// The code of "Writing a script".
enum Script {
    static func tellOfLateTasks(
        _ webhook: String, _ token: Secret, _ chat: Telegram.ChatAddress, _ today: String
    ) async throws {
        let portal = try Bitrix24(url: PortalAddress(webhook))
        let bot = try Telegram(token: token)

        var titles: [String] = []
        for try await task in portal.getTasksList(filter: ["<DEADLINE": .string(today)]) {
            titles.append(task["title"]?.string ?? "a task without a title")
        }
        if !titles.isEmpty {
            let text = "Late:\n" + titles.joined(separator: "\n")
            _ = try await bot.sendTextMessage(chat: chat, text: text, parseMode: .plain)
        }
    }

    static func configured(_ token: Secret, _ environment: [String: String]) throws -> Telegram {
        var configuration = try HTTPConfiguration(environment: environment)
        configuration.timeout = .seconds(30)
        configuration.retry.limit = 5
        let bot = try Telegram(token: token, http: HTTP(configuration))
        return bot
    }

    static func preview(_ token: Secret, print: (String) -> Void) async throws {
        let bot = try Telegram(token: token, http: HTTP(transport: PreviewTransport()))
        do {
            _ = try await bot.sendTextMessage(chat: "@example", text: "Hello")
        } catch let preview as Preview {
            print(preview.content.text(.pretty))
        }
    }
}
