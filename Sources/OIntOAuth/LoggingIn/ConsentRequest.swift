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
    /// What the answer must carry, so that a code of another login can't be slipped in.
    let state: String
    /// Proves that the code is exchanged by the one who asked for it (RFC 7636); nil where the service knows no such
    /// thing.
    let verifier: Secret?

    /// Creates a request.
    /// - Parameters:
    ///   - family: The authorization server.
    ///   - clientID: The application's id.
    ///   - domain: The account's own domain, where the page is there.
    ///   - scopes: What to ask for.
    ///   - redirect: Where the browser is sent back to.
    /// - Throws: `UsageError` when the service has no such page, or the domain is missing or can't be one.
    package init(
        _ family: OAuthFamily, clientID: String, domain: String?, scopes: [String], redirect: String?
    ) throws(UsageError) {
        guard let consent = family.consent else {
            throw UsageError("\(family.service) has no page where a user consents")
        }
        let state = Base64.urlSafe(Randomness.bytes(32))
        let verifier = consent.proofKey.map { _ in Secret(Base64.urlSafe(Randomness.bytes(32))) }
        var items = [("response_type", "code"), ("client_id", clientID), ("state", state)]
        if let redirect { items.append(("redirect_uri", redirect)) }
        if !scopes.isEmpty { items.append(("scope", scopes.joined(separator: family.scopeSeparator))) }
        if let verifier, let method = consent.proofKey {
            let digest = SHA256.hash(data: Array(verifier.exposed.utf8))
            items += [("code_challenge", Base64.urlSafe(digest)), ("code_challenge_method", method)]
        }
        items += consent.items.map { ($0.name, $0.value) }
        let page = try AccountDomain.address(consent.address, at: domain, of: family)
        let query = items.map { "\($0.0)=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
        address = page + (page.contains("?") ? "&" : "?") + query
        self.redirect = redirect
        self.state = state
        self.verifier = verifier
    }
}
