import OIntCore

/// A host and a port.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// The host: a name, or a number without brackets.
    public let host: String
    /// The port.
    public let port: Int

    /// Creates an endpoint.
    /// - Parameters:
    ///   - host: A name or a number; brackets around an IPv6 number are taken off.
    ///   - port: The port.
    public init(host: String, port: Int) {
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }

    /// The host as it stands in addresses: an IPv6 number in brackets.
    public var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

    /// Host and port, for messages: `example.com:443`, `[::1]:443`.
    public var description: String { "\(bracketedHost):\(port)" }
}
