import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// An HTTP/1.1 server on 127.0.0.1 for tests and benchmarks: real sockets, real TLS, every fault on demand.
///
/// ```swift
/// let authority = try CertificateAuthority()
/// try authority.writeBundle(to: path)  // for SSL_CERT_FILE, or curl --cacert
/// try await withLoopbackServer(tls: authority.issue()) { request in
///     request.path == "/rest/app.info" ? .json(#"{"result": 1}"#) : .status(404)
/// } body: { server in
///     // call server.url + "/rest/app.info"
///     #expect(server.requests[0].query("auth") == "…")
/// }
/// ```
///
/// # Overview
/// - ``withLoopbackServer(tls:options:isolation:handler:body:)`` always stops its server;
///   ``start(tls:options:handler:)`` and ``stop()`` are the parts. Without `tls` it speaks plain HTTP.
/// - A handler gets a ``ServerRequest`` (decoded query, form, multipart, length and SHA-256 of the body) and returns a
///   ``ServerReply``. ``replies(_:)`` makes a handler of a list: first call, second call, and so on.
/// - A reply is a head and a script of ``ReplyStep``s. `.json`, `.bytes`, `.status`, `.stream`, `.endless`, `.chunked`
///   answer; `.raw`, `.reset`, `.reset(after:of:)`, `.close`, `.truncated(after:of:)`, `.hold` misbehave.
/// - ``Gate`` holds a handler or a reply until the test says so. No test needs to sleep.
/// - ``Options/admission`` decides before the body arrives: refuse, or reset in the middle of an upload.
/// - ``CertificateAuthority`` issues good, expired, premature, wrong-host and self-signed certificates.
/// - ``BareListener`` is a port that closes, resets, refuses, keeps silent or talks garbage.
/// - ``LoopbackProxy`` is a forward proxy: CONNECT and absolute-form requests, with or without credentials.
///
/// Keep-alive, pipelining, `Expect: 100-continue`, HEAD and HTTP/1.0 work. Bodies of any size run in constant memory in
/// both directions. All servers share SwiftNIO's event loops; a handler must not block its thread.
public final class LoopbackServer: Sendable {
    /// Answers a request; what it throws becomes a reply with status 500 and an entry in ``problems``.
    public typealias Handler = @Sendable (ServerRequest) async throws -> ServerReply

    /// The port on 127.0.0.1.
    public let port: Int

    /// The address without a slash at the end: `https://localhost:PORT`, or `http://…` without TLS.
    public let url: String

    private let listener: any Channel
    private let state: ServerState

    private init(port: Int, url: String, listener: any Channel, state: ServerState) {
        self.port = port
        self.url = url
        self.listener = listener
        self.state = state
    }

    /// Starts a server on a free port.
    /// - Parameters:
    ///   - tls: The certificate to show, or `nil` for plain HTTP.
    ///   - options: Limits and refusals.
    ///   - handler: Answers the requests; calls of different connections overlap.
    /// - Returns: The server, which accepts connections already. It runs until ``stop()``.
    /// - Throws: When the certificate is unusable or no port can be had.
    public static func start(
        tls: ServerIdentity? = nil,
        options: Options = Options(),
        handler: @escaping Handler
    ) async throws -> LoopbackServer {
        let context = try tls?.makeContext(
            versions: options.tlsVersions, clientAuthorityPEM: options.clientAuthorityPEM)
        let state = ServerState(options: options, handler: handler)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator.forTransfers)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TransportEdge())
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    let connection = ConnectionHandler(number: state.connections.add(channel), state: state)
                    try channel.pipeline.syncOperations.addHandlers([
                        ByteToMessageHandler(HTTPRequestDecoder()), connection,
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        let port = listener.localAddress?.port ?? 0
        let url = "\(tls == nil ? "http" : "https")://localhost:\(port)"
        return LoopbackServer(port: port, url: url, listener: listener, state: state)
    }

    /// Closes the port and every connection at once, whatever they are doing, and waits until they are gone.
    ///
    /// Handlers that still run are cancelled. Calling it again does nothing.
    public func stop() async {
        try? await self.listener.close()
        await self.state.connections.closeAll()
    }

    /// The requests so far, in the order in which their last byte arrived; held ones are in it, too.
    public var requests: [ServerRequest] {
        self.state.requests.withLockedValue { $0 }
    }

    /// What went wrong on the server's side: failed handshakes, malformed requests, errors of the handler.
    public var problems: [String] {
        self.state.problems.withLockedValue { $0 }
    }

    /// How many connections were accepted so far.
    public var acceptedConnections: Int {
        self.state.connections.acceptedCount
    }

    /// How many connections are open now.
    public var openConnections: Int {
        self.state.connections.open.count
    }

    /// Waits until every client has left and every connection is closed.
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func waitUntilDisconnected() async throws {
        try await self.state.connections.waitUntilEmpty()
    }

    /// Makes a handler that gives a list of answers, one a request; the last one is repeated.
    /// - Parameter replies: The answers in order; without any, the handler answers 500.
    /// - Returns: The handler.
    public static func replies(_ replies: ServerReply...) -> Handler {
        let rest = NIOLockedValueBox(replies[...])
        return { _ in
            rest.withLockedValue { $0.count > 1 ? $0.removeFirst() : $0.first ?? .status(500) }
        }
    }
}

/// Runs a server for as long as a closure runs.
/// - Parameters:
///   - tls: The certificate to show, or `nil` for plain HTTP.
///   - options: Limits and refusals.
///   - isolation: The actor the closure runs on.
///   - handler: Answers the requests; calls of different connections overlap.
///   - body: What is done with the server; it is stopped afterwards, also when this throws.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the server did not start.
public func withLoopbackServer<Result>(
    tls: ServerIdentity? = nil,
    options: LoopbackServer.Options = LoopbackServer.Options(),
    isolation: isolated (any Actor)? = #isolation,
    handler: @escaping LoopbackServer.Handler,
    body: (LoopbackServer) async throws -> Result
) async throws -> Result {
    let server = try await LoopbackServer.start(tls: tls, options: options, handler: handler)
    do {
        let result = try await body(server)
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}
