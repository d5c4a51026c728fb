import OIntCore

/// Which proxy to use for which host.
public struct ProxySettings: Sendable, Hashable {
    /// The proxy for https addresses, and for every other connection but plain HTTP.
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

    /// The proxy on the way to an endpoint, or nil when it is reached directly.
    /// - Parameters:
    ///   - endpoint: Where the connection goes.
    ///   - isPlainHTTP: Whether plain HTTP is spoken there, which has a proxy of its own.
    /// - Returns: The proxy.
    public func proxy(for endpoint: Endpoint, isPlainHTTP: Bool = false) -> Proxy? {
        guard let proxy = isPlainHTTP ? http : https else { return nil }
        return exceptions.contains { Self.matches(endpoint, $0) } ? nil : proxy
    }

    /// Whether an entry of `NO_PROXY` means an endpoint: `*`, a domain with all below it, a number, a range of numbers.
    private static func matches(_ endpoint: Endpoint, _ entry: String) -> Bool {
        if entry == "*" { return true }
        let host = plain(endpoint.host[...]).lowercased()
        var name = Substring(entry.lowercased())
        if let slash = name.firstIndex(of: "/") {
            guard let width = Int(name[name.index(after: slash)...]) else { return false }
            return isInRange(host, of: plain(name[..<slash]), width: width)
        }
        if let colon = name.lastIndex(of: ":"), name.filter({ $0 == ":" }).count == 1 {
            guard Int(name[name.index(after: colon)...]) == endpoint.port else { return false }
            name = name[..<colon]
        }
        // A number is no domain, of which a part would be another one; and it has more than one spelling.
        if let number = IPAddress.bytes(host) { return number == IPAddress.bytes(plain(name)) }
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
        guard let host = IPAddress.bytes(host), let network = IPAddress.bytes(network), host.count == network.count,
            (0...host.count * 8).contains(width)
        else { return false }
        return zip(host, network).enumerated().allSatisfy { index, pair in
            let bits = min(max(width - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            return pair.0 & mask == pair.1 & mask
        }
    }
}
