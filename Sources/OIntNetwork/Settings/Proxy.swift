import OIntCore

/// A proxy.
public struct Proxy: Sendable, Hashable {
    /// The protocols proxies speak.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// HTTP: with the method `CONNECT`, and by absolute targets for plain HTTP.
        case http
        /// SOCKS version 4; this machine looks names up, and IPv6 can't be reached.
        case socks4
        /// SOCKS version 4a; the proxy looks names up.
        case socks4a
        /// SOCKS version 5; this machine looks names up.
        case socks5
        /// SOCKS version 5; the proxy looks names up.
        case socks5h

        /// Whether this machine looks up the names of hosts behind the proxy.
        package var looksNamesUpHere: Bool { self == .socks4 || self == .socks5 }
    }

    /// The protocol.
    public let kind: Kind
    /// The host.
    public let host: String
    /// The port.
    public let port: Int
    /// The user to log in as, with the password.
    public let credentials: Credentials?

    /// A user and a password.
    public struct Credentials: Sendable, Hashable {
        /// The user.
        public let user: String
        /// The password.
        public let password: Secret

        /// Creates credentials.
        /// - Parameters:
        ///   - user: The user.
        ///   - password: The password.
        public init(user: String, password: Secret) {
            self.user = user
            self.password = password
        }
    }

    /// Creates a proxy.
    /// - Parameters:
    ///   - kind: The protocol.
    ///   - host: The host.
    ///   - port: The port.
    ///   - credentials: The user to log in as; SOCKS 4 knows users without passwords only.
    /// - Throws: `UsageError` when the protocol has no form for the credentials.
    public init(kind: Kind = .http, host: String, port: Int, credentials: Credentials? = nil) throws(UsageError) {
        if let credentials {
            let (user, password) = (credentials.user.utf8, credentials.password.exposed.utf8)
            switch kind {
            case .http:
                break
            case .socks4, .socks4a:
                guard password.isEmpty else {
                    throw UsageError("SOCKS 4 knows no passwords: give the user alone, or use socks5://")
                }
                guard !user.contains(0) else { throw UsageError("the name of the proxy's user can't hold a zero byte") }
            case .socks5, .socks5h:
                guard 1...255 ~= user.count, password.count <= 255 else {
                    throw UsageError("SOCKS 5 takes a user of 1 to 255 bytes and a password of 255 bytes at most")
                }
            }
        }
        self.kind = kind
        self.host = host
        self.port = port
        self.credentials = credentials
    }

    /// Reads a proxy as curl does: `[PROTOCOL://][user:password@]host[:port]`, port 1080 by default.
    ///
    /// The protocol is one of `http`, `socks4`, `socks4a`, `socks5` and `socks5h`; `socks` is SOCKS 5 with names looked up
    /// by the proxy. Source: https://curl.se/docs/manpage.html#-x
    /// - Parameter text: The proxy.
    /// - Throws: `UsageError` when the text is none, or names a protocol that is not supported.
    public init(_ text: String) throws(UsageError) {
        var rest = Substring(text)
        var kind = Kind.http
        if let mark = rest.firstRange(of: "://") {
            let scheme = rest[..<mark.lowerBound].lowercased()
            guard let named = scheme == "socks" ? .socks5h : Kind(rawValue: scheme) else {
                let names = Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("a proxy speaks one of \(names), not \(Quote.short(scheme))")
            }
            kind = named
            rest = rest[mark.upperBound...]
        }
        rest = rest.prefix { $0 != "/" }
        var credentials: Credentials?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map {
                String(decoding: PercentEncoding.decoded(String($0)) ?? Array($0.utf8), as: UTF8.self)
            }
            credentials = Credentials(user: decoded[0], password: Secret(decoded.count > 1 ? decoded[1] : ""))
            rest = rest[rest.index(after: at)...]
        }
        var port = 1080
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            guard let number = Int(rest[rest.index(after: colon)...]), (1...65535).contains(number) else {
                throw UsageError("the port of the proxy must be a number from 1 to 65535")
            }
            port = number
            rest = rest[..<colon]
        }
        let host = String(rest.filter { $0 != "[" && $0 != "]" })
        guard !host.isEmpty else { throw UsageError("the proxy needs a host, as in http://proxy.example.com:3128") }
        try self.init(kind: kind, host: host, port: port, credentials: credentials)
    }

    /// Host and port.
    package var endpoint: Endpoint { Endpoint(host: host, port: port) }
}
