import NIOCore
import NIOHTTP1

/// The handlers that an answer passes on its way from the network to the client, for tests that bring no client.
package enum AnswerHandlers {
    /// Makes the handlers, in their order.
    /// - Parameter unpacking: How far answers may grow.
    /// - Returns: The handlers.
    package static func all(unpacking: UnpackingLimit = UnpackingLimit()) -> [any ChannelHandler] {
        let repair = FramingRepair()
        let parser = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward)
        return [
            repair, HTTPRequestEncoder(), ByteToMessageHandler(parser),
            RequestTarget(isAbsolute: false, repair: repair),
            ContentUnpacker(limit: unpacking),
        ]
    }
}
