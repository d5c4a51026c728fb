import NIOConcurrencyHelpers

extension LoopbackServer {
    /// Limits of a server, and what it refuses.
    public struct Options: Sendable {
        /// How many bytes of each body are kept in ``ServerRequest/body``; the rest is counted and dropped.
        public var bodyLimit = 4 * 1024 * 1024

        /// Whether ``ServerRequest/bodySHA256`` is computed.
        public var hashesBodies = true

        /// Whether ``LoopbackServer/requests`` is filled; off in programs that run for long.
        public var recordsRequests = true

        /// The versions of TLS the server agrees to.
        public var tlsVersions: ClosedRange<ServerTLSVersion> = .tls1_2 ... .tls1_3

        /// The authority, PEM, whose certificates clients have to show; `nil` to ask for none.
        public var clientAuthorityPEM: String?

        /// Decides about a request when its head is there and its body is not; it must return at once.
        public var admission: @Sendable (ServerRequest) -> Admission = { _ in .accept }

        /// Creates the default options.
        public init() {}
    }

    /// What becomes of a request whose head has arrived.
    public enum Admission: Sendable {
        /// Take the body, then ask the handler. `Expect: 100-continue` is answered.
        case accept

        /// Answer at once, without `100 Continue` and without asking the handler, and close; what the client still sends
        /// is dropped.
        case refuse(ServerReply)

        /// Reset the connection when at least so many bytes of the body have arrived.
        case reset(afterBodyBytes: Int)
    }
}

/// What the connections of one server share.
final class ServerState: Sendable {
    let options: LoopbackServer.Options
    let handler: LoopbackServer.Handler
    let connections = ConnectionRegistry()
    let requests = NIOLockedValueBox<[ServerRequest]>([])
    let problems = NIOLockedValueBox<[String]>([])

    init(options: LoopbackServer.Options, handler: @escaping LoopbackServer.Handler) {
        self.options = options
        self.handler = handler
    }

    func record(_ request: ServerRequest) {
        guard self.options.recordsRequests else { return }
        self.requests.withLockedValue { $0.append(request) }
    }

    func report(_ problem: String) {
        self.problems.withLockedValue { $0.append(problem) }
    }
}
