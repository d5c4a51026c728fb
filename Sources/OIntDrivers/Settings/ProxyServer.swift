import OIntCore

/// What a connection goes through, as GetProxySettings gives it.
public struct ProxyServer: Sendable, Hashable {
    /// What the server speaks.
    public enum Kind: String, Sendable, Hashable, CaseIterable, OptionChoice {
        /// SOCKS 5, RFC 1928.
        case socks5
        /// SOCKS 4.
        case socks4
        /// CONNECT of HTTP, RFC 9110.
        case http
    }

    /// The server's name or address.
    public var host: String
    /// The server's port.
    public var port: Int
    /// What the server speaks.
    public var kind: Kind
    /// The name of the user, where one has to log in.
    public var login: String?
    /// The user's password.
    public var password: Secret?

    /// Creates settings.
    /// - Parameters:
    ///   - host: The server's name or address.
    ///   - port: The server's port.
    ///   - kind: What the server speaks.
    ///   - login: The name of the user, where one has to log in.
    ///   - password: The user's password.
    public init(host: String, port: Int, kind: Kind = .socks5, login: String? = nil, password: Secret? = nil) {
        self.host = host
        self.port = port
        self.kind = kind
        self.login = login
        self.password = password
    }

    /// The settings as JSON: `server`, `port`, `proxy_type`, and `login` and `password` where there are any; the password
    /// is not masked.
    public var json: JSON {
        var object: JSONObject = [
            "server": .string(host), "port": .number(JSONNumber(port)), "proxy_type": .string(kind.rawValue),
        ]
        if let login { object.append("login", .string(login)) }
        if let password { object.append("password", .string(password.exposed)) }
        return .object(object)
    }
}

extension ProxyServer: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// Reads an object with `server`, `port`, `proxy_type`, `login` and `password`.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let reader = try SettingsReader(inputs, keys: ["server", "port", "proxy_type", "login", "password"])
        let word = try reader.text("proxy_type")?.trimmed.lowercased() ?? Kind.socks5.rawValue
        guard let kind = Kind(rawValue: word) else {
            throw OptionError("has the proxy_type \(Quote.short(word)); write socks5, socks4 or http")
        }
        self.init(
            host: try reader.required("server").trimmed, port: try reader.port("port"), kind: kind,
            login: try reader.text("login"), password: try reader.text("password").map { Secret($0) })
    }

    /// The settings as compact JSON, the password masked.
    public var optionText: String {
        var shown = self
        if password != nil { shown.password = Secret(Secret.mask) }
        return shown.json.text(.compact)
    }

    /// The password.
    public var secrets: [Secret] { password.map { [$0] } ?? [] }
}
