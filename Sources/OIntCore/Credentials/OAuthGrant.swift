/// A way to get a first token.
public enum OAuthGrant: Sendable {
    /// A user consents in a browser, which brings back a code (RFC 6749, section 4.1).
    case code(OAuthConsent)
    /// A user types a code on another device (RFC 8628).
    case device(OAuthDeviceFlow)
    /// The application's own id and secret are enough (RFC 6749, section 4.4).
    case clientCredentials
    /// A key signs for an account that belongs to no person (RFC 7523, RS256).
    case serviceAccount
    /// A user's name and password (RFC 6749, section 4.3), which are not kept.
    case password
}

/// The page in a browser where a user lets an application in.
public struct OAuthConsent: Sendable {
    /// The page's address; `{domain}` in it stands for the account's own domain.
    public let address: String
    /// What the service calls SHA-256 as the method of a proof key (RFC 7636), `S256` by the standard; nil where it knows
    /// no proof keys.
    public let proofKey: String?
    /// Where the browser is sent back to.
    public let redirect: OAuthRedirect
    /// What else the page is told.
    public let items: [(name: String, value: String)]

    /// Creates a description of the page.
    /// - Parameters:
    ///   - address: The page's address; `{domain}` stands for the account's own domain.
    ///   - proofKey: What the service calls SHA-256 as the method of a proof key; nil where it knows none.
    ///   - redirect: Where the browser is sent back to.
    ///   - items: What else the page is told.
    public init(
        _ address: String, proofKey: String? = "S256", redirect: OAuthRedirect = .loopback(),
        items: [(name: String, value: String)] = []
    ) {
        self.address = address
        self.proofKey = proofKey
        self.redirect = redirect
        self.items = items
    }
}

/// Where a service sends the browser when a user has consented.
public struct OAuthRedirect: Sendable {
    /// What a person without a browser on this machine finds the code in.
    public enum CodePage: Sendable, Hashable {
        /// The address bar, after the browser failed to reach the redirect address.
        case addressBar
        /// A page of the service, which it shows when no redirect address is named.
        case service
        /// A page at an address that is registered for it.
        case address(String)
    }

    /// The host that stands for this machine, `127.0.0.1` or `localhost`; nil where the service takes addresses with
    /// https only, so that codes are always pasted.
    public let loopbackHost: String?
    /// Whether any port will do; if not, the address has to be exactly the registered one.
    public let takesAnyPort: Bool
    /// What a person without a browser on this machine finds the code in.
    public let codePage: CodePage

    /// This machine.
    /// - Parameters:
    ///   - host: The host that stands for it: `127.0.0.1`, or `localhost` where the service wants the word.
    ///   - takesAnyPort: Whether any port will do.
    ///   - codePage: What a person without a browser on this machine finds the code in.
    public static func loopback(
        _ host: String = "127.0.0.1", takesAnyPort: Bool = false, codePage: CodePage = .addressBar
    ) -> Self {
        Self(loopbackHost: host, takesAnyPort: takesAnyPort, codePage: codePage)
    }

    /// A registered address with https: the person pastes what the browser shows there.
    public static let https = Self(loopbackHost: nil, takesAnyPort: false, codePage: .service)
}

/// How a user lets an application in by typing a code on another device.
///
/// Source: https://www.rfc-editor.org/rfc/rfc8628
public struct OAuthDeviceFlow: Sendable {
    /// Where codes are issued.
    public let address: String
    /// What the token address is told as the grant.
    public let grantType: String
    /// The field that carries the device code to the token address.
    public let codeField: String

    /// Creates a description of the flow; the defaults are those of the standard.
    /// - Parameters:
    ///   - address: Where codes are issued.
    ///   - grantType: What the token address is told as the grant.
    ///   - codeField: The field that carries the device code to the token address.
    public init(
        _ address: String, grantType: String = "urn:ietf:params:oauth:grant-type:device_code",
        codeField: String = "device_code"
    ) {
        self.address = address
        self.grantType = grantType
        self.codeField = codeField
    }
}

/// How an application proves to the token address which one it is.
public enum OAuthClientAuthentication: Sendable, Hashable {
    /// By id and secret among the fields; by the id alone where it has no secret.
    case form
    /// By the header `Authorization: Basic`; where it has no secret, by the id among the fields.
    case basic
    /// By its id among the fields, and never by a secret.
    case none
}

/// How the fields of a token request are written.
public enum OAuthTokenBody: Sendable, Hashable {
    /// As a form, as RFC 6749 has it.
    case form
    /// As a JSON object.
    case json
}

/// How tokens are revoked.
public enum OAuthRevocation: Sendable {
    /// A request like one for a token, with the token in a field (RFC 7009).
    case field(_ address: String, name: String = "token", token: Token = .access)
    /// A POST without a body that carries the token as a bearer does.
    case bearer(_ address: String)

    /// Which token is named; the service ends both.
    public enum Token: Sendable, Hashable {
        /// The access token.
        case access
        /// The refresh token where there is one, or else the access token.
        case refresh
    }
}
