import AsyncHTTPClient
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import OIntCore
import OIntNetwork

/// Sends requests over the network, by AsyncHTTPClient.
final class AsyncHTTPClientTransport: Transport {
    private let configuration: HTTPConfiguration
    private let clients = NIOLockedValueBox<[Route: RoutedClient]>([:])

    /// A client, with what its connections need besides.
    private struct RoutedClient {
        let client: HTTPClient
        let link: Link?
    }

    init(_ configuration: HTTPConfiguration) { self.configuration = configuration }

    deinit {
        for routed in clients.withLockedValue({ $0.values }) { routed.client.shutdown { _ in } }
    }

    func send(_ request: Request) async throws -> Response {
        let address = try request.address()
        let body = EncodedBody(request)
        let proxy = configuration.proxies.proxy(for: address.endpoint, isPlainHTTP: address.scheme == "http")
        let small = request.bodyWatcher == nil ? body.smallBytes.map { ByteBuffer(bytes: $0) } : nil
        let route = Route(
            way: Route.way(to: address, through: proxy, configuration.tls), unpacksAnswers: request.unpacksAnswer,
            streamsBodies: small == nil)
        let routed = try client(on: route)
        let client = routed.client
        let connection = ConnectionFailure(target: address.endpoint, proxy: proxy, settings: configuration.network)
        if route.leadsThroughProxy, let addresses = configuration.addresses {
            do {
                try await addresses.check(host: address.host)
            } catch {
                throw await connection.explained(error, step: .connecting)
            }
        }
        let headers = Self.headers(request, body, adding: route.headers(address))
        let failure = ExchangeFailure(
            address: address,
            connection: connection,
            idleTimeout: configuration.idleTimeout, link: routed.link)
        let url = route.clientAddress(address)
        if let small, let limit = request.wholeAnswerLimit {
            return try await exchange(
                request, headers, small, at: address, url, by: routed, route, failure, limit: limit)
        }
        var message = HTTPClientRequest(url: url)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers = headers
        if let small {
            if !body.segments.isEmpty { message.body = .bytes(small) }
        } else {
            var source = try BodySource(body, watcher: request.bodyWatcher) { [self] address in
                try await send(Request(.get, address))
            }
            source.report(to: configuration.transfer.progress)
            message.body = .stream(source, length: source.length.map { .known(Int64($0)) } ?? .unknown)
        }
        do {
            let response = try await client.execute(message, deadline: .distantFuture)
            if route.isRefusedByProxy(response.status.code) { throw ProxyRefusal.authentication }
            let received = ReceivedBody(
                body: response.body, failure: failure, transport: self)
            let stream = ByteStream(length: Self.length(response.headers, to: request), received)
            return Response(response.status, response.headers, stream, from: address)
        } catch {
            throw await failure.explained(error, step: .exchanging)
        }
    }

    /// Sends a small request, and takes the answer whole.
    private func exchange(
        _ request: Request, _ headers: HTTPHeaders, _ body: ByteBuffer, at address: Address, _ url: String,
        by routed: RoutedClient, _ route: Route, _ failure: ExchangeFailure, limit: Int
    ) async throws -> Response {
        let answer = WholeAnswer(limit: limit, hasBody: request.method != .head, address: address)
        do {
            let message = try HTTPClient.Request(
                url: url, method: HTTPMethod(rawValue: request.method.rawValue), headers: headers,
                body: body.readableBytes == 0 ? nil : .byteBuffer(body))
            let (head, bytes) = try await answer.received {
                routed.client.execute(request: message, delegate: answer)
            }
            if route.isRefusedByProxy(head.status.code) { throw ProxyRefusal.authentication }
            return Response(head.status, head.headers, ByteStream(bytes), from: address)
        } catch {
            throw await failure.explained(error, step: answer.head == nil ? .exchanging : .receiving)
        }
    }

    fileprivate var timeout: Duration? { configuration.timeout }

    /// The length of a body as it will arrive; unknown where it arrives compressed.
    private static func length(_ headers: HTTPHeaders, to request: Request) -> Int? {
        let isAsSent = !request.unpacksAnswer || headers["content-encoding"].isEmpty
        guard request.method != .head, isAsSent else { return nil }
        return headers.first(name: "content-length").flatMap { Int($0) }
    }

