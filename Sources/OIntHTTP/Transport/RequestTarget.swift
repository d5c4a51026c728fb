import NIOCore
import NIOHTTP1

/// Writes the target of requests as the other side wants it, and tells the one who reads the answer what was asked.
///
/// A proxy for plain HTTP gets the whole address as the target, by RFC 9112, section 3.2.2.
final class RequestTarget: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private let isAbsolute: Bool
    private let repair: FramingRepair

    /// Creates a handler.
    /// - Parameters:
    ///   - isAbsolute: Whether the target is the whole address, whose host stands in the header `Host`.
    ///   - repair: What reads the answers.
    init(isAbsolute: Bool, repair: FramingRepair) {
        self.isAbsolute = isAbsolute
        self.repair = repair
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        repair.isForHead = head.method == .HEAD
        if isAbsolute, let host = head.headers.first(name: "Host") { head.uri = "http://\(host)\(head.uri)" }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
