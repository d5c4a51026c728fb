/// What logging in gave, and refreshing renews.
public struct OAuthTokens: Sendable, Hashable {
    /// The token that requests carry.
    public var access: Secret
    /// The token that gets the next pair; nil where the service gives none.
    public var refresh: Secret?
    /// When the access token expires, in seconds since the beginning of 1970; nil when the service does not say.
    public var expiresAt: Int?
    /// When the access token was given, in seconds since the beginning of 1970.
    public var obtainedAt: Int
    /// The application's id.
    public var clientID: String
    /// The application's secret; nil for applications that have none.
    public var clientSecret: Secret?
    /// The scopes that were granted, as the service wrote them.
    public var scope: String?
    /// Options that the service's answer gave, such as the address of the account.
    public var options: [String: String]
    /// How the first token was got, which decides how the next one is.
    public var origin: Origin
    /// The key that signs for a service account, as its file holds it; nil for other logins.
    public var signingKey: Secret?
    /// Whom a service account acts for; nil for itself.
    public var subject: String?
    /// The account's own domain, where tokens are issued there.
    public var domain: String?
    /// Items that every token request carries again, by name.
    public var keptItems: [String: String]

    /// How a first token was got.
    public enum Origin: String, Sendable, Hashable {
        /// By the consent of a user, or by a user's password: the refresh token gets the next one.
        case user
        /// By the application's own id and secret, which get the next one too.
        case client
        /// By the signature of a service account's key, which gets the next one too.
        case serviceAccount = "service_account"
    }

    /// Whether there is something to get the next token with.
    public var isRenewable: Bool {
        switch origin {
        case .user: refresh != nil
        case .client: clientSecret != nil
        case .serviceAccount: signingKey != nil
        }
    }

    /// Creates tokens.
    /// - Parameters:
    ///   - access: The token that requests carry.
    ///   - refresh: The token that gets the next pair.
    ///   - expiresAt: When the access token expires, in Unix time.
    ///   - obtainedAt: When it was given, in Unix time.
    ///   - clientID: The application's id.
    ///   - clientSecret: The application's secret.
    ///   - scope: The scopes that were granted.
    ///   - options: Options that the answer gave.
    ///   - origin: How the first token was got.
    ///   - signingKey: The key that signs for a service account.
    ///   - subject: Whom a service account acts for.
    ///   - domain: The account's own domain, where tokens are issued there.
    ///   - keptItems: Items that every token request carries again, by name.
    public init(
        access: Secret, refresh: Secret?, expiresAt: Int?, obtainedAt: Int, clientID: String, clientSecret: Secret?,
        scope: String? = nil, options: [String: String] = [:], origin: Origin = .user, signingKey: Secret? = nil,
        subject: String? = nil, domain: String? = nil, keptItems: [String: String] = [:]
    ) {
        self.access = access
        self.refresh = refresh
        self.expiresAt = expiresAt
        self.obtainedAt = obtainedAt
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scope = scope
        self.options = options
        self.origin = origin
        self.signingKey = signingKey
        self.subject = subject
        self.domain = domain
        self.keptItems = keptItems
    }

    /// Everything in it that must not be shown.
    public var secrets: [Secret] { [access] + [refresh, clientSecret, signingKey].compactMap(\.self) }

    /// The tokens as they are stored.
    package var json: JSON {
        var object: JSONObject = ["access_token": .string(access.exposed)]
        object["refresh_token"] = refresh.map { .string($0.exposed) }
        object["expires_at"] = expiresAt.map { JSON($0) }
        object["obtained_at"] = JSON(obtainedAt)
        object["client_id"] = .string(clientID)
        object["client_secret"] = clientSecret.map { .string($0.exposed) }
        object["scope"] = scope.map { .string($0) }
        if !options.isEmpty { object["options"] = Self.json(options) }
        if origin != .user { object["origin"] = .string(origin.rawValue) }
        object["signing_key"] = signingKey.map { .string($0.exposed) }
        object["subject"] = subject.map { .string($0) }
        object["domain"] = domain.map { .string($0) }
        if !keptItems.isEmpty { object["kept"] = Self.json(keptItems) }
        return .object(object)
    }

    /// Reads tokens as they are stored; nil when they are not.
    package init?(json: JSON) {
        guard let access = json["access_token"]?.string, let clientID = json["client_id"]?.string else { return nil }
        self.init(
            access: Secret(access), refresh: json["refresh_token"]?.string.map { Secret($0) },
            expiresAt: json["expires_at"]?.int, obtainedAt: json["obtained_at"]?.int ?? 0, clientID: clientID,
            clientSecret: json["client_secret"]?.string.map { Secret($0) }, scope: json["scope"]?.string,
            origin: json["origin"]?.string.flatMap { Origin(rawValue: $0) } ?? .user,
            signingKey: json["signing_key"]?.string.map { Secret($0) }, subject: json["subject"]?.string,
            domain: json["domain"]?.string)
        for member in json["options"]?.object ?? [:] { options[member.key] = member.value.string }
        for member in json["kept"]?.object ?? [:] { keptItems[member.key] = member.value.string }
    }

    private static func json(_ texts: [String: String]) -> JSON {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}

extension OAuthTokens: CustomStringConvertible {
    /// What may be shown: whose tokens they are, and how long they are good.
    public var description: String {
        "tokens of \(clientID), "
            + (expiresAt.map { "good until \(DateTime(unixTime: $0).rfc3339)" } ?? "good for long")
    }
}
