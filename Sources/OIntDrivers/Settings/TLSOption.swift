import OIntCore

/// How the connection to a server is secured, as GetTlsSettings gives it.
public struct TLSOption: Sendable, Hashable {
    /// Whether the connection is encrypted.
    public var isUsed: Bool
    /// Whether any certificate will do; an attacker on the way can then read everything.
    public var acceptsInvalidCertificates: Bool
    /// The file with the authority that the server's certificate has to come from, in PEM; nil for those of the system.
    public var authorityFile: String?

    /// Creates settings.
    /// - Parameters:
    ///   - isUsed: Whether the connection is encrypted.
    ///   - acceptsInvalidCertificates: Whether any certificate will do.
    ///   - authorityFile: The file with the authority, in PEM; nil for those of the system.
    public init(isUsed: Bool = true, acceptsInvalidCertificates: Bool = false, authorityFile: String? = nil) {
        self.isUsed = isUsed
        self.acceptsInvalidCertificates = acceptsInvalidCertificates
        self.authorityFile = authorityFile
    }

    /// The settings as JSON: `use_tls`, `accept_invalid_certs`, and `ca_cert_path` where there is one.
    public var json: JSON {
        var object: JSONObject = [
            "use_tls": .bool(isUsed), "accept_invalid_certs": .bool(acceptsInvalidCertificates),
        ]
        if let authorityFile { object.append("ca_cert_path", .string(authorityFile)) }
        return .object(object)
    }
}

extension TLSOption: StructuredValue {
    /// `use_tls`, `accept_invalid_certs` and `ca_cert_path`; what is missing is false or none.
    public static let structure = Structure<TLSOption>(
        "GetTlsSettings puts them together",
        .member("use_tls", "whether the connection is encrypted", \.isUsed, default: false),
        .member(
            "accept_invalid_certs", "whether any certificate will do", \.acceptsInvalidCertificates, default: false),
        .member("ca_cert_path", "file with the authority, in PEM", \.authorityFile)
    ) { (isUsed: Bool, acceptsInvalid: Bool, file: String?) throws(OptionError) in
        TLSOption(isUsed: isUsed, acceptsInvalidCertificates: acceptsInvalid, authorityFile: file?.trimmed)
    }

    /// The settings say how the connection is secured.
    public static var optionRoles: OptionRoles { .protection }

    /// Encryption with a certificate from an authority that the system trusts.
    public var isFullyProtective: Bool { isUsed && !acceptsInvalidCertificates && authorityFile == nil }
}
