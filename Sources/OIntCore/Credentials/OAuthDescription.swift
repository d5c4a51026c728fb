/// How a service lets applications in by OAuth 2.0: all that logging in and refreshing tokens have to know about it.
///
/// A library that has one can be logged in to; the work itself is the same for all.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749
public struct OAuthDescription: Sendable {
    /// The service's name for people.
    public let service: String
    /// The page where a user consents; `{domain}` in it stands for the account's own domain.
    public let authorizationAddress: String
    /// Where codes and refresh tokens are exchanged.
    public let tokenAddress: String
    /// The scopes that are asked for when nobody names others.
    public let scopes: [String]
    /// Whether the service checks a proof key (RFC 7636).
    public let usesProofKey: Bool
    /// What else the consent page is told.
    public let authorizationItems: [(name: String, value: String)]
    /// Names of fields in the answer that give options of the library, by option: `["url": "client_endpoint"]`.
    public let answeredOptions: [String: String]
    /// The option whose value says which account a token belongs to; a token goes to no other one.
    public let accountOption: String?
    /// How long the service's refresh tokens live, as people say it.
    public let refreshTokenLifetime: String
    /// The method that tells who is logged in.
    public let identityMethod: String?
    /// Makes the error for an answer that is no success.
    public let refusal: @Sendable (_ status: Int, _ headers: [HeaderField], _ body: [UInt8]) -> ServiceError

    /// Creates a description.
    /// - Parameters:
    ///   - service: The service's name for people.
    ///   - authorizationAddress: The page where a user consents; `{domain}` stands for the account's own domain.
    ///   - tokenAddress: Where codes and refresh tokens are exchanged.
    ///   - scopes: The scopes that are asked for when nobody names others.
    ///   - usesProofKey: Whether the service checks a proof key (RFC 7636).
    ///   - authorizationItems: What else the consent page is told.
    ///   - answeredOptions: Names of fields in the answer that give options of the library, by option.
    ///   - accountOption: The option whose value says which account a token belongs to.
    ///   - refreshTokenLifetime: How long refresh tokens live, as people say it.
    ///   - identityMethod: The method that tells who is logged in.
    ///   - refusal: Makes the error for an answer that is no success.
    public init(
        service: String, authorizationAddress: String, tokenAddress: String, scopes: [String] = [],
        usesProofKey: Bool = true, authorizationItems: [(name: String, value: String)] = [],
        answeredOptions: [String: String] = [:], accountOption: String? = nil, refreshTokenLifetime: String,
        identityMethod: String? = nil,
        refusal: @escaping @Sendable (_ status: Int, _ headers: [HeaderField], _ body: [UInt8]) -> ServiceError
    ) {
        self.service = service
        self.authorizationAddress = authorizationAddress
        self.tokenAddress = tokenAddress
        self.scopes = scopes
        self.usesProofKey = usesProofKey
        self.authorizationItems = authorizationItems
        self.answeredOptions = answeredOptions
        self.accountOption = accountOption
        self.refreshTokenLifetime = refreshTokenLifetime
        self.identityMethod = identityMethod
        self.refusal = refusal
    }

    /// Whether the consent page is at the account's own domain.
    public var needsDomain: Bool { authorizationAddress.contains("{domain}") }
}
