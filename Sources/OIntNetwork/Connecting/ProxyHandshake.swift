import NIOCore

/// What is said between a client and a proxy before the proxy passes bytes on.
protocol ProxyHandshake {
    /// What the client says first.
    mutating func opening() -> ByteBuffer

    /// Takes what the proxy said.
    /// - Parameter received: What was received and not read yet; what belongs to the handshake is taken out of it.
    /// - Returns: What follows; nil when more has to come first.
    /// - Throws: `ProxyRefusal` when the proxy does not do it.
    mutating func answer(_ received: inout ByteBuffer) throws(ProxyRefusal) -> ProxyHandshakeStep?
}

/// What follows an answer of a proxy.
enum ProxyHandshakeStep {
    /// The client says something more.
    case says(ByteBuffer)
    /// From here on the proxy passes bytes on.
    case isOpen
}

/// Why a proxy does not pass bytes on.
package enum ProxyRefusal: Error, Sendable, Hashable {
    /// It wants a user and a password, or others than those given.
    case authentication
    /// It can't or does not want to connect, for a reason in a few words.
    case refused(String?)
    /// What it says belongs to another protocol.
    case notThatProtocol
    /// It closed the connection.
    case closed
}

/// Speaks with a proxy at the front of a channel, hands nothing on until that is done, and then leaves the channel.
///
/// What the proxy passes on right behind its last word goes to the handlers that are there by then.
final class ProxyHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var handshake: any ProxyHandshake
    private let done: EventLoopPromise<Void>
    private var received = ByteBuffer()
    private var hasBegun = false
    private var isDone = false

    /// Prepares the handshake.
    /// - Parameters:
    ///   - handshake: What is said.
    ///   - done: Is told the end; before anything that the proxy passes on is handed over.
    init(_ handshake: any ProxyHandshake, done: EventLoopPromise<Void>) {
        self.handshake = handshake
        self.done = done
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        context.writeAndFlush(wrapOutboundOut(handshake.opening()), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return context.fireChannelRead(data) }
        received.writeImmutableBuffer(unwrapInboundIn(data))
        do throws(ProxyRefusal) {
            while let step = try handshake.answer(&received) {
                switch step {
                case .says(let words): context.writeAndFlush(wrapOutboundOut(words), promise: nil)
                case .isOpen: return finish(context)
                }
            }
        } catch {
            fail(error, context)
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        isDone = true
        done.succeed()
        if received.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(received))
            context.fireChannelReadComplete()
        }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) { if isDone { context.fireChannelReadComplete() } }

    func channelInactive(context: ChannelHandlerContext) {
        if !isDone { fail(ProxyRefusal.closed, context) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isDone else { return context.fireErrorCaught(error) }
        fail(error, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { if !isDone { done.fail(ProxyRefusal.closed) } }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        isDone = true
        done.fail(error)
        context.close(promise: nil)
    }
}
