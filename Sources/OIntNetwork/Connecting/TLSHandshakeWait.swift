import NIOCore
import NIOTLS

/// Tells when encryption is agreed on, or why it is not, and then leaves the channel.
final class TLSHandshakeWait: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let done: EventLoopPromise<Void>

    /// Prepares to wait.
    /// - Parameter done: Is told the end; before anything that was encrypted is handed over.
    init(_ done: EventLoopPromise<Void>) { self.done = done }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            done.succeed()
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        done.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    /// A connection that was never opened does not become inactive.
    func handlerRemoved(context: ChannelHandlerContext) { done.fail(ChannelError.eof) }
}
