/// How a library's methods are authorized by OAuth 2.0: whose tokens they take, and what for.
///
/// A library that has one can be logged in to. The login belongs to the family, and serves every library of it.
public struct OAuthDescription: Sendable {
    /// The authorization server that issues the tokens.
    public let family: OAuthFamily
    /// The scopes that the library's methods need.
    public let scopes: [String]
    /// The option that takes the access token, where a call gives it by itself.
    public let tokenOption: String
    /// The option whose value says which account a token belongs to; a token goes to no other one.
    public let accountOption: String?
    /// The method that says who is logged in.
    public let identityMethod: String?

    /// Creates a description.
    /// - Parameters:
    ///   - family: The authorization server that issues the tokens.
    ///   - scopes: The scopes that the library's methods need; empty where the application's registration says them.
    ///   - tokenOption: The option that takes the access token.
    ///   - accountOption: The option whose value says which account a token belongs to.
    ///   - identityMethod: The method that says who is logged in.
    public init(
        _ family: OAuthFamily, scopes: [String] = [], tokenOption: String = "token", accountOption: String? = nil,
        identityMethod: String? = nil
    ) {
        self.family = family
        self.scopes = scopes
        self.tokenOption = tokenOption
        self.accountOption = accountOption
        self.identityMethod = identityMethod
    }
}

extension Sequence<LibraryDescriptor> {
    /// The libraries that share the tokens of a family.
    /// - Parameter family: The family's name.
    public func sharing(family: String) -> [LibraryDescriptor] { filter { $0.oauth?.family.name == family } }

    /// The family of the given name, where one of these libraries belongs to it.
    /// - Parameter name: The family's name.
    public func family(named name: String) -> OAuthFamily? { first { $0.oauth?.family.name == name }?.oauth?.family }
}
