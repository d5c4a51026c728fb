import OIntCore
import OIntHTTP

/// What the server's refusals mean.
///
/// Source: https://github.com/binwiederhier/ntfy/blob/main/server/errors.go
enum Refusal {
    /// What a person can do about a refusal, by its code.
    static let remedies: [String: String] = [
        "40101": "Check --token",
        "40301": "The topic is protected: give the --token of an account that may use it",
        "40401": "Check --url and --topic; clearing and deleting need ntfy 2.16 or newer",
        "41301": "The file is too large for this server: send a smaller one, or an address under Attach",
        "41303": "Send the text with SendMessage",
        "42901": "Send less often: the usual limit is 60 at once, then one in five seconds",
        "42902": "No more e-mails for now: leave out Email, or try again in an hour",
        "42903": "Close other subscriptions: the usual limit is 30 for an address",
        "42905": "No more files for today: try again tomorrow, or send an address under Attach",
        "42908": "No more messages for today: try again tomorrow, or use an account or a server of your own",
        "42909": "Too many failed sign-ins: check --token, then wait a while",
    ]

    /// Refusals with 429 that last for hours, or until something else is done.
    private static let lasting: Set = [42902, 42903, 42904, 42905, 42906, 42907, 42908, 42909]

    /// Finds what a response says that is no yes.
    /// - Parameter reply: The response.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard !reply.isSuccess, let code = reply["code"]?.int else { return nil }
        return Judgement(
            code: String(code), message: reply["error"]?.string,
            course: lasting.contains(code) ? .blocked(until: nil) : nil)
    }
}
