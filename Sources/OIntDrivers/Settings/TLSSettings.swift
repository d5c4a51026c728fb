import OIntCore

/// How the connection to a server is secured, as GetTlsSettings gives it.
public struct TLSSettings: Sendable, Hashable {
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

extension TLSSettings: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// Reads an object with `use_tls`, `accept_invalid_certs` and `ca_cert_path`; what is missing is false or none.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let reader = try SettingsReader(inputs, keys: ["use_tls", "accept_invalid_certs", "ca_cert_path"])
        self.init(
            isUsed: try reader.flag("use_tls"), acceptsInvalidCertificates: try reader.flag("accept_invalid_certs"),
            authorityFile: try reader.text("ca_cert_path")?.trimmed)
    }

    /// The settings as compact JSON.
    public var optionText: String { json.text(.compact) }
}