    private static func headers(
        _ request: Request, _ body: EncodedBody, adding more: [(name: String, value: String)]
    ) -> HTTPHeaders {
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        for (name, value) in more + [
            ("User-Agent", "oint/\(Version.number)"), ("Accept", "*/*"),
            ("Accept-Encoding", request.unpacksAnswer ? "gzip, deflate" : "identity"),
        ] where !headers.contains(name: name) {
            headers.add(name: name, value: value)
        }
        if let type = body.type, !headers.contains(name: "Content-Type") {
            headers.add(name: "Content-Type", value: type)
        }
        return headers
    }

    private func client(on route: Route) throws -> RoutedClient {
        if let client = clients.withLockedValue({ $0[route] }) { return client }
        let link = try route.link(configuration.network)
        let configuration = try clientConfiguration(route, link)
        return clients.withLockedValue { clients in
            if let client = clients[route] { return client }
            let client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
            let routed = RoutedClient(client: client, link: link)
            clients[route] = routed
            return routed
        }
    }

    private func clientConfiguration(_ route: Route, _ link: Link?) throws -> HTTPClient.Configuration {
        let network = configuration.network
        var result = HTTPClient.Configuration()
        // Where the client encrypts itself, the files are looked at here, so that what is wrong with them has a name.
        if route.way == .direct, network.tls.certificate != nil { _ = try network.tls.context() }
        result.tlsConfiguration = try network.tls.stackConfiguration()
        result.redirectConfiguration = .disallow
        result.httpVersion = .http1Only
        result.decompression = .disabled
        // The client's own default is to go on trying until the deadline, whatever the reason of the failure.
        result.connectionPool.retryConnectionEstablishment = false
        // The one place where a connection of the client can be changed before it is used. So the client only opens the
        // connection to a proxy, and what is said to the proxy, and the encryption behind it, are those of every other
        // connection of this package; the client itself knows no SOCKS with a password, and no proxy for plain HTTP.
        let addresses = route.leadsThroughProxy ? nil : configuration.addresses
        result.http1_1ConnectionDebugInitializer = { [unpacking = configuration.unpacking] channel in
            if let addresses, let address = channel.remoteAddress?.ipAddress, !addresses.allows(address) {
                return channel.eventLoop.makeFailedFuture(AddressRefusal(address))
            }
            let isReady = link?.prepare(channel) ?? channel.eventLoop.makeSucceededVoidFuture()
            return isReady.flatMapThrowing { try route.addHandlers(to: channel, unpacking: unpacking) }
        }
        // Nobody collects spans here, and making them takes time.
        result.tracing.tracer = nil
        result.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.connectionsPerHost
        let idle = min(configuration.idleTimeout, configuration.timeout ?? configuration.idleTimeout)
        // Not the limit for the whole exchange: its own message would come second now and then.
        result.timeout.connect = TimeAmount.lasting(network.connectTimeout)
        result.timeout.read = TimeAmount.lasting(idle)
        if route.streamsBodies { result.timeout.write = TimeAmount.lasting(idle) }
        return result
    }
}

/// The body of an answer as it arrives, with errors that people understand.
private struct ReceivedBody: AsyncSequence, Sendable {
    let body: HTTPClientResponse.Body
    let failure: ExchangeFailure
    /// Kept for as long as the body is read: without it the connections are closed.
    let transport: AsyncHTTPClientTransport

    func makeAsyncIterator() -> Iterator {
        Iterator(iterator: body.makeAsyncIterator(), body: self, deadline: transport.timeout.map { .now + $0 })
    }

    struct Iterator: AsyncIteratorProtocol {
        var iterator: HTTPClientResponse.Body.AsyncIterator
        let body: ReceivedBody
        let deadline: ContinuousClock.Instant?
        private var failure: ExchangeFailure { body.failure }

        init(
            iterator: HTTPClientResponse.Body.AsyncIterator, body: ReceivedBody, deadline: ContinuousClock.Instant?
        ) {
            self.iterator = iterator
            self.body = body
            self.deadline = deadline
        }

        mutating func next() async throws -> ByteBuffer? {
            if let deadline, deadline < .now { throw failure.timedOut(.receiving) }
            do {
                let chunk = try await iterator.next()
                // A cancelled iteration ends as if the body did; nobody may take that for a complete answer.
                if chunk == nil { try Task.checkCancellation() }
                return chunk
            } catch {
                throw await failure.explained(error, step: .receiving)
            }
        }
    }
}

extension Response {
    /// An answer as the client gives it.
    fileprivate init(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: ByteStream, from address: Address) {
        self.init(
            status: Int(status.code), headers: headers.map { HeaderField($0.name, $0.value) }, body: body,
            address: address)
    }
}
