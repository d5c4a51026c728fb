import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import OIntCore
import Synchronization

/// An HTTP/1.1 listener of this process: for AI agents, for programs that call methods, and for browsers that come back
/// from logging in.
///
/// It listens on the loopback interface unless it is told another address, and knows no TLS. Who may ask at all is decided
/// by an ``AccessGate`` before a body is read; memory for bodies is limited over all connections.
public struct HTTPListener: Sendable {
    /// Answers a request; its task is cancelled when the server stops.
    ///
    /// What is to end when the client goes away belongs into a body that is streamed.
    public typealias Handler = @Sendable (ListenerRequest) async -> ListenerResponse

    /// How much a server takes.
    public struct Limits: Sendable, Hashable {
        /// How many bytes the body of a request may have; a larger one is answered with 413.
        public var bodySize: Int
        /// How many bytes the bodies of all requests may have that are held at a time; others are answered with 503.
        public var bodyMemory: Int
        /// How many bytes the head of a request may have; a larger one is answered with 400.
        public var headSize: Int
        /// How many connections may be open at a time; others wait.
        public var connections: Int
        /// How many of them are kept for clients that the gate has let in: others never take these places, and the oldest
        /// of the others makes room for a new one.
        public var reservedConnections: Int
        /// How long a connection may take until a request on it is let in.
        public var patience: Duration
        /// How long a connection may stand without a request, or without the rest of one.
        public var idleTime: Duration

        /// Creates limits.
        /// - Parameters:
        ///   - bodySize: How many bytes the body of a request may have.
        ///   - bodyMemory: How many bytes the bodies of all requests may have that are held at a time.
        ///   - headSize: How many bytes the head of a request may have.
        ///   - connections: How many connections may be open at a time.
        ///   - reservedConnections: How many of them are kept for clients that the gate has let in.
        ///   - patience: How long a connection may take until a request on it is let in.
        ///   - idleTime: How long a connection may stand without a request.
        public init(
            bodySize: Int = 4 << 20, bodyMemory: Int = 64 << 20, headSize: Int = 64 << 10, connections: Int = 256,
            reservedConnections: Int = 64, patience: Duration = .seconds(10),
            idleTime: Duration = .seconds(120)
        ) {
            self.bodySize = bodySize
            self.bodyMemory = bodyMemory
            self.headSize = headSize
            self.connections = connections
            self.reservedConnections = reservedConnections
            self.patience = patience
            self.idleTime = idleTime
        }
    }

    /// The address it listens on, as a number: `127.0.0.1`.
    public let host: String
    /// The port it listens on.
    public let port: Int
    private let server: Server<HTTP1Channel>
    private let run: Task<Void, Never>

    /// The address for clients, without a path: `http://127.0.0.1:8080`.
    public var address: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Starts to listen, and returns when clients can connect.
    /// - Parameters:
    ///   - host: The name or address to listen on.
    ///   - port: The port; 0 for one that is free.
    ///   - limits: How much the server takes.
    ///   - gate: Decides which requests are let in; nil for all of them.
    ///   - handler: Answers each request that is let in, several at a time.
    /// - Returns: The listener; it listens until ``stop(within:)`` is called.
    /// - Throws: `LocalError` when the address can't be listened on.
    public static func start(
        host: String = "127.0.0.1", port: Int = 0, limits: Limits = Limits(), gate: AccessGate? = nil,
        handler: @escaping Handler
    ) async throws(LocalError) -> HTTPListener {
        let connections = Connections(limit: limits.connections, reserved: limits.reservedConnections)
        let exchange = Exchange(
            limits: limits, gate: gate, connections: connections, memory: BodyMemory(limit: limits.bodyMemory),
            handler: handler)
        let started = Started()
        var configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionHandler(connections, patience: TimeAmount(limits.patience))],
            idleTimeout: TimeAmount(limits.idleTime))
        configuration.httpDecoder = .init(
            maxHeaderFieldSize: limits.headSize, maxHeaderListSize: limits.headSize, maxHeaderFieldCount: 200)
        let server = Server(
            childChannelSetup: HTTP1Channel(responder: exchange.respond, configuration: configuration),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), reuseAddress: true,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { channel in await started.settle(.success(channel.localAddress)) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "oint.server") { _ in SwiftLogNoOpLogHandler() })
        let run = Task {
            do {
                try await server.run()
            } catch {
                await started.settle(.failure(error))
            }
        }
        do {
            let bound = try await started.value()
            return HTTPListener(
                host: bound?.ipAddress ?? host, port: bound?.port ?? port, server: server, run: run)
        } catch {
            throw LocalError("\(host):\(port)", reason(error))
        }
    }

    /// Stops: takes no more connections, and lets answers that are under way end for a while.
    /// - Parameter patience: How long answers may take before they are broken off.
    public func stop(within patience: Duration = .seconds(1)) async {
        let run = run
        let end = Task {
            try? await Task.sleep(for: patience)
            run.cancel()
        }
        try? await server.shutdownGracefully()
        await run.value
        end.cancel()
    }

    /// Why an address can't be listened on, as a clause.
    private static func reason(_ error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE?: "another program listens there already; choose another port, or 0 for one that is free"
        case EACCES?: "you are not allowed to listen there; ports below 1024 are for the administrator"
        case EADDRNOTAVAIL?: "it is no address of this machine"
        default:
            error is SocketAddressError ? "no machine of that name is known" : "the system refuses it: \(error)"
        }
    }
}

/// Where a server listens, told to the one who has started it.
private actor Started {
    private var result: Result<SocketAddress?, any Error>?
    private var waiter: CheckedContinuation<SocketAddress?, any Error>?

    func settle(_ result: Result<SocketAddress?, any Error>) {
        guard self.result == nil else { return }
        self.result = result
        waiter?.resume(with: result)
        waiter = nil
    }

    func value() async throws -> SocketAddress? {
        if let result { return try result.get() }
        return try await withCheckedThrowingContinuation { waiter = $0 }
    }
}
