import NIOCore
import NIOHTTP1

/// Unpacks the bodies of answers, no faster than they are read.
///
/// A small packed piece may hold a thousand times its size. It is unpacked piece by piece, each when the one before has been
/// asked for, so that memory does not grow with it.
final class ContentUnpacker: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private let limit: UnpackingLimit
    private var inflater: Inflater?
    /// The end of the answer, which waits until everything before it is unpacked.
    private var end: HTTPClientResponsePart?
    /// Whether packed bytes wait until they are asked for.
    private var hasMore = false
    private var isScheduled = false
    private var hasFailed = false
    private var isHead = false

    /// Creates a handler.
    /// - Parameter limit: How far answers may grow.
    init(limit: UnpackingLimit) { self.limit = limit }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head(let head) = unwrapOutboundIn(data) { isHead = head.method == .HEAD }
        context.write(data, promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            if !(100...199 ~= head.status.code) { inflater = coding(of: head).map { Inflater($0, limit: limit) } }
            context.fireChannelRead(data)
        case .body(let bytes):
            guard let inflater else { return context.fireChannelRead(data) }
            inflater.take(bytes)
            if !hasMore { unpack(context) }
        case .end:
            guard inflater != nil else { return context.fireChannelRead(data) }
            end = part
            if !hasMore { unpack(context) }
        }
    }

    /// How a body is packed; nil where it is not, where there is none, and for codings that nobody here asks for.
    private func coding(of head: HTTPResponseHead) -> Inflater.Coding? {
        guard !isHead, ![204, 304].contains(head.status.code) else { return nil }
        let codings = head.headers[canonicalForm: "content-encoding"].filter { $0.lowercased() != "identity" }
        return codings.count == 1 ? Inflater.Coding(String(codings[0])) : nil
    }

    /// Hands one piece on, and the end behind the last.
    private func unpack(_ context: ChannelHandlerContext) {
        guard let inflater else { return }
        do throws(Inflater.Failure) {
            if let piece = try inflater.next(context.channel.allocator) {
                hasMore = true
                return context.fireChannelRead(wrapInboundOut(.body(piece)))
            }
            hasMore = false
            guard let end else { return }
            try inflater.finish()
            self.inflater = nil
            self.end = nil
            context.fireChannelRead(wrapInboundOut(end))
        } catch {
            hasFailed = true
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }

    func read(context: ChannelHandlerContext) {
        guard hasMore else { return context.read() }
        guard !isScheduled else { return }
        isScheduled = true
        // In a turn of its own: whoever reads may ask for the next piece while it takes this one.
        context.eventLoop.assumeIsolated().execute { [self] in
            isScheduled = false
            unpack(context)
            context.fireChannelReadComplete()
            // The channel itself asks for more only behind what came from the network.
            if context.channel.isActive { context.channel.read() }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        // What came before the end is unpacked all the same; nobody is held up by it any more.
        while hasMore, !hasFailed { unpack(context) }
        context.fireChannelInactive()
    }
}
