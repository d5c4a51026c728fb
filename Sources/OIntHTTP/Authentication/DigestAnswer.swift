import OIntCore

/// The proof that somebody knows a password: a pure function of challenge, request, password and two numbers.
///
/// Source: https://www.rfc-editor.org/rfc/rfc7616#section-3.4
struct DigestAnswer {
    /// What the service asked for.
    let challenge: DigestChallenge
    /// The user's name.
    let user: String
    /// The password.
    let password: Secret
    /// How many requests were proved with the service's number so far, this one included.
    let count: Int
    /// A number of our own, which keeps the service from choosing all that is hashed.
    let clientNonce: String
    /// The hash of the body, where the service wants it covered.
    let bodyHash: String?

    /// The value of the header `Authorization`.
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - target: Path and query, as they are sent.
    func authorization(method: String, target: String) -> String {
        let digits = String(count, radix: 16)
        let number = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        var first = hash("\(user):\(challenge.realm):\(password.exposed)")
        if challenge.algorithm.isForSession {
            first = hash("\(first):\(challenge.nonce):\(clientNonce)")
        }
        let second = hash("\(method):\(target)" + (bodyHash.map { ":\($0)" } ?? ""))
        let middle =
            challenge.quality.map { "\(challenge.nonce):\(number):\(clientNonce):\($0.rawValue)" } ?? challenge.nonce
        let shownUser = challenge.hashesUser ? hash("\(user):\(challenge.realm)") : user
        var parts = [
            "username=\(Self.quoted(shownUser))", "realm=\(Self.quoted(challenge.realm))",
            "nonce=\(Self.quoted(challenge.nonce))", "uri=\(Self.quoted(target))",
            "response=\"\(hash("\(first):\(middle):\(second)"))\"",
        ]
        if challenge.namesAlgorithm { parts.append("algorithm=\(challenge.algorithm.rawValue)") }
        if let quality = challenge.quality { parts += ["qop=\(quality.rawValue)", "nc=\(number)"] }
        if challenge.quality != nil || challenge.algorithm.isForSession {
            parts.append("cnonce=\(Self.quoted(clientNonce))")
        }
        if let opaque = challenge.opaque { parts.append("opaque=\(Self.quoted(opaque))") }
        if challenge.hashesUser { parts.append("userhash=true") }
        return "Digest " + parts.joined(separator: ", ")
    }

    private func hash(_ text: String) -> String { challenge.algorithm.hash(text) }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
