import OIntCore

/// What a connection goes through, as GetProxySettings gives it.
public struct ProxyServer: Sendable, Hashable {
    /// What the server speaks.
    public enum Kind: String, Sendable, Hashable, CaseIterable, OptionChoice {
        /// The word decides nothing by itself.
        public static var optionRoles: OptionRoles { [] }

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

extension ProxyServer: StructuredValue {
    /// `server`, `port`, `proxy_type`, `login` and `password`.
    public static let structure = Structure<ProxyServer>(
        "GetProxySettings puts them together",
        .member("server", "name or address", \.host),
        .member("port", "port", \.port),
        .member("proxy_type", "socks5, socks4 or http", \.kind, default: .socks5),
        .member("login", "name of the user", \.login),
        .member("password", "password of the user", \.password)
    ) { (host: String, port: Int, kind: Kind, login: String?, password: Secret?) throws(OptionError) in
        guard (1...65535).contains(port) else {
            throw OptionError("has the port \(port); give a number from 1 to 65535")
        }
        return ProxyServer(host: host.trimmed, port: port, kind: kind, login: login, password: password)
    }

    /// The settings say where the connection goes first.
    public static var optionRoles: OptionRoles { .destination }

    /// The proxy.
    public var destinations: [Destination] { [Destination(scheme: kind.rawValue, host: host, port: port)] }
}
