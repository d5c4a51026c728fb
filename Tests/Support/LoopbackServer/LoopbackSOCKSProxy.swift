import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// A SOCKS proxy on 127.0.0.1, of the versions 4, 4a and 5.
///
/// It never leaves the machine: whatever host it is asked for, it connects to 127.0.0.1, to the port that
/// ``Options/routes`` names or else to the one it is asked for.
public final class LoopbackSOCKSProxy: Sendable {
    /// How the proxy behaves.
    public struct Options: Sendable {
        /// The user and the password to ask for in version 5, or `nil` to ask for none.
        public var credentials: (user: String, password: String)?

        /// The code with which every request is refused; `nil` to carry it out.
        public var refusal: UInt8?

        /// Whether the proxy takes connections and says nothing.
        public var keepsSilent = false

        /// Where other hosts really are: `["api.example:443": server.port]`.
        public var routes: [String: Int] = [:]

        /// Creates the default options: no credentials, everything on this machine is reached.
        public init() {}
    }

    /// A request as the proxy saw it.
    public struct Exchange: Sendable, Hashable {
        /// The version: 4 or 5.
        public let version: UInt8

        /// The host and the port, as they were sent: `localhost:443`, `127.0.0.1:443`.
        public let target: String

        /// The user who asked; empty for none.
        public let user: String
    }

    /// The port on 127.0.0.1.
    public let port: Int

    private let listener: any Channel
    private let state: SOCKSProxyState

    private init(port: Int, listener: any Channel, state: SOCKSProxyState) {
        self.port = port
        self.listener = listener
        self.state = state
    }

    /// The requests so far, those refused included, in order.
    public var exchanges: [Exchange] {
        self.state.exchanges.withLockedValue { $0 }
    }

    /// Starts a proxy on a free port.
    /// - Parameter options: Credentials, refusals, and where hosts are.
    /// - Returns: The proxy. It runs until ``stop()``.
    /// - Throws: When no port can be had.
    public static func start(options: Options = Options()) async throws -> LoopbackSOCKSProxy {
        let state = SOCKSProxyState(options: options)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([TransportEdge(), SOCKSConnectionHandler(state)])
                    state.connections.add(channel)
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return LoopbackSOCKSProxy(port: listener.localAddress?.port ?? 0, listener: listener, state: state)
    }

    /// Closes the port and every connection.
    public func stop() async {
        try? await self.listener.close()
        await self.state.connections.closeAll()
    }
}

