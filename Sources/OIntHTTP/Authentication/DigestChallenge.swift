import OIntCore

/// What a service asks for that wants a password proved, not sent.
///
/// Source: https://www.rfc-editor.org/rfc/rfc7616#section-3.3
struct DigestChallenge: Sendable, Hashable {
    /// The ways to compute a proof, from the weakest on.
    enum Algorithm: String, Sendable, CaseIterable {
        case md5 = "MD5"
        case md5Session = "MD5-sess"
        case sha256 = "SHA-256"
        case sha256Session = "SHA-256-sess"
    }

    /// What a proof covers besides the password.
    enum Quality: String, Sendable {
        /// Method and address.
        case request = "auth"
        /// The body too.
        case requestAndBody = "auth-int"
    }

    /// What the password belongs to, in the service's words.
    let realm: String
    /// The service's number that each proof is computed over.
    let nonce: String
    /// What has to be sent back as it is; nil for nothing.
    let opaque: String?
    /// How a proof is computed.
    let algorithm: Algorithm
    /// Whether the challenge names an algorithm, which then has to be named in the answer.
    let namesAlgorithm: Bool
    /// What a proof covers, with requests counted; nil for very old services, which want neither.
    let quality: Quality?
    /// Whether only the service's number was too old, and the password may be right.
    let isStale: Bool
    /// Whether the user's name goes as a hash.
    let hashesUser: Bool

    /// The strongest challenge among the headers of an answer that can be met.
    /// - Parameter headers: The headers of an answer with status 401.
    /// - Returns: Nil when there is none.
    static func strongest(in headers: [HeaderField]) -> DigestChallenge? {
        let challenges = headers.filter { $0.name.lowercased() == "www-authenticate" }
            .flatMap { AuthenticationHeader.challenges(in: $0.value) }
        return challenges.compactMap { DigestChallenge($0) }
            .max { $0.strength < $1.strength }
    }

    private var strength: Int { Algorithm.allCases.firstIndex(of: algorithm) ?? 0 }

    /// Reads a challenge.
    /// - Parameter challenge: The scheme and its parameters.
    /// - Returns: Nil when it is of another scheme, lacks what it needs, or asks for what is not supported.
    private init?(_ challenge: AuthenticationHeader) {
        guard challenge.scheme.lowercased() == "digest", let nonce = challenge["nonce"] else { return nil }
        let name = challenge["algorithm"] ?? Algorithm.md5.rawValue
        guard let algorithm = Algorithm.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            return nil
        }
        let qualities = challenge["qop"].map { $0.split(separator: ",").map { String($0).trimmed.lowercased() } }
        // The body has to be read beforehand to be covered: only where the service wants it so.
        let quality = [Quality.request, .requestAndBody].first { qualities?.contains($0.rawValue) ?? false }
        guard qualities == nil || quality != nil else { return nil }
        realm = challenge["realm"] ?? ""
        self.nonce = nonce
        opaque = challenge["opaque"]
        self.algorithm = algorithm
        namesAlgorithm = challenge["algorithm"] != nil
        self.quality = quality
        isStale = challenge["stale"]?.lowercased() == "true"
        hashesUser = challenge["userhash"]?.lowercased() == "true"
    }
}
