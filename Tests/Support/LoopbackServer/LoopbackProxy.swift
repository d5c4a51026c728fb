import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An HTTP forward proxy on 127.0.0.1: CONNECT tunnels, and plain requests with an absolute target.
///
/// It never leaves the machine: it connects to `localhost`, `127.0.0.1` and `::1`, and for other hosts to the port that
/// ``Options/routes`` names; everything else is answered with 502. What passes through is not changed, faults included,
/// except that a plain request loses its `Proxy-…` fields and closes its connection when it is answered.
public final class LoopbackProxy: Sendable {
    /// How the proxy behaves.
    public struct Options: Sendable {
        /// The user and the password to ask for, or `nil` to ask for none; without them it answers 407.
        public var credentials: (user: String, password: String)?

        /// What it does with a request it would otherwise carry out.
        public var behaviour = Behaviour.forwards

        /// Where other hosts really are: `["api.example:443": server.port]`.
        public var routes: [String: Int] = [:]

        /// Creates the default options: no credentials, everything on this machine is forwarded.
        public init() {}
    }

    /// What a proxy does with a request.
    public enum Behaviour: Sendable {
        /// Carries it out.
        case forwards
        /// Answers with this status, for example 403.
        case refuses(status: Int)
        /// Closes the connection without an answer.
        case hangsUp
        /// Says nothing until the client leaves.
        case keepsSilent
    }

    /// A request as the proxy saw it.
    public struct Exchange: Sendable, Hashable {
        /// The method; `CONNECT` asks for a tunnel.
        public let method: String

        /// The target, as it was sent: `localhost:443` of a CONNECT, an absolute URI otherwise.
        public let target: String

        /// Whether there was a `Proxy-Authorization` field.
        public let hasCredentials: Bool

        /// Whether the credentials were the right ones; always `true` when the proxy asks for none.
        public let isAuthorized: Bool
    }

    /// The port on 127.0.0.1.
    public let port: Int

    /// The address: `http://127.0.0.1:PORT`.
    public let url: String

    private let listener: any Channel
    private let state: ProxyState

    private init(port: Int, listener: any Channel, state: ProxyState) {
        self.port = port
        self.url = "http://127.0.0.1:\(port)"
        self.listener = listener
        self.state = state
    }

    /// The requests so far, those refused included, in order.
    public var exchanges: [Exchange] {
        self.state.exchanges.withLockedValue { $0 }
    }

    /// Starts a proxy on a free port.
    /// - Parameter options: Credentials, behaviour, and where other hosts are.
    /// - Returns: The proxy. It runs until ``stop()``.
    /// - Throws: When no port can be had.
    public static func start(options: Options = Options()) async throws -> LoopbackProxy {
        let state = ProxyState(options: options)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator.forTransfers)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
                    try channel.pipeline.syncOperations.addHandlers([
                        TransportEdge(), decoder, ProxyConnectionHandler(decoder: decoder, state: state),
                    ])
                    state.connections.add(channel)
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return LoopbackProxy(port: listener.localAddress?.port ?? 0, listener: listener, state: state)
    }

    /// Closes the port, every connection and every tunnel.
    public func stop() async {
        try? await self.listener.close()
        await self.state.connections.closeAll()
    }
}

/// Runs a proxy for as long as a closure runs.
/// - Parameters:
///   - options: Credentials, behaviour, and where other hosts are.
///   - isolation: The actor the closure runs on.
///   - body: What is done with the proxy; it is stopped afterwards, also when this throws.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the proxy did not start.
public func withLoopbackProxy<Result>(
    options: LoopbackProxy.Options = LoopbackProxy.Options(),
    isolation: isolated (any Actor)? = #isolation,
    body: (LoopbackProxy) async throws -> Result
) async throws -> Result {
    let proxy = try await LoopbackProxy.start(options: options)
    do {
        let result = try await body(proxy)
        await proxy.stop()
        return result
    } catch {
        await proxy.stop()
        throw error
    }
}

/// What the connections of one proxy share.
final class ProxyState: Sendable {
    let options: LoopbackProxy.Options
    let connections = ConnectionRegistry()
    let exchanges = NIOLockedValueBox<[LoopbackProxy.Exchange]>([])

    init(options: LoopbackProxy.Options) {
        self.options = options
    }

    /// Notes a request, and says whether its credentials are good.
    func record(_ head: HTTPRequestHead) -> Bool {
        let field = head.headers.first(name: "Proxy-Authorization")
        let isAuthorized = self.options.credentials.map { Self.matches(field, $0) } ?? true
        let exchange = LoopbackProxy.Exchange(
            method: head.method.rawValue,
            target: head.uri,
            hasCredentials: field != nil,
            isAuthorized: isAuthorized
        )
        self.exchanges.withLockedValue { $0.append(exchange) }
        return isAuthorized
    }

    /// Finds the address to connect to, or `nil` where the proxy must not go.
    func address(of target: ProxyTarget) -> SocketAddress? {
        let isHere = ["localhost", "127.0.0.1", "::1"].contains { $0.matches(target.host) }
        let port = self.options.routes["\(target.host):\(target.port)"] ?? (isHere ? target.port : nil)
        return port.flatMap { try? SocketAddress(ipAddress: "127.0.0.1", port: $0) }
    }

    /// Compares a `Proxy-Authorization` with credentials; source: RFC 7617.
    private static func matches(_ field: String?, _ credentials: (user: String, password: String)) -> Bool {
        guard let field, let space = field.firstIndex(of: " ") else { return false }
        let expected = Data("\(credentials.user):\(credentials.password)".utf8).base64EncodedString()
        return String(field[..<space]).matches("Basic") && field[field.index(after: space)...] == expected
    }
}

/// Where a request to a proxy shall go.
struct ProxyTarget {
    let host: String
    let port: Int
    /// Path and query for the server; empty for a tunnel.
    let origin: String

    /// Reads the target of a CONNECT, `host:port` (RFC 9112 section 3.2.3).
    init?(authority text: String, defaultPort: Int? = nil, origin: String = "") {
        let end = text.hasPrefix("[") ? text.firstIndex(of: "]") : nil
        let colon = text[(end ?? text.startIndex)...].firstIndex(of: ":")
        let digits = colon.map { text[text.index(after: $0)...] }
        guard let port = digits.map({ Int($0) }) ?? defaultPort, (1...65535).contains(port) else { return nil }
        self.host = end.map { String(text[..<$0].dropFirst()) } ?? String(text[..<(colon ?? text.endIndex)])
        self.port = port
        self.origin = origin
        if self.host.isEmpty { return nil }
    }

    /// Reads an absolute target, `http://host:port/path?query` (RFC 9112 section 3.2.2).
    init?(absolute uri: String) {
        let scheme = "http://"
        guard String(uri.prefix(scheme.count)).matches(scheme) else { return nil }
        let rest = uri.dropFirst(scheme.count)
        let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
        let origin = String(rest[end...])
        self.init(
            authority: String(rest[..<end]), defaultPort: 80, origin: origin.hasPrefix("/") ? origin : "/" + origin)
    }
}
