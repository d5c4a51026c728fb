import OIntCore

/// What the consent page sends back, through the browser or typed by a person.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
struct ConsentAnswer: Sendable {
    /// The code that is exchanged for tokens.
    let code: Secret
    /// Items that every token request carries again, by name.
    let keptItems: [String: String]

    /// Reads the query items of an address.
    /// - Parameters:
    ///   - items: The items.
    ///   - request: What was asked.
    ///   - family: The authorization server.
    /// - Returns: The answer, or nil when the items are none at all.
    /// - Throws: `ServiceError` when the user or the service said no; `UsageError` when the answer belongs to another
    ///   request.
    init?(
        items: [(name: String, value: String)], to request: ConsentRequest, of family: OAuthFamily
    ) throws {
        func value(_ name: String) -> String? { items.first { $0.name == name }?.value }
        guard value("code") != nil || value("error") != nil else { return nil }
        guard value("state") == request.state else {
            throw UsageError("the answer of the consent page belongs to another login: start again")
        }
        if let error = value("error") {
            let refusal: JSON = ["error": .string(error)]
            throw ServiceError(
                service: family.service, code: error, message: value("error_description"),
                remedy: error == "access_denied" ? "Consent was refused: log in again, and agree" : nil,
                reply: .json(refusal))
        }
        guard let code = value("code"), !code.isEmpty else { return nil }
        self.code = Secret(code)
        keptItems = Dictionary(
            family.keptItems.compactMap { name in value(name).map { (name, $0) } }, uniquingKeysWith: { $1 })
    }

    /// Reads what a person pasted: the code alone, or the address the browser was sent to.
    /// - Parameters:
    ///   - text: What was pasted.
    ///   - request: What was asked.
    ///   - family: The authorization server.
    /// - Throws: What ``init(items:to:of:)`` throws; `UsageError` when there is no code in it.
    init(pasted text: String, to request: ConsentRequest, of family: OAuthFamily) throws {
        let text = text.trimmed
        guard text.contains("?") || text.contains("&") else {
            guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
                throw UsageError("no code was pasted: paste the code, or the whole address that the browser shows")
            }
            guard family.keptItems.isEmpty else {
                throw UsageError(
                    "the code alone is not enough for \(family.service): paste the whole address that the browser shows"
                )
            }
            code = Secret(text)
            keptItems = [:]
            return
        }
        let query = text.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        guard let answer = try ConsentAnswer(items: PercentEncoding.items(in: query), to: request, of: family) else {
            throw UsageError("the address has no code in it: paste the one that the browser shows after consent")
        }
        self = answer
    }
}
