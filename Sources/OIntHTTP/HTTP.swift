import OIntCore
import OIntNetwork

/// Makes requests: sends them by the rules of its configuration, and gives the answers back.
public struct HTTP: CallService {
    /// The client that everybody uses who was not given another; it obeys the environment as curl does.
    public static let shared = HTTP(environment: ProcessEnvironment.variables)
    /// By HTTP.
    public static var networkUse: NetworkUse { .http }

    /// What all copies share, so that a copy costs nothing.
    private final class Parts: Sendable {
        let configuration: HTTPConfiguration
        let transport: any Transport
        let middleware: [any Middleware]
        /// Why the environment can't be obeyed; told to whoever makes a request.
        let problem: UsageError?
        let clock: any Clock<Duration>
        let random: @Sendable () -> Double

        init(
            _ configuration: HTTPConfiguration, _ transport: any Transport, _ middleware: [any Middleware],
            _ problem: UsageError?, _ clock: any Clock<Duration>, _ random: @escaping @Sendable () -> Double
        ) {
            self.configuration = configuration
            self.transport = transport
            self.middleware = middleware
            self.problem = problem
            self.clock = clock
            self.random = random
        }
    }

    private let parts: Parts

    /// How requests are made.
    public var configuration: HTTPConfiguration { parts.configuration }
    /// What pauses are measured by.
    var clock: any Clock<Duration> { parts.clock }
    /// Gives numbers from 0 to 1, for the length of pauses.
    var random: @Sendable () -> Double { parts.random }

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
        let retry = RetryMiddleware(
            policy: configuration.retry, clock: clock, random: random, unixTime: { DateTime.now.unixTime },
            notice: configuration.notice)
        parts = Parts(
            configuration, transport ?? AsyncHTTPClientTransport(configuration),
            [RedirectMiddleware(addresses: configuration.addresses), retry] + middleware + [
                LogMiddleware(logger: configuration.logger)
            ], problem,
            clock, random)
    }

    private init(_ other: HTTP, adding link: any Middleware) {
        let links = other.parts.middleware
        // Logging stays next to the network, so that it shows what is really sent.
        parts = Parts(
            other.parts.configuration, other.parts.transport, links.dropLast() + [link] + links.suffix(1),
            other.parts.problem, other.parts.clock, other.parts.random)
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
        try await limited(request) { try await exchange(request) }
    }

    /// Sends a request, and takes the whole answer into memory.
    /// - Parameter request: The request.
    /// - Returns: The answer, whatever its status.
    /// - Throws: What ``send(_:)`` throws; `ReplyError` when the answer is too large for that.
    public func fetch(_ request: Request) async throws -> Reply {
        var request = request
        let limit = parts.configuration.replyLimit
        request.wholeAnswerLimit = limit
        return try await limited(request) { [request] in try await exchange(request).collected(upTo: limit) }
    }

    /// Sends a request, and takes the whole response, which is judged on the way.
    func whole(_ request: Request) async throws -> Response {
        var request = request
        request.wholeAnswerLimit = parts.configuration.replyLimit
        return try await limited(request) { [request] in try await exchange(request) }
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
        if let problem = parts.problem { throw problem }
        let response = try await pass(request, to: parts.middleware[...])
        parts.configuration.observer?(response.status, response.headers)
        return response
    }

    private func pass(_ request: Request, to chain: ArraySlice<any Middleware>) async throws -> Response {
        guard let link = chain.first else { return try await parts.transport.send(request) }
        return try await link.intercept(request) { try await pass($0, to: chain.dropFirst()) }
    }

    /// Does something for a request when its host may get one, and within the configured time limit.
    private func limited<Value: Sendable>(
        _ request: Request, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let address = try request.address()
        if let rate = parts.configuration.rate { try await rate.wait(for: address) }
        return try await TimeLimit.run(
            parts.configuration.timeout,
            failure: { [parts] _ in
                ConnectionFailure(target: address.endpoint, proxy: nil, settings: parts.configuration.network)
                    .timedOut(.exchanging)
            }, work: work)
    }
}
