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
    public init(
        access: Secret, refresh: Secret?, expiresAt: Int?, obtainedAt: Int, clientID: String, clientSecret: Secret?,
        scope: String? = nil, options: [String: String] = [:]
    ) {
        self.access = access
        self.refresh = refresh
        self.expiresAt = expiresAt
        self.obtainedAt = obtainedAt
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scope = scope
        self.options = options
    }

    /// The tokens as they are stored.
    package var json: JSON {
        var object: JSONObject = ["access_token": .string(access.exposed)]
        object["refresh_token"] = refresh.map { .string($0.exposed) }
        object["expires_at"] = expiresAt.map { JSON($0) }
        object["obtained_at"] = JSON(obtainedAt)
        object["client_id"] = .string(clientID)
        object["client_secret"] = clientSecret.map { .string($0.exposed) }
        object["scope"] = scope.map { .string($0) }
        if !options.isEmpty {
            object["options"] = .object(
                JSONObject(options.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return .object(object)
    }

    /// Reads tokens as they are stored; nil when they are not.
    package init?(json: JSON) {
        guard let access = json["access_token"]?.string, let clientID = json["client_id"]?.string else { return nil }
        self.init(
            access: Secret(access), refresh: json["refresh_token"]?.string.map { Secret($0) },
            expiresAt: json["expires_at"]?.int, obtainedAt: json["obtained_at"]?.int ?? 0, clientID: clientID,
            clientSecret: json["client_secret"]?.string.map { Secret($0) }, scope: json["scope"]?.string)
        for member in json["options"]?.object ?? [:] { options[member.key] = member.value.string }
    }
}

extension OAuthTokens: CustomStringConvertible {
    /// What may be shown: whose tokens they are, and how long they are good.
    public var description: String {
        "tokens of \(clientID), "
            + (expiresAt.map { "good until \(DateTime(unixTime: $0).rfc3339)" } ?? "good for long")
    }
}
