import NIOCore
import NIOEmbedded
import NIOHTTP1
import OIntHTTP

/// The path of an answer through the HTTP client, as a function of bytes.
public enum AnswerFuzzing {
    /// Reads bytes as the answer to a request, through everything that stands between the network and the client.
    ///
    /// The first byte says in what pieces they come and what was asked; all others are the answer. It ends by itself, whatever
    /// they are: what is not HTTP is an error inside.
    /// - Parameter input: The bytes.
    /// - Returns: How many bytes of bodies came out.
    @discardableResult
    public static func read(_ input: UnsafeRawBufferPointer) -> Int {
        guard let first = input.first else { return 0 }
        let channel = EmbeddedChannel(
            handlers: AnswerHandlers.all(unpacking: UnpackingLimit(ratio: 200, size: 1 << 20)))
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        guard (try? channel.connect(to: SocketAddress(unixDomainSocketPath: "/fuzzed")).wait()) != nil else { return 0 }
        let method: HTTPMethod = first & 1 == 0 ? .GET : .HEAD
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: "/", headers: ["Host": "h"])
        _ = try? channel.writeOutbound(HTTPClientRequestPart.head(head))
        _ = try? channel.writeOutbound(HTTPClientRequestPart.end(nil))
        let size = [1, 3, 17, 256, 4096, Int.max][Int(first >> 1) % 6]
        var rest = input.dropFirst()
        var count = 0
        while !rest.isEmpty, channel.isActive {
            let piece = rest.prefix(size)
            rest = rest.dropFirst(piece.count)
            _ = try? channel.writeInbound(ByteBuffer(bytes: piece))
            count += drain(channel)
        }
        return count
    }

    /// Takes what has come out, and asks for more until nothing comes.
    private static func drain(_ channel: EmbeddedChannel) -> Int {
        var count = 0
        while true {
            var isEmpty = true
            while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
                isEmpty = false
                if case .body(let bytes) = part { count += bytes.readableBytes }
            }
            if isEmpty { return count }
            channel.read()
            channel.embeddedEventLoop.run()
        }
    }
}
