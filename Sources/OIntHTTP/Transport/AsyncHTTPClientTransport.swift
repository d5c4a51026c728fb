import AsyncHTTPClient
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import OIntCore
import SystemPackage

/// Sends requests over the network, by AsyncHTTPClient.
final class AsyncHTTPClientTransport: Transport {
    private let configuration: HTTPConfiguration
    private let clients = NIOLockedValueBox<[Route: HTTPClient]>([:])

    /// What a client is bound to: there is one for each.
    private struct Route: Hashable {
        let proxy: Proxy?
        let unpacksAnswers: Bool
        /// Whether bodies are sent piece by piece: a small one fits into the system's buffers, and can't stand still.
        let streamsBodies: Bool
    }

    init(_ configuration: HTTPConfiguration) { self.configuration = configuration }

    deinit {
        for client in clients.withLockedValue({ $0.values }) { client.shutdown { _ in } }
    }

    func send(_ request: Request) async throws -> Response {
        let address = try request.address()
        let body = EncodedBody(request)
        let proxy = configuration.proxies.proxy(for: address)
        let headers = Self.headers(request, body)
        let small = request.bodyWatcher == nil ? body.smallBytes.map { ByteBuffer(bytes: $0) } : nil
        let route = Route(proxy: proxy, unpacksAnswers: request.unpacksAnswer, streamsBodies: small == nil)
        let client = try client(on: route)
        if let small, let limit = request.wholeAnswerLimit {
            return try await exchange(request, headers, small, at: address, by: client, proxy, limit: limit)
        }
        var message = HTTPClientRequest(url: address.text)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers = headers
        if let small {
            if !body.segments.isEmpty { message.body = .bytes(small) }
        } else {
            let source = try BodySource(body, watcher: request.bodyWatcher) { [self] address in
                try await send(Request(.get, address))
            }
            message.body = .stream(source, length: source.length.map { .known(Int64($0)) } ?? .unknown)
        }
        do {
            let response = try await client.execute(message, deadline: .distantFuture)
            let received = ReceivedBody(
                body: response.body, isEmpty: Self.isEmpty(response.status, response.headers, to: request),
                address: address, proxy: proxy, transport: self)
            let stream = ByteStream(length: Self.length(response.headers, to: request), received)
            return Response(response.status, response.headers, stream, from: address)
        } catch {
            throw await failure(address, proxy).explained(error, step: .exchanging)
        }
    }

    /// Sends a small request, and takes the answer whole.
    private func exchange(
        _ request: Request, _ headers: HTTPHeaders, _ body: ByteBuffer, at address: Address, by client: HTTPClient,
        _ proxy: Proxy?, limit: Int
    ) async throws -> Response {
        let answer = WholeAnswer(limit: limit, hasBody: request.method != .head, address: address)
        do {
            let message = try HTTPClient.Request(
                url: address.text, method: HTTPMethod(rawValue: request.method.rawValue), headers: headers,
                body: body.readableBytes == 0 ? nil : .byteBuffer(body))
            let (head, bytes) = try await answer.received { client.execute(request: message, delegate: answer) }
            return Response(head.status, head.headers, ByteStream(bytes), from: address)
        } catch {
            guard let head = answer.head else {
                throw await failure(address, proxy).explained(error, step: .exchanging)
            }
            let isTruncated = error as? NIOHTTPDecompression.ExtraDecompressionError == .truncatedData
            // Compressed or not, where there is no body nothing is missing.
            guard isTruncated, Self.isEmpty(head.status, head.headers, to: request) else {
                throw await failure(address, proxy).explained(error, step: .receiving)
            }
            return Response(head.status, head.headers, ByteStream([UInt8]()), from: address)
        }
    }

    /// What says what went wrong in an exchange.
    fileprivate func failure(_ address: Address, _ proxy: Proxy?) -> ConnectionFailure {
        ConnectionFailure(address: address, proxy: proxy, configuration: configuration)
    }

    fileprivate var timeout: Duration? { configuration.timeout }

    /// Whether an answer has no body, whatever its headers say, by RFC 9112, section 6.3.
    private static func isEmpty(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, to request: Request) -> Bool {
        request.method == .head || [204, 304].contains(status.code) || headers.first(name: "content-length") == "0"
    }

    /// The length of a body as it will arrive; unknown where it arrives compressed.
    private static func length(_ headers: HTTPHeaders, to request: Request) -> Int? {
        let isAsSent = !request.unpacksAnswer || headers["content-encoding"].isEmpty
        guard request.method != .head, isAsSent else { return nil }
        return headers.first(name: "content-length").flatMap { Int($0) }
    }

