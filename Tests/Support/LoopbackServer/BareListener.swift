import NIOCore
import NIOPosix

/// A port on 127.0.0.1 behind which there is no server worth the name.
public final class BareListener: Sendable {
    /// How the port treats whoever connects.
    public enum Behaviour: Sendable {
        /// Nothing listens: the connection is refused.
        case refuses
        /// Accepts, then closes its side at once (FIN), and lets the client talk to nobody.
        case closes
        /// Accepts, then resets (TCP RST) when the client says its first word; earlier, the client might take the reset
        /// for a refusal.
        case resets
        /// Accepts, then says nothing until the client leaves: a TLS handshake or a reply that never comes.
        case keepsSilent
        /// Accepts, says this, then nothing more until the client leaves: no TLS to a client that wants TLS.
        case says([UInt8])
    }

    /// The port on 127.0.0.1.
    public let port: Int

    private let channels: [any Channel]
    private let connections: ConnectionRegistry

    private init(port: Int, channels: [any Channel], connections: ConnectionRegistry) {
        self.port = port
        self.channels = channels
        self.connections = connections
    }

    /// How many connections were accepted so far.
    public var acceptedConnections: Int {
        self.connections.acceptedCount
    }

    /// Starts a listener on a free port.
    /// - Parameter behaviour: How it treats whoever connects.
    /// - Returns: The listener. It runs until ``stop()``.
    /// - Throws: When no port can be had.
    public static func start(_ behaviour: Behaviour) async throws -> BareListener {
        let group = MultiThreadedEventLoopGroup.singleton
        let connections = ConnectionRegistry()
        let listener = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([TransportEdge(), BareHandler(behaviour)])
                    connections.add(channel)
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        guard case .refuses = behaviour, let address = listener.localAddress else {
            return BareListener(
                port: listener.localAddress?.port ?? 0,
                channels: [listener],
                connections: connections
            )
        }
        // A port that was closed again might be given to somebody else. One that is bound by the client's side of an
        // open connection is taken, and nothing listens on it.
        let client = try await ClientBootstrap(group: group)
            .bind(to: SocketAddress(ipAddress: "127.0.0.1", port: 0))
            .connect(to: address)
            .get()
        return BareListener(
            port: client.localAddress?.port ?? 0,
            channels: [client, listener],
            connections: connections
        )
    }

    /// Closes the port and every connection.
    public func stop() async {
        for channel in self.channels { try? await channel.close() }
        await self.connections.closeAll()
    }
}

/// Runs a listener for as long as a closure runs.
/// - Parameters:
///   - behaviour: How it treats whoever connects.
///   - isolation: The actor the closure runs on.
///   - body: What is done with the listener; it is stopped afterwards, also when this throws.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the listener did not start.
public func withBareListener<Result>(
    _ behaviour: BareListener.Behaviour,
    isolation: isolated (any Actor)? = #isolation,
    body: (BareListener) async throws -> Result
) async throws -> Result {
    let listener = try await BareListener.start(behaviour)
    do {
        let result = try await body(listener)
        await listener.stop()
        return result
    } catch {
        await listener.stop()
        throw error
    }
}

/// Treats one connection as told; what the client sends is read and dropped.
private final class BareHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let behaviour: BareListener.Behaviour

    init(_ behaviour: BareListener.Behaviour) {
        self.behaviour = behaviour
    }

    func channelActive(context: ChannelHandlerContext) {
        switch self.behaviour {
        case .closes: context.close(mode: .output, promise: nil)
        case .says(let bytes): context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .refuses, .resets, .keepsSilent: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .resets = self.behaviour { context.channel.resetConnection() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
