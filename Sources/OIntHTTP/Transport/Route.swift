import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import OIntCore
import OIntNetwork

/// The way that requests take, and what is done with them on it; the client has a pool of connections for each.
struct Route: Hashable {
    /// How the service is reached.
    enum Way: Hashable {
        /// The client connects to the service, and encrypts.
        case direct
        /// The client connects to a proxy, which gets whole requests: plain HTTP.
        case forwarding(Proxy)
        /// The client connects to a proxy, which passes bytes on to a service, or to the service itself; what else belongs to
        /// the connection is done by a ``Link``.
        case link(to: Endpoint, through: Proxy?, isEncrypted: Bool)
    }

    /// How the service is reached.
    let way: Way
    /// Whether a proxy connects to the service, and not this program.
    var leadsThroughProxy: Bool {
        switch way {
        case .direct, .link(_, through: nil, _): false
        case .forwarding, .link: true
        }
    }

    /// Whether answers that come compressed are unpacked.
    let unpacksAnswers: Bool
    /// Whether bodies are sent piece by piece: a small one fits into the system's buffers, and can't stand still.
    let streamsBodies: Bool

    /// The way to an address.
    /// - Parameters:
    ///   - address: The address.
    ///   - proxy: The proxy on the way.
    ///   - tls: How connections are encrypted.
    static func way(to address: Address, through proxy: Proxy?, _ tls: TLSSettings) -> Way {
        let isEncrypted = address.scheme == "https"
        if let proxy, proxy.kind == .http, !isEncrypted { return .forwarding(proxy) }
        // The client asks for no other name than the host's own.
        guard proxy != nil || isEncrypted && tls.serverName != nil else { return .direct }
        return .link(to: address.endpoint, through: proxy, isEncrypted: isEncrypted)
    }

    /// The address that the client is given, so that it connects where the way begins.
    ///
    /// Path and query are those of the request.
    /// - Parameter address: The address of the request.
    func clientAddress(_ address: Address) -> String {
        let first: Endpoint
        switch way {
        case .direct: return address.text
        case .forwarding(let proxy): first = proxy.endpoint
        case .link(let target, let proxy, _): first = proxy?.endpoint ?? target
        }
        let (path, query) = address.resource
        return "http://\(first)" + (path.isEmpty ? "/" : path) + (query.isEmpty ? "" : "?\(query)")
    }

    /// Whether a status is the proxy's own word, not that of the service: it wants a user and a password.
    /// - Parameter status: The status.
    func isRefusedByProxy(_ status: UInt) -> Bool { if case .forwarding = way { status == 407 } else { false } }

    /// The headers that the way needs besides those of the request.
    /// - Parameter address: The address of the request.
    func headers(_ address: Address) -> [(name: String, value: String)] {
        switch way {
        case .direct: return []
        case .link: return [("Host", address.authority)]
        case .forwarding(let proxy):
            let credentials = proxy.credentials.map { ("Proxy-Authorization", $0.basic) }
            return [("Host", address.authority)] + (credentials.map { [$0] } ?? [])
        }
    }

    /// What connections need that the client does not give them; nil for nothing.
    /// - Parameter network: How connections are opened.
    /// - Throws: `LocalError` when a file of certificates can't be used.
    func link(_ network: NetworkSettings) throws -> Link? {
        guard case .link(let target, let proxy, let isEncrypted) = way else { return nil }
        return try Link(
            to: target, through: proxy, tls: isEncrypted ? network.tls : nil, protocols: ["http/1.1"],
            limit: network.connectTimeout)
    }

    /// Adds to a connection what stands between the network and the client.
    /// - Parameters:
    ///   - channel: The connection, with the handlers of the client.
    ///   - unpacking: How far answers may grow.
    func addHandlers(to channel: any Channel, unpacking: UnpackingLimit) throws {
        let pipeline = channel.pipeline.syncOperations
        let repair = FramingRepair()
        let edge: [any ChannelHandler] = [FlushConsolidation(), repair]
        if let encryption = try? pipeline.handler(type: NIOSSLClientHandler.self) {
            try pipeline.addHandlers(edge, position: .after(encryption))
        } else {
            try pipeline.addHandlers(edge, position: .first)
        }
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        let isAbsolute = if case .forwarding = way { true } else { false }
        var inner: [any ChannelHandler] = [RequestTarget(isAbsolute: isAbsolute, repair: repair)]
        if unpacksAnswers { inner.append(ContentUnpacker(limit: unpacking)) }
        try pipeline.addHandlers(inner, position: .after(parser))
    }
}
