import OIntCore
import OIntHTTP

extension Web {
    /// The keys that requests to AWS are signed with.
    ///
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
    public struct AWSKeys: Sendable, Hashable {
        let credentials: AWSCredentials

        /// Creates keys.
        /// - Parameters:
        ///   - accessKey: Id of the access key.
        ///   - secretKey: Secret that belongs to it.
        ///   - region: Region that signatures name, such as `eu-west-1`.
        ///   - service: Service that signatures name, such as `execute-api`.
        ///   - token: Token that comes with temporary keys.
        public init(accessKey: String, secretKey: Secret, region: String, service: String, token: Secret? = nil) {
            credentials = AWSCredentials(
                accessKey: accessKey, secretKey: secretKey, region: region, service: service, sessionToken: token)
        }
    }

    /// The keys that requests are signed with by OAuth 1.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc5849
    public struct OAuth1Keys: Sendable, Hashable {
        let credentials: OAuth1

        init(_ credentials: OAuth1) { self.credentials = credentials }
    }
}

extension Web.AWSKeys: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads `{accesskey, secretkey, region, service}`, and with them `token`.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let texts = try KeyTexts(
            JSONObject(option: inputs), needed: ["accesskey", "secretkey", "region", "service"], others: ["token"])
        self.init(
            accessKey: texts["accesskey"] ?? "", secretKey: Secret(texts["secretkey"] ?? ""),
            region: texts["region"] ?? "", service: texts["service"] ?? "", token: texts["token"].map { Secret($0) })
    }

    /// The keys as compact JSON, with secrets masked.
    public var optionText: String {
        let members: Fields = [
            "accesskey": credentials.accessKey, "secretkey": Secret.mask, "region": credentials.region,
            "service": credentials.service, "token": credentials.sessionToken.map { _ in Secret.mask },
        ]
        return JSON.object(members.object).text(.compact)
    }

    /// The secret key, and the token of temporary keys.
    public var secrets: [Secret] { [credentials.secretKey] + (credentials.sessionToken.map { [$0] } ?? []) }
}

extension Web.OAuth1Keys: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads `{consumerkey, consumersecret}`, and with them `token`, `tokensecret`, `method` and `realm`.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let texts = try KeyTexts(
            JSONObject(option: inputs), needed: ["consumerkey", "consumersecret"],
            others: ["token", "tokensecret", "method", "realm"])
        let method = texts["method"] ?? OAuth1.Algorithm.hmacSHA1.rawValue
        guard let algorithm = OAuth1.Algorithm(rawValue: method.uppercased()) else {
            let names = OAuth1.Algorithm.allCases.map(\.rawValue).joined(separator: " or ")
            throw OptionError("takes \(names) as method, not \(Quote.short(method))")
        }
        credentials = OAuth1(
            consumerKey: texts["consumerkey"] ?? "", consumerSecret: Secret(texts["consumersecret"] ?? ""),
            token: texts["token"], tokenSecret: texts["tokensecret"].map { Secret($0) }, algorithm: algorithm,
            realm: texts["realm"])
    }

    /// The keys as compact JSON, with secrets masked.
    public var optionText: String {
        let members: Fields = [
            "consumerkey": credentials.consumerKey, "consumersecret": Secret.mask,
            "token": credentials.token.map { _ in Secret.mask },
            "tokensecret": credentials.tokenSecret.map { _ in Secret.mask }, "method": credentials.algorithm.rawValue,
            "realm": credentials.realm,
        ]
        return JSON.object(members.object).text(.compact)
    }

    /// Both secrets, and the token.
    public var secrets: [Secret] {
        [credentials.consumerSecret]
            + [credentials.tokenSecret, credentials.token.map { Secret($0) }].compactMap(\.self)
    }
}

/// The members of a JSON object that holds keys: texts of known names.
private struct KeyTexts {
    private let texts: [String: String]

    init(_ object: JSONObject, needed: [String], others: [String]) throws(OptionError) {
        var texts: [String: String] = [:]
        for member in object where !member.value.isNull {
            let key = member.key.lowercased()
            guard (needed + others).contains(key) else {
                let nearest = Suggestion.nearest(to: key, among: needed + others).map { "; did you mean \($0)?" } ?? ""
                throw OptionError("has the unknown member \(Quote.short(member.key))\(nearest)")
            }
            guard let text = member.value.scalarText else { throw OptionError("wants a text under \(key)") }
            if !text.trimmed.isEmpty { texts[key] = text.trimmed }
        }
        let missing = needed.filter { texts[$0] == nil }
        guard missing.isEmpty else { throw OptionError("lacks \(missing.joined(separator: ", "))") }
        self.texts = texts
    }

    subscript(key: String) -> String? { texts[key] }
}
