import OIntCore
import OIntTelegram

/// The code of "Making a first call".
enum FirstCall {
    static func send(_ token: Secret) async throws -> Int? {
        let bot = try Telegram(token: token)
        let answer = try await bot.sendTextMessage(chat: "@example", text: "Hello")
        let message = answer["result"]?["message_id"]?.int
        return message
    }

    static func explain(_ bot: Telegram) async throws -> String {
        do {
            _ = try await bot.getBotInformation()
        } catch let refusal as ServiceError {
            // The service got the call, and refused it.
            return "\(refusal.code ?? "no code"): \(refusal.message ?? "no words")"
        } catch let failure as ConnectionError {
            // It could not be reached; the description tells whether it was the name, the connection or TLS.
            return failure.description
        }
        return "fine"
    }
}
