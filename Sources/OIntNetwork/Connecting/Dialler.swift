import NIOCore
import NIOPosix
import NIOSSL
import OIntCore

/// Opens connections: looks names up, tries the addresses of a host side by side (RFC 8305), goes through proxies, agrees on
/// encryption, and says what went wrong.
public struct Dialler: Sendable {
    /// How connections are opened.
    public let settings: NetworkSettings
    private let group: any EventLoopGroup

    /// Creates a dialler.
    /// - Parameters:
    ///   - settings: How connections are opened.
    ///   - group: What the connections run on.
    public init(_ settings: NetworkSettings, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
        self.settings = settings
        self.group = group
    }

    /// Opens a connection.
    /// - Parameters:
    ///   - endpoint: Where it leads. A name in other letters than ASCII is taken as browsers take it.
    ///   - isEncrypted: Whether it is encrypted from its first byte.
    ///   - protocols: The protocols that are offered to the server by ALPN, best first.
    ///   - prepare: Adds handlers to the open channel, on its event loop, before they could miss anything that the other
    ///     side says, and gives what the caller wants to work with.
    /// - Returns: What `prepare` gives.
    /// - Throws: `ConnectionError` when the connection can't be had; `LocalError` when a file of certificates can't be used;
    ///   `UsageError` when the name can't be one of a host; `CancellationError` when the task is cancelled; what `prepare`
    ///   throws.
    public func connect<Output: Sendable>(
        to endpoint: Endpoint, isEncrypted: Bool = false, protocols: [String] = [],
        prepare: @escaping @Sendable (any Channel) throws -> Output
    ) async throws -> Output {
        let target = Endpoint(host: try HostName.ascii(endpoint.host), port: endpoint.port)
        let proxy = settings.proxies.proxy(for: target)
        let link = try Link(
            to: target, through: proxy, tls: isEncrypted ? settings.tls : nil, protocols: protocols,
            limit: settings.connectTimeout)
        let failure = ConnectionFailure(target: target, proxy: proxy, settings: settings)
        let first = proxy?.endpoint ?? target
        let channel: any Channel
        do {
            if proxy != nil { try await settings.addresses?.check(host: target.host) }
            channel = try await ClientBootstrap(group: group)
                .connectTimeout(TimeAmount.lasting(settings.connectTimeout))
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                // The other side may speak first: nothing is read before there is a handler for it.
                .channelOption(.autoRead, value: false)
                .connect(host: first.host, port: first.port).get()
            if proxy == nil, let address = channel.remoteAddress?.ipAddress,
                settings.addresses?.allows(address) == false
            {
                channel.close(promise: nil)
                throw AddressRefusal(address)
            }
        } catch {
            throw await failure.explained(error, step: .connecting)
        }
        return try await finish(link, channel, failure, prepare)
    }

    /// Encrypts an open connection from here on, for protocols that begin in the clear.
    /// - Parameters:
    ///   - channel: The connection; nothing that belongs to the encryption may have been read yet.
    ///   - endpoint: Where it leads.
    ///   - protocols: The protocols that are offered to the server by ALPN, best first.
    /// - Throws: What ``connect(to:isEncrypted:protocols:prepare:)`` throws.
    public func encrypt(_ channel: any Channel, to endpoint: Endpoint, protocols: [String] = []) async throws {
        let target = Endpoint(host: try HostName.ascii(endpoint.host), port: endpoint.port)
        let link = try Link(
            to: target, through: nil, tls: settings.tls, protocols: protocols, limit: settings.connectTimeout)
        let proxy = settings.proxies.proxy(for: target)
        let failure = ConnectionFailure(target: target, proxy: proxy, settings: settings)
        try await finish(link, channel, failure) { _ in }
    }

    private func finish<Output: Sendable>(
        _ link: Link, _ channel: any Channel, _ failure: ConnectionFailure,
        _ prepare: @escaping @Sendable (any Channel) throws -> Output
    ) async throws -> Output {
        let output: Result<Output, any Error>
        do {
            output = try await withTaskCancellationHandler {
                try await link.prepare(channel).map { prepared(channel, prepare) }.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            try Task.checkCancellation()
            throw await failure.explained(error, step: .tls)
        }
        if case .failure = output { channel.close(promise: nil) }
        return try output.get()
    }

    /// Lets the caller prepare a channel, and then reads from it.
    private func prepared<Output>(
        _ channel: any Channel, _ prepare: (any Channel) throws -> Output
    ) -> Result<Output, any Error> {
        Result {
            let output = try prepare(channel)
            try channel.startReading()
            return output
        }
    }
}
