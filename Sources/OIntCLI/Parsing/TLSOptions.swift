import OIntCore
import OIntNetwork

/// What the standard options say about encryption.
struct TLSOptions: Sendable, Equatable {
    /// The path of the certificate that shows who calls.
    var certificate: String?
    /// The path of its private key.
    var key: String?
    /// The password of the private key.
    var keyPassword: Secret?
    /// The path of the authorities to trust.
    var authorities: String?
    /// Whether any certificate is accepted.
    var isInsecure = false

    /// Creates options that say nothing.
    init() {}

    /// Reads the value of the key `tls` of `--config`.
    /// - Parameter value: The value.
    /// - Throws: `OptionError` when it can't be read.
    init(_ value: JSON) throws(OptionError) {
        guard let object = value.object else { throw OptionError("wants an object in tls") }
        for member in object {
            switch (member.key, member.value.string, member.value.bool) {
            case ("cert", let path?, _): certificate = path
            case ("key", let path?, _): key = path
            case ("key_password", let text?, _): keyPassword = Secret(text)
            case ("cacert", let path?, _): authorities = path
            case ("insecure", _, let flag?): isInsecure = flag
            case ("cert", _, _), ("key", _, _), ("key_password", _, _), ("cacert", _, _):
                throw OptionError("wants a text in \(member.key) inside tls")
            case ("insecure", _, _): throw OptionError("wants true or false in insecure inside tls")
            default:
                throw OptionError(
                    "has the key \(Quote.short(member.key)) inside tls, which is none of cert, key, key_password, cacert, insecure"
                )
            }
        }
    }

    /// What reads as these options; nil where they say nothing.
    var json: JSON? {
        guard self != TLSOptions() else { return nil }
        var object: JSONObject = ["insecure": .bool(isInsecure)]
        object["cert"] = certificate.map { .string($0) }
        object["key"] = key.map { .string($0) }
        object["key_password"] = keyPassword.map { .string($0.exposed) }
        object["cacert"] = authorities.map { .string($0) }
        return .object(object)
    }

    /// The standard options that say it.
    var given: [StandardOption] {
        [
            (StandardOption.cert, certificate != nil), (.key, key != nil), (.keyPassword, keyPassword != nil),
            (.cacert, authorities != nil), (.insecure, isInsecure),
        ].filter(\.1).map(\.0)
    }

    /// What is wrong with options that don't go together.
    var problems: [UsageProblem] {
        var problems: [UsageProblem] = []
        if certificate == nil, key != nil {
            problems.append(.unreadable(option: "key", reason: "belongs to a certificate: name it by --cert"))
        }
        if certificate == nil, keyPassword != nil {
            problems.append(
                .unreadable(option: "key-password", reason: "belongs to the key of a certificate: name it by --cert"))
        }
        return problems
    }

    /// Changes settings as the options say.
    func apply(to settings: inout TLSSettings) {
        if let authorities { settings.trust = .file(authorities) }
        if isInsecure { settings.verifiesServer = false }
        if let certificate {
            settings.certificate = ClientCertificate(path: certificate, keyPath: key, password: keyPassword)
        }
    }
}
