import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A proxy.
public struct Proxy: Sendable, Hashable {
    /// The protocols proxies speak.
    public enum Kind: String, Sendable, Hashable {
        /// HTTP, with the method `CONNECT`.
        case http
        /// SOCKS version 5.
        case socks5
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
    ///   - credentials: The user to log in as; for HTTP proxies only.
    /// - Throws: `UsageError` when the combination is not supported.
    public init(kind: Kind = .http, host: String, port: Int, credentials: Credentials? = nil) throws(UsageError) {
        guard kind == .http || credentials == nil else {
            throw UsageError("a SOCKS5 proxy can't be given a user and a password here")
        }
        self.kind = kind
        self.host = host
        self.port = port
        self.credentials = credentials
    }

    /// Reads a proxy as curl does: `[http://|socks5://][user:password@]host[:port]`, port 1080 by default.
    /// - Parameter text: The proxy.
    /// - Throws: `UsageError` when the text is none, or names a protocol that is not supported.
    public init(_ text: String) throws(UsageError) {
        var rest = Substring(text)
        var kind = Kind.http
        if let mark = rest.firstRange(of: "://") {
            switch rest[..<mark.lowerBound].lowercased() {
            case "http": kind = .http
            case "socks5", "socks5h", "socks": kind = .socks5
            case let scheme: throw UsageError("a proxy speaks http or socks5, not \(Quote.short(scheme))")
            }
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
}

/// Which proxy to use for which host.
public struct ProxySettings: Sendable {
    /// The proxy for https addresses.
    public var https: Proxy?
    /// The proxy for http addresses.
    public var http: Proxy?
    /// The hosts that are reached without one.
    public var exceptions: [String] = []

    /// Creates settings without a proxy.
    public init() {}

    /// Creates settings with one proxy for everything.
    /// - Parameter proxy: The proxy.
    public init(_ proxy: Proxy) {
        https = proxy
        http = proxy
    }

    /// Reads the variables curl reads; names in lower case come before those in capitals.
    ///
    /// `HTTP_PROXY` in capitals is not obeyed inside a CGI program, where it is whatever a request's `Proxy` header
    /// says.
    /// - Parameter environment: The variables.
    /// - Throws: `UsageError` when a variable can't be read.
    public init(environment: [String: String]) throws(UsageError) {
        func variable(_ name: String) -> (name: String, value: String)? {
            for spelling in [name.lowercased(), name.uppercased()] {
                if spelling == "HTTP_PROXY", environment["REQUEST_METHOD"] != nil { continue }
                if let value = environment[spelling], !value.isEmpty { return (spelling, value) }
            }
            return nil
        }
        func proxy(_ name: String) throws(UsageError) -> Proxy? {
            guard let found = variable(name) ?? variable("all_proxy") else { return nil }
            do {
                return try Proxy(found.value)
            } catch {
                throw UsageError("the environment variable \(found.name) can't be used: \(error)")
            }
        }
        https = try proxy("https_proxy")
        http = try proxy("http_proxy")
        exceptions = (variable("no_proxy")?.value ?? "").split { $0 == "," || $0.isWhitespace }.map { String($0) }
    }

    /// The proxy for an address, or nil when it is reached directly.
    /// - Parameter address: The address.
    /// - Returns: The proxy.
    public func proxy(for address: Address) -> Proxy? {
        guard let proxy = address.scheme == "https" ? https : http else { return nil }
        return exceptions.contains { Self.matches(address, $0) } ? nil : proxy
    }

    /// Whether an entry of `NO_PROXY` means an address: `*`, a domain with all below it, a number, a range of numbers.
    private static func matches(_ address: Address, _ entry: String) -> Bool {
        if entry == "*" { return true }
        let host = plain(address.host[...])
        var name = Substring(entry.lowercased())
        if let slash = name.firstIndex(of: "/") {
            guard let width = Int(name[name.index(after: slash)...]) else { return false }
            return isInRange(host, of: plain(name[..<slash]), width: width)
        }
        if let colon = name.lastIndex(of: ":"), name.filter({ $0 == ":" }).count == 1 {
            guard Int(name[name.index(after: colon)...]) == address.port else { return false }
            name = name[..<colon]
        }
        // A number is no domain, of which a part would be another one; and it has more than one spelling.
        if let number = addressBytes(host) { return number == addressBytes(plain(name)) }
        name = name.drop { $0 == "." || $0 == "*" }
        if name.last == "." { name.removeLast() }
        return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }

    /// A host without the brackets of a number and the dot that ends a full name.
    private static func plain(_ host: Substring) -> String {
        let host = host.filter { $0 != "[" && $0 != "]" }
        return host.hasSuffix(".") ? String(host.dropLast()) : host
    }

    private static func isInRange(_ host: String, of network: String, width: Int) -> Bool {
        guard let host = addressBytes(host), let network = addressBytes(network), host.count == network.count,
            (0...host.count * 8).contains(width)
        else { return false }
        return zip(host, network).enumerated().allSatisfy { index, pair in
            let bits = min(max(width - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            return pair.0 & mask == pair.1 & mask
        }
    }

    private static func addressBytes(_ text: String) -> [UInt8]? {
        for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: size)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
