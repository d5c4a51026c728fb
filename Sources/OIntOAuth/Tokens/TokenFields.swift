import OIntCore
import OIntHTTP

/// The fields of a request to an authorization server, and who sends it.
struct TokenFields {
    private let application: TokenExchange.Application
    private var fields: [(name: String, value: String)] = []
    private var headers = [HeaderField("Accept", "application/json")]
    private var secrets: [Secret] = []

    /// Creates a request without fields.
    /// - Parameter application: The application that sends it.
    init(_ application: TokenExchange.Application) { self.application = application }

    /// Adds a field.
    mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

    /// Adds a field that must not be shown.
    mutating func append(_ name: String, _ value: Secret) {
        fields.append((name, value.exposed))
        secrets.append(value)
    }

    /// Adds what proves which application sends it.
    /// - Parameter authentication: How the service wants to see that.
    mutating func identify(by authentication: OAuthClientAuthentication) {
        switch (authentication, application.secret) {
        case (.basic, let secret?):
            // Both are encoded before they are joined: a colon in one would end the name (RFC 6749, section 2.3.1).
            let pair = "\(PercentEncoding.encoded(application.id)):\(PercentEncoding.encoded(secret.exposed))"
            let header = Base64.encoded(pair.utf8)
            headers.append(HeaderField("Authorization", "Basic \(header)"))
            secrets += [secret, Secret(header)]
        case (.form, let secret?):
            append("client_id", application.id)
            append("client_secret", secret)
        case (_, _):
            append("client_id", application.id)
        }
    }

    /// The request, which is sent once.
    /// - Parameters:
    ///   - address: Where it goes.
    ///   - style: How the fields are written.
    func request(to address: String, as style: OAuthTokenBody) -> Request {
        let body: Body =
            switch style {
            case .form: .form(fields)
            case .json: .json(.object(JSONObject(fields.map { ($0.name, .string($0.value)) })))
            }
        // Tokens must go nowhere else, whatever the response says.
        return Request(
            .post, address, headers: headers, body: body, isRepeatable: false, secrets: secrets,
            redirects: .ends)
    }
}
