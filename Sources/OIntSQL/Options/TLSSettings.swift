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

    /// The settings say how the connection is secured.
    public static var optionRoles: OptionRoles { .protection }

    /// Reads an object with `use_tls`, `accept_invalid_certs` and `ca_cert_path`; what is missing is false or none.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let object = try JSONObject(option: inputs)
        func flag(_ key: String) throws(OptionError) -> Bool {
            switch object[key] {
            case nil, .null: return false
            case .bool(let flag): return flag
            case .string(let word): return try Bool(option: [OptionInput(word)])
            default: throw OptionError("has a \(key) that is neither true nor false")
            }
        }
        for key in object.keys where !["use_tls", "accept_invalid_certs", "ca_cert_path"].contains(key) {
            throw OptionError(
                "has the key \(Quote.short(key)); the settings are use_tls, accept_invalid_certs and ca_cert_path")
        }
        if let path = object["ca_cert_path"], path.string == nil, !path.isNull {
            throw OptionError("has a ca_cert_path that is no text")
        }
        let path = object["ca_cert_path"]?.string?.trimmed ?? ""
        self.init(
            isUsed: try flag("use_tls"), acceptsInvalidCertificates: try flag("accept_invalid_certs"),
            authorityFile: path.isEmpty ? nil : path)
    }

    /// Encryption with a certificate from an authority that the system trusts.
    public var isFullyProtective: Bool { isUsed && !acceptsInvalidCertificates && authorityFile == nil }

    /// The settings as compact JSON.
    public var optionText: String { json.text(.compact) }
}
