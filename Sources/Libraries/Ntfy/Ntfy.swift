import OIntCore
import OIntHTTP

/// Notifications on phones and desktops: publishing, reading, subscribing.
///
/// A client speaks to one server: the public one, https://ntfy.sh, or one of your own. What it throws is a `UsageError`
/// when the call can't be made as it is, a `ServiceError` when the server refuses, a `ConnectionError` or `ReplyError` when
/// it can't be reached or its response is not what it should be, and a `LocalError` when a file can't be read.
///
/// Source: https://docs.ntfy.sh/publish/
@Client
public struct Ntfy: Sendable {
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - url: Address of the server, such as https://ntfy.sh; everybody can read the topics of a public one.
    ///   - token: Access token (tk_…), or name and password as USER:PASSWORD, where topics are protected.
    ///   - http: What makes the requests.
    public init(url: BaseURL, token: Secret? = nil, http: HTTP = .shared) {
        service = Service(
            "ntfy", at: url, http: http, authorization: Self.authorization(token),
            options: Service.Options(token: "token", address: "url"), remedies: Refusal.remedies,
            judge: Refusal.judgement)
    }

    /// Access tokens have no colon in them.
    private static func authorization(_ token: Secret?) -> Authorization {
        guard let token else { return .none }
        guard let colon = token.exposed.firstIndex(of: ":") else { return .bearer(token) }
        return .basic(
            user: String(token.exposed[..<colon]), password: Secret(String(token.exposed[colon...].dropFirst())))
    }

    /// Publishes something; it is not sent twice, since each time is a notification of its own.
    func published(_ request: ServiceRequest) async throws -> JSON {
        let reply = try await service.reply(request)
        // A page of the server's own is there for names that are no topics, with a status of success.
        guard let message = reply.json, message["id"]?.string != nil else {
            throw service.refusal(
                Judgement(
                    message: "the response is no message",
                    remedy: "Check that --url is the address of an ntfy server, without the topic"), in: reply)
        }
        return message
    }
}

extension Ntfy {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "ntfy", title: "ntfy", summary: "Notifications on phones and desktops: publishing, reading, subscribing.",
        discussion:
            "Whoever knows the name of a topic can read it, unless the server protects it: choose one that can't be guessed.",
        examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil },
        notifications: notifications
    ) {
        [publication, obtaining, management, general]
    }

    /// What the documentation shows for options.
    private static var examples: [String: OptionExample] {
        [
            "url": "https://ntfy.example.com",
            "topic": "backups-k3v9",
            "token": OptionExample("tk_not_a_real_secret", shown: "TOKEN"),
            "message": "The backup is done",
            "options": #"{"Title": "Backup", "Priority": "high", "Tags": ["floppy_disk"]}"#,
            "filter": #"{"since": "12h"}"#,
            "id": "hwQ2YpKdmg5k",
            "file": OptionExample("data:,content", shown: "report.pdf"),
            "path": "v1/health",
        ]
    }
}
