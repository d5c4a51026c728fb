/// An authorization server, and the libraries that live on its tokens: `google` for calendars, drives and sheets.
///
/// It holds all that logging in and refreshing have to know; the work itself is the same for all. A login is kept once
/// per family and profile, whichever of its libraries asked for it.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749
public struct OAuthFamily: Sendable {
    /// The name on the command line and in the store, in lower case: that of a library, or of several together.
    public let name: String
    /// The service's name for people.
    public let service: String
    /// Where tokens are issued; `{domain}` in it stands for the account's own domain.
    public let tokenAddress: String
    /// Where tokens are issued when the name of the first host can't be looked up; nil for no other place.
    public let alternativeTokenAddress: String?
    /// The ways to get a first token, the usual one first.
    public let grants: [OAuthGrant]
    /// How an application proves to the token address which one it is.
    public let clientAuthentication: OAuthClientAuthentication
    /// How the fields of a token request are written.
    public let tokenBody: OAuthTokenBody
    /// What else every token request carries; `{random}` as a value stands for a new random text.
    public let tokenItems: [(name: String, value: String)]
    /// The domain of accounts that name none; nil where it has to be given.
    public let defaultDomain: String?
    /// The application that the service has for everyone, where none can be registered.
    public let publicClient: PublicClient?
    /// What separates scopes.
    public let scopeSeparator: String
    /// Fields of a token response that give options of the libraries, by option: `["url": "client_endpoint"]`.
    public let answeredOptions: [String: String]
    /// Items of the consent page's response, or of a token response, that every later token request carries again.
    public let keptItems: [String]
    /// How long refresh tokens live, in words.
    public let refreshTokenLifetime: String
    /// How many seconds after its issue a token is refreshed, also while it is still good; nil for when it expires.
    ///
    /// For services whose refresh tokens expire together with the access tokens: waiting for that loses the login.
    public let refreshesAfter: Int?
    /// How tokens are revoked; nil where the service offers no such thing.
    public let revocation: OAuthRevocation?
    /// Makes the error for a response that brings no token.
    public let refusal: @Sendable (_ status: Int, _ headers: [HeaderField], _ body: [UInt8]) -> ServiceError

    /// Creates a family.
    /// - Parameters:
    ///   - name: The name on the command line and in the store, in lower case.
    ///   - service: The service's name for people.
    ///   - tokenAddress: Where tokens are issued; `{domain}` stands for the account's own domain.
    ///   - alternativeTokenAddress: Where tokens are issued when the name of the first host can't be looked up.
    ///   - grants: The ways to get a first token, the usual one first.
    ///   - clientAuthentication: How an application proves to the token address which one it is.
    ///   - tokenBody: How the fields of a token request are written.
    ///   - tokenItems: What else every token request carries; `{random}` stands for a new random text.
    ///   - defaultDomain: The domain of accounts that name none.
    ///   - publicClient: The application that the service has for everyone.
    ///   - scopeSeparator: What separates scopes.
    ///   - answeredOptions: Fields of a token response that give options of the libraries, by option.
    ///   - keptItems: Items of a response that every later token request carries again.
    ///   - refreshTokenLifetime: How long refresh tokens live, in words.
    ///   - refreshesAfter: How many seconds after its issue a token is refreshed, also while it is still good.
    ///   - revocation: How tokens are revoked.
    ///   - refusal: Makes the error for a response that brings no token; nil for errors as RFC 6749 has them.
    public init(
        name: String, service: String, tokenAddress: String, alternativeTokenAddress: String? = nil,
        grants: [OAuthGrant], clientAuthentication: OAuthClientAuthentication = .form,
        tokenBody: OAuthTokenBody = .form, tokenItems: [(name: String, value: String)] = [],
        defaultDomain: String? = nil, publicClient: PublicClient? = nil, scopeSeparator: String = " ",
        answeredOptions: [String: String] = [:], keptItems: [String] = [], refreshTokenLifetime: String,
        refreshesAfter: Int? = nil, revocation: OAuthRevocation? = nil,
        refusal: (@Sendable (_ status: Int, _ headers: [HeaderField], _ body: [UInt8]) -> ServiceError)? = nil
    ) {
        self.name = name
        self.service = service
        self.tokenAddress = tokenAddress
        self.alternativeTokenAddress = alternativeTokenAddress
        self.grants = grants
        self.clientAuthentication = clientAuthentication
        self.tokenBody = tokenBody
        self.tokenItems = tokenItems
        self.defaultDomain = defaultDomain
        self.publicClient = publicClient
        self.scopeSeparator = scopeSeparator
        self.answeredOptions = answeredOptions
        self.keptItems = keptItems
        self.refreshTokenLifetime = refreshTokenLifetime
        self.refreshesAfter = refreshesAfter
        self.revocation = revocation
        self.refusal = refusal ?? { OAuthRefusal.standard(service, status: $0, headers: $1, body: $2) }
    }

    /// An application that the service has for everyone; its secret is none.
    public struct PublicClient: Sendable, Hashable {
        /// The application's id.
        public let id: String
        /// What the service wants to see as its secret.
        public let secret: String

        /// Creates a description of the application.
        /// - Parameters:
        ///   - id: The application's id.
        ///   - secret: What the service wants to see as its secret.
        public init(id: String, secret: String) {
            self.id = id
            self.secret = secret
        }
    }

    /// The consent page, where a user can be asked for consent in a browser.
    public var consent: OAuthConsent? {
        for case .code(let consent) in grants { return consent }
        return nil
    }

    /// The device flow, where there is one.
    public var deviceFlow: OAuthDeviceFlow? {
        for case .device(let flow) in grants { return flow }
        return nil
    }

    /// Whether tokens are issued at the account's own domain, or consent is given there, and the domain has to be given.
    public var needsDomain: Bool {
        guard defaultDomain == nil else { return false }
        return tokenAddress.contains("{domain}") || consent?.address.contains("{domain}") == true
    }

    /// The scopes in a text of the service.
    /// - Parameter text: Scopes, separated in the service's way or by white space.
    /// - Returns: The scopes, in their order.
    public func scopes(in text: String) -> [String] {
        text.split { scopeSeparator.contains($0) || $0.isWhitespace }.map(String.init)
    }
}
