import OIntCore

/// What the consent page sends back, through the browser or typed by a person.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
enum ConsentAnswer {
    /// The code in the query items of an address.
    /// - Parameters:
    ///   - items: The items.
    ///   - request: What was asked.
    /// - Returns: The code, or nil when the items are no answer at all.
    /// - Throws: `ServiceError` when the user or the service said no; `UsageError` when the answer belongs to another
    ///   request.
    static func code(
        in items: [(name: String, value: String)], to request: ConsentRequest, of service: OAuthDescription
    ) throws -> Secret? {
        func value(_ name: String) -> String? { items.first { $0.name == name }?.value }
        guard value("code") != nil || value("error") != nil else { return nil }
        guard value("state") == request.state else {
            throw UsageError("the answer of the consent page belongs to another login: start again")
        }
        if let error = value("error") {
            let refusal: JSON = ["error": .string(error)]
            throw ServiceError(
                service: service.service, code: error, message: value("error_description"),
                remedy: error == "access_denied" ? "Consent was refused: log in again, and agree" : nil,
                reply: .json(refusal))
        }
        return value("code").map { Secret($0) }
    }

    /// The code in what a person pasted: the code alone, or the address the browser was sent to.
    /// - Parameters:
    ///   - text: What was pasted.
    ///   - request: What was asked.
    /// - Returns: The code.
    /// - Throws: What ``code(in:to:of:)`` throws; `UsageError` when there is no code in it.
    static func code(
        pasted text: String, to request: ConsentRequest, of service: OAuthDescription
    ) throws -> Secret {
        let text = text.trimmed
        guard text.contains("?") || text.contains("&") else {
            guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
                throw UsageError("no code was pasted: paste the code, or the whole address that the browser shows")
            }
            return Secret(text)
        }
        let query = text.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        guard let code = try code(in: PercentEncoding.items(in: query), to: request, of: service) else {
            throw UsageError("the address has no code in it: paste the one that the browser shows after consent")
        }
        return code
    }
}
