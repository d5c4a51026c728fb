import OIntCore
import OIntHTTP

/// Neocities sites: files up and down, folders kept the same.
///
/// What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when Neocities refuses, be it
/// some files of a request only, a `ConnectionError` or `ReplyError` when it can't be reached or its response is not what it
/// should be, and a `LocalError` when a file can't be read or written.
///
/// Source: https://neocities.org/api
@Client(namesVendorMethods: true)
public struct Neocities: Sendable {
    let service: Service

    /// Creates a client.
    /// - Parameters:
    ///   - token: API key of the site, as GetToken gives it.
    ///   - http: What makes the requests.
    public init(token: Secret, http: HTTP = .shared) {
        service = Refusal.service(http: http, authorization: .bearer(token))
    }

    /// How many bytes a file has at most, and all files of a request.
    static let largest = 100_000_000
    /// How many files go with one request.
    static let mostFiles = 50
}

extension Neocities {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "neocities", title: "Neocities", summary: "Neocities sites: files up and down, folders kept the same.",
        discussion: """
            What is uploaded is public at once. Sites take files of up to 100 MB; other kinds than pages, pictures, styles, \
            scripts and fonts are for supporters.
            """,
        examples: examples,
        effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "GET") : nil }
    ) {
        [dataRetrieving, fileManagement]
    }

    /// What the documentation shows for options.
    private static var examples: [String: OptionExample] {
        [
            "token": OptionExample("not-a-real-key", shown: "TOKEN"),
            "sitename": "example",
            "login": "example",
            "password": OptionExample("not-a-real-secret", shown: "PASSWORD"),
            "path": "notes/today.html",
            "newpath": "notes/yesterday.html",
            "file": OptionExample("data:,content", shown: "today.html"),
            "files": OptionExample(#"{"notes/today.html": "data:,content"}"#, shown: "FILES"),
            "paths": #"["notes/old.html"]"#,
            "local": "site",
            "Call.path": "info",
        ]
    }
}

/// How Neocities says no.
///
/// Source: https://github.com/neocities/neocities/blob/master/app/api.rb
enum Refusal {
    /// The service with its refusals.
    static func service(http: HTTP, authorization: Authorization) -> Service {
        Service(
            "Neocities", at: "https://neocities.org/api", http: http, authorization: authorization,
            remedies: remedies, judge: judgement)
    }

    /// What a person can do about a refusal, by its kind.
    private static let remedies: [String: String] = [
        "invalid_auth":
            "Check --token; GetToken works with name and password only where the site was changed on the web lately",
        "rate_limited": "Too many tries with a password: wait ten minutes",
        "site_not_found": "Check --sitename",
        "missing_files": "A file is not there any more: GetFilesList shows what there is",
        "cannot_delete_index": "index.html of the site can't be deleted: upload another one",
        "invalid_file_type": "Sites without a supporter take pages, pictures, styles, scripts and fonts only",
        "file_too_large": "A file has 100 MB at most, and less where the site is nearly full",
        "too_many_files": "The site has as many files as it may have: delete some",
        "not_found": "Check the path: GetFilesList shows what there is",
    ]

    /// Finds what a response says that is no yes.
    /// - Parameter reply: The response.
    /// - Returns: The judgement; nil where it says yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        let message = reply["message"]?.string
        // "2 of 3 file(s) uploaded, 1 file(s) failed" comes with a success.
        if reply["result"]?.string == "success", let message, message.contains("failed") {
            return Judgement(code: "partly_failed", message: message, course: .final)
        }
        guard reply["result"]?.string == "error" || !reply.isSuccess else { return nil }
        return Judgement(
            code: reply["error_type"]?.string, message: message,
            course: reply.status == 429 ? .blocked(until: nil) : nil)
    }
}
