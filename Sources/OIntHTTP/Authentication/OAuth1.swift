import Crypto
import OIntCore

/// Who signs requests by OAuth 1: an application, and the user it acts for.
///
/// Source: https://www.rfc-editor.org/rfc/rfc5849
package struct OAuth1: Sendable, Hashable {
    /// The ways to sign.
    package enum Algorithm: String, Sendable, CaseIterable {
        /// The usual one.
        case hmacSHA1 = "HMAC-SHA1"
        /// The same with a stronger hash, which some services take.
        case hmacSHA256 = "HMAC-SHA256"
    }

    /// The id of the application.
    package let consumerKey: String
    /// The secret of the application.
    package let consumerSecret: Secret
    /// What stands for the user; nil before there is one.
    package let token: String?
    /// The secret that belongs to the token.
    package let tokenSecret: Secret?
    /// How requests are signed.
    package let algorithm: Algorithm
    /// What the credentials belong to, in the service's words; nil leaves it out.
    package let realm: String?

    /// Creates credentials.
    /// - Parameters:
    ///   - consumerKey: The id of the application.
    ///   - consumerSecret: The secret of the application.
    ///   - token: What stands for the user.
    ///   - tokenSecret: The secret that belongs to the token.
    ///   - algorithm: How requests are signed.
    ///   - realm: What the credentials belong to.
    package init(
        consumerKey: String, consumerSecret: Secret, token: String? = nil, tokenSecret: Secret? = nil,
        algorithm: Algorithm = .hmacSHA1, realm: String? = nil
    ) {
        self.consumerKey = consumerKey
        self.consumerSecret = consumerSecret
        self.token = token
        self.tokenSecret = tokenSecret
        self.algorithm = algorithm
        self.realm = realm
    }

    /// The value of the header `Authorization`.
    /// - Parameters:
    ///   - request: The request.
    ///   - address: Where it goes.
    ///   - unixTime: The moment, in seconds since the beginning of 1970.
    ///   - nonce: A text that is never used twice in a second.
    package func authorization(_ request: Request, to address: Address, unixTime: Int, nonce: String) -> String {
        var parameters = [
            ("oauth_consumer_key", consumerKey), ("oauth_signature_method", algorithm.rawValue),
            ("oauth_timestamp", String(unixTime)), ("oauth_nonce", nonce), ("oauth_version", "1.0"),
        ]
        if let token { parameters.append(("oauth_token", token)) }
        let text = baseString(request, address, parameters)
        let key = Self.encoded(consumerSecret.exposed) + "&" + Self.encoded(tokenSecret?.exposed ?? "")
        parameters.append(("oauth_signature", Base64.encoded(code(text, key))))
        let shown =
            (realm.map { ["realm=\"\($0.filter { $0 != "\"" && $0 != "\\" })\""] } ?? [])
            + parameters.map { "\(Self.encoded($0.0))=\"\(Self.encoded($0.1))\"" }
        return "OAuth " + shown.joined(separator: ", ")
    }

    /// What is signed: the method, the address, and all parameters in one order.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1
    func baseString(_ request: Request, _ address: Address, _ own: [(String, String)]) -> String {
        let (path, query) = address.resource
        var items = own + PercentEncoding.items(in: query).map { ($0.name, $0.value) }
        // The fields of a form are signed too; other bodies are not.
        if case .form(let fields) = request.body { items += fields.map { ($0.name, $0.value) } }
        let sorted = items.map { (name: Self.encoded($0.0), value: Self.encoded($0.1)) }.sorted { left, right in
            left.name == right.name
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        let base = "\(address.scheme)://\(address.authority)\(path.isEmpty ? "/" : path)"
        return [
            request.method.rawValue.uppercased(), base, sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&"),
        ]
        .map { Self.encoded($0) }.joined(separator: "&")
    }

    private func code(_ text: String, _ key: String) -> [UInt8] {
        let (text, key) = (Array(text.utf8), SymmetricKey(data: Array(key.utf8)))
        return switch algorithm {
        case .hmacSHA1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: text, using: key))
        case .hmacSHA256: Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
        }
    }

    private static func encoded(_ text: String) -> String { PercentEncoding.encoded(text) }
}

/// Signs each try of a request by OAuth 1, so that a repeated one has a fresh date.
package struct OAuth1Link: AuthenticationLink {
    private let credentials: OAuth1
    /// An address of the service that the credentials belong to.
    package let origin: Address
    private let now: @Sendable () -> Int
    private let nonce: @Sendable () -> String

    /// Creates a link.
    /// - Parameters:
    ///   - credentials: Who signs.
    ///   - origin: An address of the service that the credentials belong to; requests to others are not signed.
    ///   - now: Tells the seconds since the beginning of 1970.
    ///   - nonce: Makes a text that is never used twice; nil for random ones.
    package init(
        credentials: OAuth1, origin: Address, now: @escaping @Sendable () -> Int,
        nonce: (@Sendable () -> String)? = nil
    ) {
        self.credentials = credentials
        self.origin = origin
        self.now = now
        self.nonce = nonce ?? { Hexadecimal.encoded(Randomness.bytes(16)) }
    }

    /// Adds a signature.
    package func authenticate(
        _ request: Request, to address: Address, next: @Sendable (Request) async throws -> Response
    ) async throws -> Response {
        var request = request
        let authorization = credentials.authorization(request, to: address, unixTime: now(), nonce: nonce())
        request.headers.append(HeaderField("Authorization", authorization))
        request.authentication = .oauth1
        return try await next(request)
    }
}
