import OIntCore

/// Makes requests: sends them by the rules of its configuration, and gives the answers back.
public struct HTTP: CallService {
    /// The client that everybody uses who was not given another; it obeys the environment as curl does.
    public static let shared = HTTP(environment: ProcessEnvironment.variables)

    /// How requests are made.
    public let configuration: HTTPConfiguration
    private let transport: any Transport
    private let middleware: [any Middleware]
    /// Why the environment can't be obeyed; told to whoever makes a request.
    private let problem: UsageError?

    /// Creates a client.
    /// - Parameters:
    ///   - configuration: How requests are made.
    ///   - transport: What sends them; nil for the network.
    ///   - middleware: Links to add to the chain, between redirects and the transport.
    ///   - clock: What pauses are measured by.
    ///   - random: Gives numbers from 0 to 1, for the length of pauses.
    public init(
        _ configuration: HTTPConfiguration = HTTPConfiguration(), transport: (any Transport)? = nil,
        middleware: [any Middleware] = [], clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.init(configuration, transport, middleware, clock, random, problem: nil)
    }

    private init(environment: [String: String]) {
        var configuration = HTTPConfiguration()
        var problem: UsageError?
        do throws(UsageError) {
            configuration = try HTTPConfiguration(environment: environment)
        } catch {
            problem = error
        }
        self.init(configuration, nil, [], ContinuousClock(), { .random(in: 0...1) }, problem: problem)
    }

    private init(
        _ configuration: HTTPConfiguration, _ transport: (any Transport)?, _ middleware: [any Middleware],
        _ clock: any Clock<Duration>, _ random: @escaping @Sendable () -> Double, problem: UsageError?
    ) {
        self.configuration = configuration
        self.problem = problem
        self.transport = transport ?? AsyncHTTPClientTransport(configuration)
        let retry = RetryMiddleware(
            policy: configuration.retry, clock: clock, random: random, unixTime: { DateTime.now.unixTime })
        self.middleware = [RedirectMiddleware(), retry] + middleware + [LogMiddleware(logger: configuration.logger)]
    }

    private init(_ other: HTTP, adding link: any Middleware) {
        configuration = other.configuration
        problem = other.problem
        transport = other.transport
        // Logging stays next to the network, so that it shows what is really sent.
        middleware = other.middleware.dropLast() + [link] + other.middleware.suffix(1)
    }

    /// The same client with one more link in its chain.
    /// - Parameter link: The link; it sees each try of a request.
    /// - Returns: The client.
    public func adding(_ link: any Middleware) -> HTTP { HTTP(self, adding: link) }

    /// Sends a request, and gives the answer back as soon as its head is there.
    ///
    /// The configured time limit covers the wait for the head; after that it is checked with each piece of the body.
    /// - Parameter request: The request.
    /// - Returns: The answer, whatever its status.
    /// - Throws: `UsageError` when the address can't be used; `ConnectionError` when the service can't be reached;
    ///   `LocalError` when a file to send can't be read.
    public func send(_ request: Request) async throws -> Response {
        let address = try request.address()
        try await configuration.rate?.wait(for: address)
        return try await limited(address) { try await exchange(request) }
    }

    /// Sends a request, and takes the whole answer into memory.
    /// - Parameter request: The request.
    /// - Returns: The answer, whatever its status.
    /// - Throws: What ``send(_:)`` throws; `ReplyError` when the answer is too large for that.
    public func fetch(_ request: Request) async throws -> Reply {
        let address = try request.address()
        try await configuration.rate?.wait(for: address)
        return try await limited(address) {
            try await exchange(request).collected(upTo: configuration.replyLimit)
        }
    }

    /// The bytes that a request with the given body would carry, piece by piece; nothing is sent.
    ///
    /// Files are opened when the first piece is asked for, and those that lie at an address are downloaded then.
    /// - Parameter body: The body.
    /// - Returns: The bytes, with their number where it is known before the end.
    /// - Throws: `LocalError` when a file can't be read.
    public func bytes(of body: Body) throws(LocalError) -> ByteStream {
        let source = try BodySource(EncodedBody(body), isPaced: false) { address in
            try await send(Request(.get, address))
        }
        return ByteStream(length: source.length, source)
    }

    private func exchange(_ request: Request) async throws -> Response {
        if let problem { throw problem }
        let response = try await pass(request, to: middleware[...])
        configuration.observer?(response.status, response.headers)
        return response
    }

    private func pass(_ request: Request, to chain: ArraySlice<any Middleware>) async throws -> Response {
        guard let link = chain.first else { return try await transport.send(request) }
        return try await link.intercept(request) { try await pass($0, to: chain.dropFirst()) }
    }

    /// Does something within the configured time limit.
    private func limited<Value: Sendable>(
        _ address: Address, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let failure = ConnectionFailure(address: address, proxy: nil, configuration: configuration)
        return try await TimeLimit.run(
            configuration.timeout, failure: { _ in failure.timedOut(.exchanging) }, work: work)
    }
}
