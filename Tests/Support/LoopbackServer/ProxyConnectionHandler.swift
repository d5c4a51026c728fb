import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection of a proxy: takes one request, connects to where it wants to go, and hands the bytes over.
///
/// The connection does not read by itself; every read is asked for when the last piece has been passed on, so that the
/// slower side sets the pace.
final class ProxyConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        /// Waits for the head.
        case idle
        /// Has the head and is connecting; the client is not read from.
        case connecting
        /// Passes the body of a plain request on.
        case forwarding(any Channel, isChunked: Bool)
        /// Has answered, or never will; what arrives is dropped.
        case done
    }

    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private let state: ProxyState
    private var phase = Phase.idle

    /// What arrived while connecting: the rest of the first packet.
    private var early: [HTTPServerRequestPart] = []

    init(decoder: ByteToMessageHandler<HTTPRequestDecoder>, state: ProxyState) {
        self.decoder = decoder
        self.state = state
    }

    func channelActive(context: ChannelHandlerContext) {
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = self.unwrapInboundIn(data)
        switch (self.phase, part) {
        case (.idle, .head(let head)): self.take(head, context)
        case (.connecting, _): self.early.append(part)
        case (.forwarding(let server, let isChunked), _): self.forward(part, to: server, isChunked, context)
        default: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch self.phase {
        case .idle, .done: context.read()
        case .connecting, .forwarding: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError, context.channel.isActive, case .idle = self.phase {
            self.answer(400, context)
        } else {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .forwarding(let server, _) = self.phase { server.close(promise: nil) }
        self.phase = .done
        context.fireChannelInactive()
    }

    private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.phase = .done
        guard self.state.record(head) else {
            self.answer(407, context, headers: "Proxy-Authenticate: Basic realm=\"loopback\"\r\n")
            return
        }
        switch self.state.options.behaviour {
        case .forwards: self.connect(head, context)
        case .refuses(let status): self.answer(status, context)
        case .hangsUp: context.close(promise: nil)
        case .keepsSilent: break
        }
    }

    private func connect(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let isTunnel = head.method == .CONNECT
        guard let target = isTunnel ? ProxyTarget(authority: head.uri) : ProxyTarget(absolute: head.uri) else {
            self.answer(400, context)
            return
        }
        guard let address = self.state.address(of: target) else {
            self.answer(502, context)
            return
        }
        self.phase = .connecting
        let (client, connections) = (context.channel, self.state.connections)
        let this = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator.forTransfers)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([TransportEdge(), OneWayRelay(to: client)])
                    connections.add(channel)
                }
            }
            .connect(to: address)
            .hop(to: context.eventLoop)
            .whenComplete { result in
                let (this, context) = this.value
                switch result {
                case .success(let server) where !context.channel.isActive: server.close(promise: nil)
                case .success(let server) where isTunnel: this.openTunnel(to: server, context)
                case .success(let server): this.startForwarding(head, target, to: server, context)
                case .failure: this.answer(502, context)
                }
            }
    }

    private func openTunnel(to server: any Channel, _ context: ChannelHandlerContext) {
        self.phase = .done
        self.write("HTTP/1.1 200 Connection established\r\n\r\n", context)
        // The relay comes first, then the decoder goes: it hands bytes it has already read to the next handler.
        let client = context.channel
        let decoder = NIOLoopBound(self.decoder, eventLoop: context.eventLoop)
        do {
            try client.pipeline.syncOperations.addHandler(OneWayRelay(to: server), position: .after(self))
        } catch {
            context.close(promise: nil)
            server.close(promise: nil)
            return
        }
        client.pipeline.syncOperations.removeHandler(self)
            .flatMap { client.pipeline.syncOperations.removeHandler(decoder.value) }
            .whenComplete { _ in
                client.read()
                server.read()
            }
    }

    private func startForwarding(
        _ head: HTTPRequestHead,
        _ target: ProxyTarget,
        to server: any Channel,
        _ context: ChannelHandlerContext
    ) {
        var text = "\(head.method.rawValue) \(target.origin) HTTP/1.1\r\n"
        for (name, value) in head.headers where !Self.isForProxy(name) {
            text += "\(name): \(value)\r\n"
        }
        text += "Connection: close\r\n\r\n"
        server.writeAndFlush(ByteBuffer(string: text), promise: nil)
        let isChunked = head.headers[canonicalForm: "Transfer-Encoding"].contains { String($0).matches("chunked") }
        self.phase = .forwarding(server, isChunked: isChunked)
        server.read()
        for part in self.early { self.forward(part, to: server, isChunked, context) }
        self.early = []
        context.read()
    }

    private func forward(
        _ part: HTTPServerRequestPart,
        to server: any Channel,
        _ isChunked: Bool,
        _ context: ChannelHandlerContext
    ) {
        switch part {
        case .head:
            break
        case .body(let bytes):
            let client = NIOLoopBound(context, eventLoop: context.eventLoop)
            if isChunked {
                server.write(ByteBuffer(string: "\(String(bytes.readableBytes, radix: 16))\r\n"), promise: nil)
            }
            server.write(bytes, promise: nil)
            server.writeAndFlush(ByteBuffer(string: isChunked ? "\r\n" : "")).hop(to: context.eventLoop).whenSuccess {
                client.value.read()
            }
        case .end:
            if isChunked { server.writeAndFlush(ByteBuffer(string: "0\r\n\r\n"), promise: nil) }
            // One request a connection; from here on the client is only watched for leaving.
            context.read()
        }
    }

    private func answer(_ status: Int, _ context: ChannelHandlerContext, headers: String = "") {
        self.phase = .done
        let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
        self.write(
            "HTTP/1.1 \(status) \(reason)\r\n\(headers)Content-Length: 0\r\nConnection: close\r\n\r\n",
            context
        )
        // Reading goes on until the client leaves: closing at once could reset what it has not read yet.
        context.close(mode: .output, promise: nil)
        context.read()
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    private static func isForProxy(_ name: String) -> Bool {
        name.matches("Connection") || String(name.prefix(6)).matches("Proxy-")
    }
}

/// Passes on what one connection receives to another one, with one piece under way at a time.
final class OneWayRelay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let destination: any Channel

    init(to destination: any Channel) {
        self.destination = destination
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.destination.write(self.unwrapInboundIn(data), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        let source = NIOLoopBound(context, eventLoop: context.eventLoop)
        self.destination.writeAndFlush(ByteBuffer()).hop(to: context.eventLoop).whenComplete { result in
            switch result {
            case .success: source.value.read()
            case .failure: source.value.close(promise: nil)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let destination = self.destination
        destination.writeAndFlush(ByteBuffer()).whenComplete { _ in destination.close(promise: nil) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset is passed on as a reset.
        if error is IOError { self.destination.resetConnection() }
        context.close(promise: nil)
    }
}
