import OIntCore
import OIntDrivers

/// Everything that is needed to open a connection.
struct ConnectionPlan: Sendable {
    /// The server, and who connects to it.
    private(set) var address: ServerAddress
    /// How the connection is secured.
    let security: ServerSecurity

    /// Where the server is, for errors and previews.
    var place: String {
        if let socket = address.socket { return socket }
        return address.host.contains(":") ? "[\(address.host)]:\(address.port)" : "\(address.host):\(address.port)"
    }

    /// Everything that tells the connection from others.
    var parts: [String] {
        [
            place, address.user ?? "", address.password ?? "", address.base ?? "", "\(security)",
            "\(address.connectSeconds)",
        ]
    }

    /// Puts the options together.
    /// - Parameters:
    ///   - string: The connection string; nil for the server on this machine.
    ///   - tls: How the connection is secured; nil for what the connection string says.
    /// - Throws: `UsageError` when the options contradict each other.
    init(_ string: ConnectionString?, _ tls: TLSOption?) throws(UsageError) {
        address = string?.address ?? ServerAddress()
        guard let tls else {
            security = address.security ?? .none
            return
        }
        let wanted: ServerSecurity =
            !tls.isUsed
            ? .none : tls.acceptsInvalidCertificates ? .encrypted : .verified(authority: tls.authorityFile)
        if let given = address.security, given != wanted {
            throw UsageError(
                "--tls and the connection string's ssl-mode or ssl-ca ask for different things: leave out one of them")
        }
        security = wanted
    }

    /// Allows less time for connecting.
    mutating func limitConnecting(toSeconds seconds: UInt32) {
        address.connectSeconds = min(address.connectSeconds, seconds)
    }
}
