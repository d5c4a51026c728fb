import OIntCore

/// Works out which scopes a login asks for.
package enum RequestedScopes {
    /// The scopes to ask for: those that are wanted, and those that the application has already, since a new consent
    /// takes the place of the old one.
    /// - Parameters:
    ///   - wanted: What the call names, or else what the libraries need.
    ///   - tokens: The tokens of the last login; nil when there was none.
    ///   - clientID: The application that asks; scopes of another one mean nothing.
    ///   - family: The authorization server.
    /// - Returns: The scopes, each once; none where none is wanted, and the application's registration decides.
    package static func merged(
        _ wanted: [String], with tokens: OAuthTokens?, clientID: String, of family: OAuthFamily
    ) -> [String] {
        guard !wanted.isEmpty else { return [] }
        var scopes = tokens?.clientID == clientID ? family.scopes(in: tokens?.scope ?? "") : []
        for scope in wanted where !scopes.contains(scope) { scopes.append(scope) }
        return scopes
    }

    /// The scopes that were asked for and not granted.
    /// - Parameters:
    ///   - scopes: What was asked for.
    ///   - tokens: What came.
    ///   - family: The authorization server.
    package static func refused(_ scopes: [String], in tokens: OAuthTokens, of family: OAuthFamily) -> [String] {
        let granted = Set(family.scopes(in: tokens.scope ?? ""))
        return scopes.filter { !granted.contains($0) }
    }
}
