import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The handler next to the socket: closes TCP behind the back of TLS, which would say goodbye first.
final class TransportEdge: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = ByteBuffer
}

extension Channel {
    /// Closes TCP at once, without `close_notify`; bytes that were flushed are still delivered.
    func dropConnection() {
        self.closeTransport(beforehand: nil)
    }

    /// Resets the connection: with a linger time of 0, closing a socket sends RST instead of FIN.
    func resetConnection() {
        let socket = self as? any SocketOptionProvider
        self.closeTransport(beforehand: socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)))
    }

    private func closeTransport(beforehand step: EventLoopFuture<Void>?) {
        let ready = step ?? self.eventLoop.makeSucceededVoidFuture()
        ready.whenComplete { _ in
            self.eventLoop.execute {
                let context = try? self.pipeline.syncOperations.context(handlerType: TransportEdge.self)
                if let context { context.close(promise: nil) } else { self.close(promise: nil) }
            }
        }
    }
}

extension RecvByteBufferAllocator where Self == AdaptiveRecvByteBufferAllocator {
    /// Small for calls, growing to large reads in transfers.
    static var forTransfers: AdaptiveRecvByteBufferAllocator {
        AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 16 * 1024, maximum: 256 * 1024)
    }
}