/// Runs a SOCKS proxy for as long as a closure runs.
/// - Parameters:
///   - options: Credentials, refusals, and where hosts are.
///   - isolation: The actor the closure runs on.
///   - body: What is done with the proxy; it is stopped afterwards, also when this throws.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the proxy did not start.
public func withLoopbackSOCKSProxy<Result>(
    options: LoopbackSOCKSProxy.Options = LoopbackSOCKSProxy.Options(),
    isolation: isolated (any Actor)? = #isolation,
    body: (LoopbackSOCKSProxy) async throws -> Result
) async throws -> Result {
    let proxy = try await LoopbackSOCKSProxy.start(options: options)
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
final class SOCKSProxyState: Sendable {
    let options: LoopbackSOCKSProxy.Options
    let connections = ConnectionRegistry()
    let exchanges = NIOLockedValueBox<[LoopbackSOCKSProxy.Exchange]>([])

    init(options: LoopbackSOCKSProxy.Options) {
        self.options = options
    }
}

/// One connection of a SOCKS proxy: takes one request, connects, and hands the bytes over.
final class SOCKSConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase { case beginning, login, request, done }

    private let state: SOCKSProxyState
    private var phase = Phase.beginning
    private var received = ByteBuffer()
    private var user = ""

    init(_ state: SOCKSProxyState) {
        self.state = state
    }

    func channelActive(context: ChannelHandlerContext) {
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received.writeImmutableBuffer(self.unwrapInboundIn(data))
        if self.state.options.keepsSilent { return }
        while self.advance(context) {}
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if self.phase != .done { context.read() }
    }

    /// Takes the next message; false when it is not there as a whole.
    private func advance(_ context: ChannelHandlerContext) -> Bool {
        let bytes = Array(self.received.readableBytesView)
        switch self.phase {
        case .beginning:
            guard bytes.count >= 2 else { return false }
            if bytes[0] == 4 { return self.version4(bytes, context) }
            guard bytes.count >= 2 + Int(bytes[1]) else { return false }
            self.received.moveReaderIndex(forwardBy: 2 + Int(bytes[1]))
            let offered = bytes[2..<(2 + Int(bytes[1]))]
            let method: UInt8 = self.state.options.credentials == nil ? 0 : 2
            guard offered.contains(method) else {
                self.end([5, 0xFF], context)
                return false
            }
            self.say([5, method], context)
            self.phase = method == 2 ? .login : .request
            return true
        case .login:
            guard bytes.count >= 2, bytes.count >= 3 + Int(bytes[1]) else { return false }
            let userEnd = 2 + Int(bytes[1])
            let passwordEnd = userEnd + 1 + Int(bytes[userEnd])
            guard bytes.count >= passwordEnd else { return false }
            self.received.moveReaderIndex(forwardBy: passwordEnd)
            self.user = String(decoding: bytes[2..<userEnd], as: UTF8.self)
            let password = String(decoding: bytes[(userEnd + 1)..<passwordEnd], as: UTF8.self)
            guard let wanted = self.state.options.credentials, wanted == (self.user, password) else {
                self.end([1, 1], context)
                return false
            }
            self.say([1, 0], context)
            self.phase = .request
            return true
        case .request: return self.version5(bytes, context)
        case .done: return false
        }
    }

    private func version5(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> Bool {
        guard bytes.count >= 5 else { return false }
        let size = [1: 4, 3: 1 + Int(bytes[4]), 4: 16][bytes[3]] ?? 4
        guard bytes.count >= 4 + size + 2 else { return false }
        let address = Array(bytes[4..<(4 + size)])
        let host: String
        switch bytes[3] {
        case 1: host = address.map(String.init).joined(separator: ".")
        case 3: host = String(decoding: address.dropFirst(), as: UTF8.self)
        default: host = (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: address), port: 0))?.ipAddress ?? "?"
        }
        let port = Int(bytes[4 + size]) << 8 | Int(bytes[5 + size])
        self.received.moveReaderIndex(forwardBy: 4 + size + 2)
        self.connect(to: host, port, version: 5, context)
        return false
    }

    private func version4(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> Bool {
        guard bytes.count >= 9, let userEnd = bytes[8...].firstIndex(of: 0) else { return false }
        var end = userEnd
        var host = bytes[4..<8].map(String.init).joined(separator: ".")
        if bytes[4..<7] == [0, 0, 0] {
            guard let nameEnd = bytes[(userEnd + 1)...].firstIndex(of: 0) else { return false }
            host = String(decoding: bytes[(userEnd + 1)..<nameEnd], as: UTF8.self)
            end = nameEnd
        }
        self.user = String(decoding: bytes[8..<userEnd], as: UTF8.self)
        self.received.moveReaderIndex(forwardBy: end + 1)
        self.connect(to: host, Int(bytes[2]) << 8 | Int(bytes[3]), version: 4, context)
        return false
    }

    private func connect(to host: String, _ port: Int, version: UInt8, _ context: ChannelHandlerContext) {
        self.phase = .done
        let target = "\(host):\(port)"
        let exchange = LoopbackSOCKSProxy.Exchange(version: version, target: target, user: self.user)
        self.state.exchanges.withLockedValue { $0.append(exchange) }
        @Sendable func answer(_ code: UInt8) -> [UInt8] {
            version == 5 ? [5, code, 0, 1, 0, 0, 0, 0, 0, 0] : [0, code, 0, 0, 0, 0, 0, 0]
        }
        if let refusal = self.state.options.refusal { return self.end(answer(refusal), context) }
        let client = context.channel
        let connections = self.state.connections
        let this = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([TransportEdge(), OneWayRelay(to: client)])
                    connections.add(channel)
                }
            }
            .connect(host: "127.0.0.1", port: self.state.options.routes[target] ?? port)
            .hop(to: context.eventLoop)
            .whenComplete { result in
                let (this, context) = this.value
                guard case .success(let server) = result else {
                    return this.end(answer(version == 5 ? 5 : 91), context)
                }
                this.say(answer(version == 5 ? 0 : 90), context)
                do {
                    try client.pipeline.syncOperations.addHandler(OneWayRelay(to: server), position: .after(this))
                } catch {
                    return context.close(promise: nil)
                }
                if this.received.readableBytes > 0 {
                    context.fireChannelRead(NIOAny(this.received))
                    context.fireChannelReadComplete()
                }
                client.pipeline.syncOperations.removeHandler(this).whenComplete { _ in
                    client.read()
                    server.read()
                }
            }
    }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func end(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        self.phase = .done
        self.say(bytes, context)
        context.close(mode: .output, promise: nil)
        context.read()
    }
}
