import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL
import OIntCore

/// What a TCP connection still needs before a service can be spoken to: a way through a proxy, and encryption.
///
/// It prepares any open channel, whichever part of the program opened it. So the client for HTTP, which opens its
/// connections itself, goes through proxies and tells failures just as the ``Dialler`` does.
package final class Link: Sendable {
    private let target: Endpoint
    private let proxy: Proxy?
    private let encryption: (context: NIOSSLContext, serverName: String?)?
    private let limit: Duration
    private let underWay = NIOLockedValueBox<[ObjectIdentifier: ConnectionError.Step]>([:])

    /// Describes a link.
    /// - Parameters:
    ///   - target: Where it leads.
    ///   - proxy: The proxy that the channel is connected to; nil when it is connected to the target.
    ///   - tls: How it is encrypted; nil for not at all.
    ///   - protocols: The protocols that are offered to the server by ALPN, best first.
    ///   - limit: How long it may take.
    /// - Throws: `LocalError` when a file of certificates can't be used; `ConnectionError` when a proxy could not be told
    ///   the target.
    package init(
        to target: Endpoint, through proxy: Proxy?, tls: TLSSettings?, protocols: [String] = [], limit: Duration
    ) throws {
        // What goes into words of a protocol must not be able to end them.
        let isPlain = target.host.utf8.allSatisfy { 0x21...0x7E ~= $0 } && 1...255 ~= target.host.utf8.count
        guard isPlain else {
            throw ConnectionError(
                peer: Quote.short(target.host), step: .resolving, reason: "that is no name of a host",
                remedy: "Check the spelling")
        }
        self.target = target
        self.proxy = proxy
        self.limit = limit
        encryption = try tls.map { tls in
            let name = tls.serverName ?? target.host
            // A number is not asked for by name; the certificate is compared with it all the same.
            return (try tls.context(protocols: protocols), IPAddress.bytes(name) == nil ? name : nil)
        }
    }

    /// How far the links are that are being prepared; nil when there are none.
    package var pendingStep: ConnectionError.Step? { underWay.withLockedValue { $0.values.first } }

    /// Prepares a channel.
    ///
    /// Handlers that are there already see bytes of the service only.
    /// - Parameter channel: The channel, connected to the proxy or to the target.
    /// - Returns: When the service can be spoken to. Callbacks run before anything that it said is handed on. Where it
    ///   fails, the channel is closed.
    package func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        let loop = channel.eventLoop
        let id = ObjectIdentifier(channel)
        return loop.flatSubmit { [self] in
            let outcome = loop.makePromise(of: Void.self)
            note(proxy == nil ? .tls : .proxy, id)
            let timer = loop.scheduleTask(in: TimeAmount.lasting(limit)) { [self] in
                outcome.fail(LinkTimeout(step: underWay.withLockedValue { $0[id] } ?? .tls))
            }
            tunnel(channel).flatMap { [self] in
                note(.tls, id)
                return encrypt(channel)
            }.cascade(to: outcome)
            return outcome.futureResult.always { [self] result in
                timer.cancel()
                note(nil, id)
                if case .failure = result { channel.close(promise: nil) }
            }
        }
    }

    private func note(_ step: ConnectionError.Step?, _ id: ObjectIdentifier) {
        underWay.withLockedValue { $0[id] = step }
    }

    private func tunnel(_ channel: any Channel) -> EventLoopFuture<Void> {
        let loop = channel.eventLoop
        guard let proxy else { return loop.makeSucceededVoidFuture() }
        return handshake(with: proxy, on: loop).flatMap { handshake in
            let done = loop.makePromise(of: Void.self)
            do {
                try channel.pipeline.syncOperations.addHandler(
                    ProxyHandshakeHandler(handshake.value, done: done), position: .first)
                try channel.startReading()
            } catch {
                done.fail(error)
            }
            return done.futureResult
        }
    }

    private func handshake(
        with proxy: Proxy, on loop: any EventLoop
    ) -> EventLoopFuture<NIOLoopBound<any ProxyHandshake>> {
        if proxy.kind == .http {
            return loop.makeSucceededFuture(
                NIOLoopBound(ConnectHandshake(to: target, credentials: proxy.credentials), eventLoop: loop))
        }
        return socksTarget(for: proxy, on: loop).flatMapThrowing { target in
            switch proxy.kind {
            case .socks4, .socks4a:
                if case .number(let bytes) = target.host, bytes.count != 4 {
                    throw ProxyRefusal.refused("SOCKS 4 reaches no IPv6 addresses")
                }
                return NIOLoopBound(SOCKS4Handshake(to: target, user: proxy.credentials?.user ?? ""), eventLoop: loop)
            case .socks5, .socks5h, .http:
                return NIOLoopBound(SOCKS5Handshake(to: target, credentials: proxy.credentials), eventLoop: loop)
            }
        }
    }

    private func socksTarget(for proxy: Proxy, on loop: any EventLoop) -> EventLoopFuture<SOCKSTarget> {
        let named = SOCKSTarget(target)
        guard proxy.kind.looksNamesUpHere, case .name = named.host else { return loop.makeSucceededFuture(named) }
        return NIOThreadPool.singleton.runIfActive(eventLoop: loop) { [target] in
            // The system's order; SOCKS 4 can use the first IPv4 address only.
            let address = try SocketAddress.makeAddressResolvingHost(target.host, port: target.port)
            guard let found = SOCKSTarget(address) else { throw UnknownHost() }
            return found
        }.flatMapErrorThrowing { _ in throw UnknownHost() }
    }

    private func encrypt(_ channel: any Channel) -> EventLoopFuture<Void> {
        let loop = channel.eventLoop
        guard let encryption else { return loop.makeSucceededVoidFuture() }
        let done = loop.makePromise(of: Void.self)
        do {
            let pipeline = channel.pipeline.syncOperations
            let handler = try NIOSSLClientHandler(context: encryption.context, serverHostname: encryption.serverName)
            let proxy = try? pipeline.handler(type: ProxyHandshakeHandler.self)
            try pipeline.addHandlers(
                [handler, TLSHandshakeWait(done)], position: proxy.map { .after($0) } ?? .first)
            try channel.startReading()
        } catch {
            done.fail(error)
        }
        return done.futureResult
    }
}

extension Channel {
    /// Reads from the connection, now that there is a handler for what comes; to be called on its event loop.
    func startReading() throws { try syncOptions?.setOption(.autoRead, value: true) }
}

/// This machine does not know the name of a host behind a proxy.
struct UnknownHost: Error {}

/// Preparing a link took too long.
struct LinkTimeout: Error {
    let step: ConnectionError.Step
}

extension TimeAmount {
    /// The same length of time; what does not fit is the longest there is.
    /// - Parameter duration: The length of time.
    package static func lasting(_ duration: Duration) -> TimeAmount {
        let (seconds, attoseconds) = duration.components
        return seconds > Int64.max / 1_000_000_000 - 1
            ? .nanoseconds(.max) : .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
