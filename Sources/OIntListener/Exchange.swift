import HTTPTypes
import HummingbirdCore
import NIOCore
import OIntCore

/// Takes a request from a connection, and writes the answer to it.
struct Exchange: Sendable {
    let limits: HTTPListener.Limits
    let gate: AccessGate?
    let connections: Connections
    let memory: BodyMemory
    let handler: HTTPListener.Handler

    /// Answers one request.
    /// - Parameters:
    ///   - request: The request, whose body is still to come.
    ///   - writer: Where the answer goes.
    ///   - channel: The connection.
    /// - Throws: An error when the client has gone; the connection is closed then.
    @Sendable func respond(
        to request: HummingbirdCore.Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let head = RequestHead(request.head)
        let isHead = request.method == .head
        let body = BodyReader(request.body)
        if let refusal = gate?.refusal(of: head) {
            return try await end(with: refusal, isHead: isHead, Outlet(writer), body, channel)
        }
        connections.trust(channel)
        if head.header("Expect")?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let outlet = Outlet(writer)
        let collected = await collect(body, announced: head.header("Content-Length").flatMap { Int($0) })
        guard case .body(let bytes) = collected else {
            let refusal =
                if case .tooLarge = collected {
                    ListenerResponse.text(status: 413, "A body has at most \(limits.bodySize) bytes.\n")
                } else {
                    ListenerResponse.text(status: 503, "The server has too much to hold; try again later.\n")
                }
            return try await end(with: refusal, isHead: isHead, outlet, body, channel)
        }
        defer { memory.giveBack(bytes.count) }
        let response = await handler(ListenerRequest(head, body: bytes))
        // A client that goes away has no use for what takes a while.
        try await connections.whileConnected(channel) { try await outlet.send(response, isHead: isHead) }
    }

    /// Answers, and ends the connection without reading what else comes on it.
    private func end(
        with response: ListenerResponse, isHead: Bool, _ outlet: Outlet, _ body: BodyReader, _ channel: any Channel
    ) async throws {
        var response = response
        response.headers.append(HeaderField("Connection", "close"))
        try await outlet.send(response, isHead: isHead)
        // A connection that is closed while data comes is reset, and the client never sees the answer.
        try? await TimeLimit.run(Self.lingering, failure: { _ in CancellationError() }) {
            var count = 0
            while let piece = try await body.next() {
                count += piece.readableBytes
                if count > Self.lingeringSize { return }
            }
        }
        try await channel.close().get()
    }

    /// How long, and for how many bytes, a client may go on sending that was refused.
    private static let lingering = Duration.seconds(2)
    private static let lingeringSize = 1 << 20

    private enum Collected {
        case body([UInt8])
        case tooLarge
        case noMemory
    }

    private func collect(_ body: BodyReader, announced: Int?) async -> Collected {
        guard announced ?? 0 <= limits.bodySize else { return .tooLarge }
        var bytes: [UInt8] = []
        var reason: Collected?
        do {
            while let piece = try await body.next() {
                let count = piece.readableBytes
                if bytes.count + count > limits.bodySize {
                    reason = .tooLarge
                } else if !memory.take(count) {
                    reason = .noMemory
                }
                if reason != nil { break }
                bytes.append(contentsOf: piece.readableBytesView)
            }
        } catch {
            // The client has gone, and whatever is answered reaches nobody.
            reason = .noMemory
        }
        guard let reason else { return .body(bytes) }
        memory.giveBack(bytes.count)
        return reason
    }
}

/// Reads a body piece by piece; used by one task at a time.
private final class BodyReader: @unchecked Sendable {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) { iterator = body.makeAsyncIterator() }

    func next() async throws -> ByteBuffer? { try await iterator.next() }
}

/// Where an answer goes; used by one task at a time, the one that answers.
private final class Outlet: @unchecked Sendable {
    private var writer: ResponseWriter?
    private var body: (any ResponseBodyWriter)?

    init(_ writer: consuming ResponseWriter) { self.writer = consume writer }

    /// Sends an answer.
    func send(_ response: ListenerResponse, isHead: Bool) async throws {
        guard let writer = writer.take() else { return }
        var head = HTTPResponse(status: .init(code: response.status))
        for field in response.headers {
            guard let name = HTTPField.Name(field.name) else { continue }
            head.headerFields.append(HTTPField(name: name, value: field.value))
        }
        switch response.body {
        case .bytes(let bytes):
            if response.status != 204 { head.headerFields[.contentLength] = String(bytes.count) }
            guard !bytes.isEmpty, !isHead else { return try await writer.writeResponse(head) }
            try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let write):
            guard !isHead else { return try await writer.writeResponse(head) }
            body = try await writer.writeHead(head)
            try await write(ListenerResponse.Writer { [self] in try await sendPiece($0) })
            try await body.take()?.finish(nil)
        case .whileConnected(let make):
            self.writer = consume writer
            try await send(await make(), isHead: isHead)
        }
    }

    private func sendPiece(_ bytes: [UInt8]) async throws {
        try await body?.write(ByteBuffer(bytes: bytes))
    }
}
