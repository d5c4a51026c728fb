import OIntCore
import OIntHTTP

/// How Viber says no: in a status of the answer, under HTTP 200.
///
/// Source: https://developers.viber.com/docs/api/rest-bot-api/#error-codes
enum Refusal {
    /// What a person can do about a refusal, by its number.
    static let remedies: [String: String] = [
        "1": "Check --url: it has to be https with a certificate that is trusted, and to answer with 200",
        "2": "Check --token",
        "3": "Check the values: the message is not as its type wants it",
        "4": "Something is missing that the message's type wants",
        "5": "The id is not one of a user of this bot: ids come from the events of its webhook",
        "6": "The user has not subscribed, or has left: only they can begin again",
        "7": "The bot is blocked: look at its page in Viber",
        "8": "The token belongs to no bot: check --token",
        "9": "The bot is suspended: look at its page in Viber",
        "10": "Set a webhook first, with SetWebhook",
        "11": "The user's device can't show it: lower --minversion, or send something plainer",
        "12":
            "A user gets a hundred messages an hour without an answer, and user data are given twice in twelve hours: wait",
        "13": "Raise --minversion: the keyboard uses what is newer",
    ]

    /// Finds what a response says that is no yes.
    /// - Parameter reply: The response.
    /// - Returns: The judgement; nil where it says yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard let status = reply["status"]?.int, status != 0 else { return nil }
        return Judgement(
            code: String(status), message: reply["status_message"]?.string,
            // The limits count by hours.
            course: status == 12 ? .blocked(until: nil) : .final)
    }
}
