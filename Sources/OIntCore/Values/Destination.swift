/// A place that a call connects to, as far as it decides who gets what is sent.
///
/// Two that are equal lead to the same server over the same protocol; paths and user names make no difference.
public struct Destination: Sendable, Hashable {
    /// The protocol, in lower case, such as `https`.
    public let scheme: String
    /// The name or number of the host, in lower case and without brackets; or the path of a socket.
    public let host: String
    /// The port; nil where the protocol's own one is meant.
    public let port: Int?

    /// Names a place.
    /// - Parameters:
    ///   - scheme: The protocol, such as `https`.
    ///   - host: The name or number of the host, or the path of a socket.
    ///   - port: The port; nil for the protocol's own one.
    public init(scheme: String, host: String, port: Int? = nil) {
        self.scheme = scheme.lowercased()
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.host = bare.hasPrefix("/") ? bare : bare.lowercased()
        self.port = port == Self.usualPorts[self.scheme] ? nil : port
    }

    /// Reads an address with a scheme; user, path, query and fragment are left out.
    /// - Parameter address: Such as `https://api.example.com:8443/v1`.
    /// - Returns: Nil when there is no scheme or no host, or the port is no number.
    public init?(address: String) {
        guard let mark = address.firstRange(of: "://"), mark.lowerBound > address.startIndex else { return nil }
        let authority = address[mark.upperBound...].prefix { !"/?#\\".contains($0) }
        var rest = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        var port: Int?
        let lastBracket = rest.lastIndex(of: "]") ?? rest.startIndex
        if let colon = rest[lastBracket...].lastIndex(of: ":") {
            let digits = rest[rest.index(after: colon)...]
            guard let number = Int(digits), (0...65535).contains(number) else { return nil }
            port = number
            rest = rest[..<colon]
        }
        guard !rest.isEmpty else { return nil }
        self.init(scheme: String(address[..<mark.lowerBound]), host: String(rest), port: port)
    }

    private static let usualPorts = ["http": 80, "https": 443, "ws": 80, "wss": 443, "postgresql": 5432]
}

extension Destination: CustomStringConvertible {
    /// The host, and the port where it is not the usual one; the protocol only where it is `http`, which protects nothing.
    public var description: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        return (scheme == "http" ? "http://" : "") + shown + (port.map { ":\($0)" } ?? "")
    }
}
