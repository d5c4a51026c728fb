import OIntCore
import OIntHTTP

/// What Telegram says when it says no.
///
/// Source: https://core.telegram.org/bots/api#making-requests
enum Refusal {
    private static let service = "Telegram"

    /// What a response says that is not a yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard let answer = reply.json else {
            return reply.isComplete ? judgement(reply.status, "", .null, code: nil) : nil
        }
        guard !reply.isSuccess || answer["ok"]?.bool != true else { return nil }
        let code = answer["error_code"]?.int
        let words = answer["description"]?.string
        var judgement = judgement(code ?? reply.status, words ?? "", answer["parameters"] ?? .null, code: code)
        judgement.message = words
        return judgement
    }

    private static func judgement(_ status: Int, _ words: String, _ parameters: JSON, code: Int?) -> Judgement {
        // Telegram says in the body how long to wait, and not always in a header.
        //
        // Source: https://core.telegram.org/bots/api#responseparameters
        let pause = parameters["retry_after"]?.int
        return Judgement(
            code: code.map { String($0) }, remedy: remedy(status, words, parameters),
            course: status == 429 ? .slowDown(after: pause.map { .seconds($0) }) : nil)
    }

    /// Whether a text was refused because its markup can't be read.
    static func isForMarkup(_ refusal: ServiceError) -> Bool {
        refusal.code == "400" && (refusal.message ?? "").lowercased().contains("can't parse entities")
    }

    /// An answer about a file that does not say where its content is.
    static func noPath(_ answer: JSON) -> ServiceError {
        ServiceError(
            service: service, message: "it names no place to download the file from", remedy: "Try again later",
            reply: .json(answer))
    }

    /// An answer about a file that lies on the disk of the server, and not on this machine's.
    /// - Parameters:
    ///   - path: The place, with the token masked.
    ///   - answer: The answer, with the token masked.
    static func localPath(_ path: String, _ answer: JSON) -> ServiceError {
        ServiceError(
            service: service,
            message: "the server runs with --local and hands out no files; this one lies on its own disk as \(path)",
            remedy: "Copy it from there, with the token in place of \(Secret.mask)", reply: .json(answer))
    }

    /// A part of a text was refused after others had been sent.
    static func part(_ number: Int, of count: Int, _ refusal: ServiceError) -> ServiceError {
        ServiceError(
            service: refusal.service, status: refusal.status, headers: refusal.headers, code: refusal.code,
            message: "part \(number) of \(count), after \(number - 1) that arrived: \(refusal.message ?? "")",
            remedy: refusal.remedy, reply: refusal.reply)
    }

    /// What a person can do about a refusal; told apart by the code, and where that is not enough by the words.
    private static func remedy(_ code: Int, _ message: String, _ parameters: JSON) -> String? {
        let words = message.lowercased()
        switch code {
        case 400:
            if let chat = parameters["migrate_to_chat_id"]?.number?.text {
                return "The group has become a supergroup, and its id is \(chat) now"
            }
            return badRequests.first { words.contains($0.words) }?.remedy
        case 401: return "Check --token; BotFather tells the right one"
        case 403: return "The bot has to be let in first: a person must start it, a group or channel must add it"
        case 404: return "Check --token, --server and the name of the method"
        case 409:
            return words.contains("webhook")
                ? "Events come by webhook or by GetUpdates, not by both: see DeleteWebhook"
                : "Another program fetches the events of this bot: stop it"
        case 413: return "Files may have 50 MB, pictures 10 MB; a server of your own takes more: see --server"
        case 429:
            let pause = parameters["retry_after"]?.int
            return pause.map { "Telegram wants a pause of \($0) seconds" } ?? "Send less often"
        default: return nil
        }
    }

    private static let badRequests = [
        (
            words: "file is too big",
            remedy: "Bots can download files of up to 20 MB; a server of your own has no such limit: see --server"
        ),
        (words: "chat not found", remedy: "Check the id; the bot must know the chat, and a name begins with @"),
        (
            words: "can't parse entities",
            remedy:
                "Check the markup, or send the text as it is with --parsemode Plain; --fallback plain does so by itself"
        ),
        (
            words: "message is too long",
            remedy: "A message has 4096 characters at most; --split true sends a longer text in parts"
        ),
        (words: "wrong file identifier", remedy: "Check the id; ids of files are good for one bot only"),
        (words: "invalid file_id", remedy: "Check the id; ids of files are good for one bot only"),
    ]
}
