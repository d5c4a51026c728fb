import CryptoExtras
import OIntCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The key of a service account: an account that belongs to a program, and signs for itself.
///
/// The address in a key file that says where tokens are issued is not read: a file must not decide where an assertion is
/// sent.
///
/// Source: https://developers.google.com/identity/protocols/oauth2/service-account#httprest
public struct ServiceAccountKey: Sendable {
    /// The account's address, such as `robot@project.iam.gserviceaccount.com`.
    public let email: String
    /// The key's id, by which the service finds its public half.
    public let keyID: String
    /// The private key in PEM.
    private let pem: Secret
    private let key: _RSA.Signing.PrivateKey

    /// Reads a key file.
    /// - Parameter file: The content of the file: JSON with `client_email`, `private_key_id` and `private_key`.
    /// - Throws: `UsageError` that names everything that is missing or can't be read, and shows no value.
    public init(file: [UInt8]) throws(UsageError) {
        guard let json = try? JSON(parsing: file) else { throw UsageError("the key file of a service account is JSON") }
        try self.init(json)
    }

    /// Reads a key.
    /// - Parameter json: What a key file holds.
    /// - Throws: `UsageError` that names everything that is missing or can't be read, and shows no value.
    public init(_ json: JSON) throws(UsageError) {
        if let type = json["type"]?.string, type != "service_account" {
            throw UsageError("the key file is one of type \(Quote.short(type)), and not of a service_account")
        }
        func text(_ name: String) -> String? {
            json[name]?.string.flatMap { text in text.trimmed.isEmpty ? nil : text }
        }
        let missing = ["client_email", "private_key_id", "private_key"].filter { text($0) == nil }
        guard missing.isEmpty, let email = text("client_email"), let keyID = text("private_key_id"),
            let pem = text("private_key")
        else { throw UsageError("the key file of the service account lacks \(missing.joined(separator: ", "))") }
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw UsageError(
                "private_key in the key file of the service account is no RSA key of 2048 bits or more in PEM")
        }
        self.email = email
        self.keyID = keyID
        self.pem = Secret(pem)
    }

    /// What must not be shown.
    public var secrets: [Secret] { [pem] }

    /// A signed statement that is exchanged for an access token: a JSON web token, signed with RS256.
    /// - Parameters:
    ///   - scopes: What the token is for.
    ///   - audience: The token address.
    ///   - subject: Whom the account acts for, where an administrator has allowed that; nil for itself.
    ///   - lifetime: How many seconds the statement is good; services take an hour at most.
    ///   - now: The time, in seconds since the beginning of 1970.
    /// - Returns: The statement.
    /// - Throws: `UsageError` when the key can't sign.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc7523#section-2.1
    public func assertion(
        scopes: [String], audience: String, subject: String? = nil, lifetime: Int = 3600, now: Int
    ) throws(UsageError) -> Secret {
        let header: JSON = ["alg": "RS256", "typ": "JWT", "kid": .string(keyID)]
        var claims: JSONObject = ["iss": .string(email)]
        if !scopes.isEmpty { claims.append("scope", .string(scopes.joined(separator: " "))) }
        claims.append("aud", .string(audience))
        claims.append("iat", JSON(now))
        claims.append("exp", JSON(now + lifetime))
        if let subject { claims.append("sub", .string(subject)) }
        let parts = [header, .object(claims)].map { Base64.urlSafe($0.text(.compact).utf8) }
        let statement = parts.joined(separator: ".")
        do {
            let signature = try key.signature(for: Data(statement.utf8), padding: .insecurePKCS1v1_5)
            return Secret(statement + "." + Base64.urlSafe(signature.rawRepresentation))
        } catch {
            throw UsageError("the key of the service account can't sign")
        }
    }
}
