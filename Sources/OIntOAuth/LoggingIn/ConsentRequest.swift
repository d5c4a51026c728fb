import Crypto
import OIntCore

/// The address of the page where a user lets an application in, and what its answer has to match.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
package struct ConsentRequest: Sendable {
    /// The address of the page, for a browser.
    package let address: String
    /// Where the browser is sent back to; nil where the application's own registration decides.
    package let redirect: String?
    /// What the answer must carry, so that nobody can slip in a code of their own.
    let state: String
    /// Proves that whoever exchanges the code is who asked for it (RFC 7636); nil where the service knows no such thing.
    let verifier: Secret?

    /// Creates a request.
    /// - Parameters:
    ///   - service: How the service lets applications in.
    ///   - clientID: The application's id.
    ///   - domain: The account's own domain, where the page is there.
    ///   - scopes: What to ask for; nil for what the service's description says.
    ///   - redirect: Where the browser is sent back to.
    /// - Throws: `UsageError` when the domain is missing, or can't be one.
    package init(
        _ service: OAuthDescription, clientID: String, domain: String?, scopes: [String]? = nil, redirect: String?
    ) throws(UsageError) {
        let state = Self.randomText()
        let verifier = service.usesProofKey ? Secret(Self.randomText()) : nil
        var items = [("response_type", "code"), ("client_id", clientID), ("state", state)]
        if let redirect { items.append(("redirect_uri", redirect)) }
        let scopes = scopes ?? service.scopes
        if !scopes.isEmpty { items.append(("scope", scopes.joined(separator: " "))) }
        if let verifier {
            let digest = SHA256.hash(data: Array(verifier.exposed.utf8))
            items += [("code_challenge", Self.urlSafe(Array(digest))), ("code_challenge_method", "S256")]
        }
        items += service.authorizationItems.map { ($0.name, $0.value) }
        let page = try Self.page(service, domain)
        let query = items.map { "\($0.0)=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
        address = page + (page.contains("?") ? "&" : "?") + query
        self.redirect = redirect
        self.state = state
        self.verifier = verifier
    }

    private static func page(_ service: OAuthDescription, _ domain: String?) throws(UsageError) -> String {
        guard service.needsDomain else { return service.authorizationAddress }
        guard let domain = domain?.trimmed, !domain.isEmpty else {
            throw UsageError("--domain is missing: \(service.service) asks for consent at the account's own domain")
        }
        // What people paste is the address they see in their browser.
        let host = (domain.components(before: "/", behind: "://"))
        guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || ".-:".contains($0) }) else {
            throw UsageError("--domain takes a domain such as example.bitrix24.com, not \(Quote.short(domain))")
        }
        return service.authorizationAddress.replacing("{domain}", with: host)
    }

    /// 256 random bits, in letters that addresses may hold.
    private static func randomText() -> String { urlSafe(Randomness.bytes(32)) }

    /// Base64 for addresses, by RFC 4648, section 5.
    private static func urlSafe(_ bytes: [UInt8]) -> String {
        String(
            Base64.encoded(bytes).compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}

extension String {
    /// The part between a mark, if it is there, and the first character of another.
    fileprivate func components(before end: Character, behind mark: String) -> String {
        let start = firstRange(of: mark)?.upperBound ?? startIndex
        return String(self[start...].prefix { $0 != end })
    }
}
