import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import OIntCore

/// The certificate a server shows, looked at after it was not accepted.
///
/// BoringSSL tells only that a certificate was refused. To say why, a second connection takes the certificate without
/// trusting it, and is closed before anything is sent.
struct PeerCertificate {
    /// When the certificate is valid.
    enum Validity {
        case expired(String)
        case notYet(String)
        case current
    }

    let validity: Validity

    /// How long the server may take: it has just done the same, and the answer only makes an error clearer.
    private static let patience = TimeAmount.seconds(5)

    /// Takes the certificate of a server; nil when it can't be had quickly.
    static func presented(by address: Address) async -> PeerCertificate? {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = .none
            let context = try NIOSSLContext(configuration: configuration)
            let host = address.host.filter { $0 != "[" && $0 != "]" }
            let name = (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(Self.patience)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = try NIOSSLClientHandler(context: context, serverHostname: name)
                        try channel.pipeline.syncOperations.addHandlers(
                            handler, HandshakeWait(channel.eventLoop.makePromise()))
                    }
                }
                .connect(host: host, port: address.port).get()
            defer { channel.close(promise: nil) }
            let wait = try await channel.pipeline.handler(type: HandshakeWait.self).map(\.done).get()
            let limit = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
            defer { limit.cancel() }
            try await withTaskCancellationHandler {
                try await wait.get()
            } onCancel: {
                channel.close(promise: nil)
            }
            guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
            let now = DateTime.now.unixTime
            if Int(certificate.notValidAfter) < now {
                return PeerCertificate(validity: .expired(DateTime(unixTime: Int(certificate.notValidAfter)).dayText))
            }
            if Int(certificate.notValidBefore) > now {
                return PeerCertificate(validity: .notYet(DateTime(unixTime: Int(certificate.notValidBefore)).dayText))
            }
            return PeerCertificate(validity: .current)
        } catch {
            return nil
        }
    }
}

/// Tells when the handshake is over.
private final class HandshakeWait: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<Void>
    var done: EventLoopFuture<Void> { promise.futureResult }

    init(_ promise: EventLoopPromise<Void>) { self.promise = promise }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { promise.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    /// A connection that was never opened does not become inactive.
    func handlerRemoved(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }
}