    private static func headers(_ request: Request, _ body: EncodedBody) -> HTTPHeaders {
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        for (name, value) in [
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

    private func client(on route: Route) throws -> HTTPClient {
        if let client = clients.withLockedValue({ $0[route] }) { return client }
        let configuration = try clientConfiguration(route)
        return clients.withLockedValue { clients in
            if let client = clients[route] { return client }
            let client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
            clients[route] = client
            return client
        }
    }

    private func clientConfiguration(_ route: Route) throws -> HTTPClient.Configuration {
        let proxy = route.proxy
        var result = HTTPClient.Configuration()
        result.tlsConfiguration = try tlsConfiguration()
        result.redirectConfiguration = .disallow
        result.httpVersion = .http1Only
        result.decompression = route.unpacksAnswers ? .enabled(limit: .none) : .disabled
        // The client's own default is to go on trying until the deadline, whatever the reason of the failure.
        result.connectionPool.retryConnectionEstablishment = false
        let addresses = proxy == nil ? configuration.addresses : nil
        result.http1_1ConnectionDebugInitializer = { channel in
            if let addresses, let address = channel.remoteAddress?.ipAddress, !addresses.allows(address) {
                return channel.eventLoop.makeFailedFuture(AddressRefusal(address))
            }
            return FlushConsolidation.add(to: channel)
        }
        // Nobody collects spans here, and making them takes time.
        result.tracing.tracer = nil
        result.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.connectionsPerHost
        let idle = min(configuration.idleTimeout, configuration.timeout ?? configuration.idleTimeout)
        // Not the limit for the whole exchange: its own message would come second now and then.
        result.timeout.connect = TimeAmount(min(configuration.connectTimeout, configuration.idleTimeout))
        result.timeout.read = TimeAmount(idle)
        if route.streamsBodies { result.timeout.write = TimeAmount(idle) }
        switch proxy?.kind {
        case .http?:
            let credentials = proxy?.credentials.map {
                HTTPClient.Authorization.basic(username: $0.user, password: $0.password.exposed)
            }
            result.proxy = proxy.map { .server(host: $0.host, port: $0.port, authorization: credentials) }
        case .socks5?:
            result.proxy = proxy.map { .socksServer(host: $0.host, port: $0.port) }
        case nil:
            break
        }
        return result
    }

    private func tlsConfiguration() throws -> TLSConfiguration {
        var result = TLSConfiguration.makeClientConfiguration()
        // The versions before are broken (RFC 8996).
        result.minimumTLSVersion = .tlsv12
        switch configuration.trust {
        case .system:
            break
        case .file(let path):
            try Self.checkTrust(path)
            result.trustRoots = .file(path)
        case .directory(let directory, let file):
            try Self.checkTrust(directory, isDirectory: true)
            if let file { try Self.checkTrust(file) }
            result.trustRoots = .file(directory)
            result.additionalTrustRoots = file.map { [.file($0)] } ?? []
        }
        return result
    }

    private static func checkTrust(_ path: String, isDirectory: Bool = false) throws(LocalError) {
        do {
            try FileAccess.unrestricted {
                if isDirectory { try LocalFile.open(path).close() } else { try LocalFile.checkReadable(path) }
            }
        } catch {
            let name = isDirectory ? "SSL_CERT_DIR names this directory" : "SSL_CERT_FILE names this file"
            throw LocalError(path, "\(name), but \((error as? LocalError)?.reason ?? LocalFile.reason(error))")
        }
    }
}

/// The body of an answer as it arrives, with errors that people understand.
private struct ReceivedBody: AsyncSequence, Sendable {
    let body: HTTPClientResponse.Body
    let isEmpty: Bool
    let address: Address
    let proxy: Proxy?
    /// Kept for as long as the body is read: without it the connections are closed.
    let transport: AsyncHTTPClientTransport

    func makeAsyncIterator() -> Iterator {
        Iterator(iterator: body.makeAsyncIterator(), body: self, deadline: transport.timeout.map { .now + $0 })
    }

    struct Iterator: AsyncIteratorProtocol {
        var iterator: HTTPClientResponse.Body.AsyncIterator
        let body: ReceivedBody
        let deadline: ContinuousClock.Instant?
        private var failure: ConnectionFailure { body.transport.failure(body.address, body.proxy) }

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
            } catch let error as NIOHTTPDecompression.ExtraDecompressionError
                where body.isEmpty && error == .truncatedData
            {
                // Compressed or not, where there is no body nothing is missing.
                return nil
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

extension TimeAmount {
    /// The same length of time; what does not fit is the longest there is.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self =
            seconds > Int64.max / 1_000_000_000 - 1
            ? .nanoseconds(.max) : .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
