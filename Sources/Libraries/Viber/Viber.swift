import OIntCore
import OIntHTTP

/// Viber bots and channels: messages, pictures, files, keyboards, subscribers.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Viber refuses, be it for
/// some receivers only, and a `ConnectionError` or `ReplyError` when it can't be reached or its response is not what it
/// should be. A message is sent once: Viber knows nothing against doubles.
///
/// Source: https://developers.viber.com/docs/api/rest-bot-api/
@Client(namesVendorMethods: true)
public struct Viber: Sendable {
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: Token of the bot or channel.
    ///   - http: What makes the requests.
    public init(token: Secret, http: HTTP = .shared) {
        service = Service(
            "Viber", at: "https://chatapi.viber.com/pa", http: http,
            authorization: .header("X-Viber-Auth-Token", token), remedies: Refusal.remedies, judge: Refusal.judgement)
    }

    /// How many ids of users go with one request for their status.
    static let mostUsers = 100
    /// How many receivers a broadcast has.
    static let mostReceivers = 300
}

extension Viber {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "viber", title: "Viber", summary: "Viber bots and channels: messages, files, keyboards, subscribers.",
        discussion: """
            New bots need a contract with Viber since February 2024. A webhook has to be set before anything can be sent, and \
            the ids of users are known from its events only: nobody can list them afterwards. An id belongs to one bot; \
            those of a channel's members are others.
            A message has no key against doubles: one whose answer got lost may have been sent, and is not sent again.
            """,
        examples: examples, effect: { name, options in name == "Call" ? Self.effect(options["method"] ?? "") : nil },
        notifications: NotificationChannel(
            to: "USER", in: "user", by: "SendTextMessage", text: "text", longestText: Message.longestText, .characters,
            constants: ["ischannel": "false"], id: "message_token")
    ) {
        [settingsAndInformation, messageSending]
    }

    /// What a method of the service does.
    private static func effect(_ name: String) -> Effect {
        ["get_account_info", "get_user_details", "get_online"].contains(name.lowercased()) ? .reads : .writes
    }

    /// What the documentation shows for options.
    private static var examples: [String: OptionExample] {
        [
            "token": OptionExample("4f2e-not-a-real-secret", shown: "TOKEN"),
            "user": "tHPc1lNTpEbXzmqVkQ9Lnw==",
            "users": #"["tHPc1lNTpEbXzmqVkQ9Lnw==", "Qx8Zr0aPm2uJ4yNc7LdKvg=="]"#,
            "ischannel": "false",
            "text": "The backup is done",
            "picture": "https://files.example.com/office.jpg",
            "file": "https://files.example.com/report.pdf",
            "ext": "pdf",
            "SendFile.size": "48213",
            "SendContact.name": "Ann",
            "phone": "+15550100",
            "lat": "48.2082",
            "long": "16.3738",
            "SendLink.url": "https://example.com/news",
            "SetWebhook.url": "https://bot.example.com/viber",
            "buttons": #"["Yes", "No"]"#,
            "Call.method": "get_account_info",
        ]
    }
}
