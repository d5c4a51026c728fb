/// What sets one authorization server apart from another.
public struct AuthorizationRules: Sendable {
    /// How an application proves which one it is.
    public enum ClientAuthentication: Sendable {
        /// By id and secret among the fields.
        case form
        /// By the header `Authorization: Basic`, and nothing among the fields.
        case basic
        /// By its id among the fields; a secret is refused.
        case none
    }

    /// What a refresh gives besides the next access token.
    public enum Refreshing: Sendable {
        /// The next refresh token; the one that was used is good no more.
        case rotating
        /// No refresh token: the first one stays good.
        case fixed
        /// The next refresh token, beside the access token that was there already.
        case rotatingWithSameAccess
    }

    /// How an application proves which one it is.
    public var clientAuthentication = ClientAuthentication.form
    /// Whether token requests are JSON objects.
    public var takesJSON = false
    /// Whether the consent page refuses requests without a proof key by S256.
    public var requiresProofKey = false
    /// What a refresh gives.
    public var refreshing = Refreshing.rotating
    /// An item that comes with the code, and that every later token request has to carry.
    public var keptItem: (name: String, value: String)?
    /// The scopes that are granted, whatever is asked for; nil for all that are asked for.
    public var grantedScopes: [String]?
    /// What separates scopes.
    public var scopeSeparator = " "
    /// The names that the device flow has for its grant and for the code.
    public var device = (grantType: "urn:ietf:params:oauth:grant-type:device_code", codeField: "device_code")
    /// What a device that asks for its tokens is told first, question by question.
    public var deviceAnswers: [DeviceAnswer] = []
    /// How many seconds a device's code is good.
    public var deviceLifetime = 600
    /// The public key of the service account that is known, in PEM; nil for none.
    public var serviceAccountKey: String?
    /// The user that is known, with the password; nil for none.
    public var user: (name: String, password: String)?

    /// What a device that asks for its tokens is told.
    public enum DeviceAnswer: Sendable {
        /// The user has done nothing yet.
        case pending
        /// The user has done nothing yet, and the questions come too fast.
        case slowDown
        /// The user said no.
        case denied
        /// The connection breaks.
        case drop
    }

    /// Creates the rules of RFC 6749, with refresh tokens that work once.
    public init() {}
}
