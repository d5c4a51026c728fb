import NIOCore
import NIOHTTP1
import NIOSSL

/// One connection of a server: collects a request, asks the handler, carries out the reply's script, and so on.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        /// Waits for a request's head.
        case idle
        /// Waits for the rest of a request.
        case receiving(IncomingRequest)
        /// Waits for the handler, or sends its reply.
        case replying
        /// Has sent everything, or never will; whatever arrives is dropped.
        case closing
    }

    /// How much is written before other connections on the same event loop get their turn.
    private static let turn = 4 * 1024 * 1024

    private let number: Int
    private let state: ServerState

    private var context: ChannelHandlerContext?
    private var phase = Phase.idle
    private var backlog: [HTTPServerRequestPart] = []
    private var isReadHeld = false
    private var isWorkingOff = false

    /// Counts the exchanges, so that what comes late for an old one is recognised.
    private var exchange = 0
    private var task: Task<Void, Never>?
    private var serializer: ReplySerializer?
    private var isPumping = false

    /// The rest of a refused request: the connection stays open until it is there, so that the client, busy sending,
    /// sees the reply and not a reset.
    private var isDrainingRequest = false

    init(number: Int, state: ServerState) {
        self.number = number
        self.state = state
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    // MARK: - Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = self.unwrapInboundIn(data)
        if case .replying = self.phase, !self.isDrainingRequest {
            self.backlog.append(part)
        } else {
            self.take(part)
        }
    }

    /// Reads no further while a pipelined request waits.
    func read(context: ChannelHandlerContext) {
        if self.backlog.isEmpty {
            context.read()
        } else {
            self.isReadHeld = true
        }
    }

    private func take(_ part: HTTPServerRequestPart) {
        switch (self.phase, part) {
        case (.idle, .head(let head)):
            self.begin(IncomingRequest(head, connection: self.number, options: self.state.options))
        case (.receiving(let request), .body(let bytes)):
            request.append(bytes)
            if let threshold = request.resetThreshold, request.request.bodyLength >= threshold {
                self.state.record(request.finish(isComplete: false))
                self.phase = .closing
                self.context?.channel.resetConnection()
            }
        case (.receiving(let incoming), .end):
            let request = incoming.finish(isComplete: true)
            self.state.record(request)
            self.ask(request, traits: incoming.traits)
        case (.replying, .end):
            self.isDrainingRequest = false
        case (.closing, .end) where self.isDrainingRequest:
            self.isDrainingRequest = false
            self.context?.close(promise: nil)
        default:
            break
        }
    }

    private func begin(_ incoming: IncomingRequest) {
        switch self.state.options.admission(incoming.request) {
        case .accept:
            break
        case .reset(let threshold):
            incoming.resetThreshold = threshold
        case .refuse(let reply):
            self.state.record(incoming.finish(isComplete: false))
            self.startExchange()
            self.isDrainingRequest = true
            var traits = incoming.traits
            traits.isKeepAlive = false
            self.send(reply, traits: traits, exchange: self.exchange)
            return
        }
        self.phase = .receiving(incoming)
        if incoming.expectsContinue, let context = self.context {
            context.writeAndFlush(
                self.wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        }
    }

    private func startExchange() {
        self.phase = .replying
        self.exchange += 1
    }

    private func ask(_ request: ServerRequest, traits: ReplySerializer.Request) {
        guard let eventLoop = self.context?.eventLoop else { return }
        self.startExchange()
        let exchange = self.exchange
        let (handler, state, this) = (self.state.handler, self.state, NIOLoopBound(self, eventLoop: eventLoop))
        self.run {
            let reply: ServerReply
            do {
                reply = try await handler(request)
            } catch {
                if Task.isCancelled { return }
                state.report("\(request.method) \(request.path): the handler threw \(error)")
                reply = .bytes(Array("The handler threw \(error)\n".utf8), status: 500, contentType: "text/plain")
            }
            eventLoop.runNow { this.value.send(reply, traits: traits, exchange: exchange) }
        }
    }

    /// Runs a piece of asynchronous work that is cancelled when the connection ends.
    private func run(_ work: @escaping @Sendable () async -> Void) {
        let exchange = self.exchange
        let task: Task<Void, Never>
        // Most handlers never wait: started on the spot, they spare two changes of thread per request.
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            task = Task.immediateDetached { await work() }
        } else {
            task = Task.detached { await work() }
        }
        if exchange == self.exchange { self.task = task }
    }

    // MARK: - Replies

    private func send(_ reply: ServerReply, traits: ReplySerializer.Request, exchange: Int) {
        guard case .replying = self.phase, exchange == self.exchange else { return }
        self.serializer = ReplySerializer(reply, to: traits)
        self.pump()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { self.pump() }
        context.fireChannelWritabilityChanged()
    }

    /// Does what the script says, for as long as the client keeps up.
    private func pump() {
        guard !self.isPumping, let context = self.context else { return }
        self.isPumping = true
        self.carryOut(context)
        self.isPumping = false
        // Only now: the next request may be answered, and pumped, before this returns.
        if case .idle = self.phase { self.workOffBacklog() }
    }

    private func carryOut(_ context: ChannelHandlerContext) {
        var (written, unflushed) = (0, 0)
        while let action = self.nextAction(context) {
            switch action {
            case .write(let bytes):
                written += bytes.readableBytes
                unflushed += bytes.readableBytes
                context.write(self.wrapOutboundOut(bytes), promise: nil)
                // TLS holds back what is not flushed, where `isWritable` does not see it.
                if unflushed >= 64 * 1024 {
                    context.flush()
                    unflushed = 0
                }
                if written >= Self.turn {
                    context.flush()
                    self.pumpLater(context)
                    return
                }
            case .wait(let gate):
                self.wait(at: gate, context)
                return
            case .hold:
                context.flush()
                self.serializer = nil
                return
            case .keepAlive:
                context.flush()
                self.serializer = nil
                self.phase = .idle
                return
            case .close, .drop, .reset:
                self.finish(by: action, context)
                return
            }
        }
        context.flush()
        // Flushing may have made room without an event, because the event came while `isPumping` was set.
        if context.channel.isWritable, self.serializer != nil { self.pumpLater(context) }
    }

    /// The next action, or `nil` while the client does not keep up.
    private func nextAction(_ context: ChannelHandlerContext) -> ReplySerializer.Action? {
        context.channel.isWritable ? self.serializer?.next() : nil
    }

    private func pumpLater(_ context: ChannelHandlerContext) {
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute { this.value.pump() }
    }

    private func wait(at gate: Gate, _ context: ChannelHandlerContext) {
        let (eventLoop, this, exchange) = (
            context.eventLoop, NIOLoopBound(self, eventLoop: context.eventLoop), self.exchange
        )
        let serializer = self.serializer
        self.serializer = nil
        // The gate counts as reached only when everything before it has left this process.
        let flushed = eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer()), promise: flushed)
        let future = flushed.futureResult
        self.run {
            guard (try? await future.get()) != nil, (try? await gate.pass()) != nil else { return }
            eventLoop.execute {
                guard this.value.exchange == exchange, case .replying = this.value.phase else { return }
                this.value.serializer = serializer
                this.value.pump()
            }
        }
    }

    private func finish(by action: ReplySerializer.Action, _ context: ChannelHandlerContext) {
        self.serializer = nil
        self.phase = .closing
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let flushed = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer()), promise: flushed)
        flushed.futureResult.whenComplete { _ in
            let this = this.value
            guard let context = this.context else { return }
            switch action {
            case .reset: context.channel.resetConnection()
            case .drop: context.channel.dropConnection()
            default: context.close(mode: this.isDrainingRequest ? .output : .all, promise: nil)
            }
        }
    }

    private func workOffBacklog() {
        guard !self.isWorkingOff else { return }
        self.isWorkingOff = true
        defer { self.isWorkingOff = false }
        while !self.backlog.isEmpty {
            if case .replying = self.phase { return }
            self.take(self.backlog.removeFirst())
        }
        if self.isReadHeld {
            self.isReadHeld = false
            self.context?.read()
        }
    }

    // MARK: - The end

    func channelInactive(context: ChannelHandlerContext) {
        if case .receiving(let request) = self.phase { self.state.record(request.finish(isComplete: false)) }
        self.phase = .closing
        self.serializer = nil
        self.task?.cancel()
        self.task = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError where context.channel.isActive:
            self.state.report("malformed request: \(error)")
            if case .replying = self.phase { break }
            self.startExchange()
            self.send(
                .status(400),
                traits: ReplySerializer.Request(isHead: false, isHTTP10: false, isKeepAlive: false),
                exchange: self.exchange
            )
            return
        case let error as NIOSSLError where error.isHandshakeFailure:
            self.state.report("TLS handshake failed: \(error)")
        case let error as BoringSSLError:
            self.state.report("TLS failed: \(error)")
        default:
            // The client left without a goodbye: its right, and what many tests want to see survived.
            break
        }
        context.close(promise: nil)
    }
}

extension NIOSSLError {
    fileprivate var isHandshakeFailure: Bool {
        if case .handshakeFailed = self { true } else { false }
    }
}

extension EventLoop {
    /// Runs the work at once when on the loop already.
    fileprivate func runNow(_ work: @escaping @Sendable () -> Void) {
        if self.inEventLoop { work() } else { self.execute(work) }
    }
}
