import HTTPTypes
import HummingbirdCore
import NIOCore
import OIntCore

/// Takes a request from a connection, and writes the answer to it.
struct Exchange: Sendable {
    let limits: LocalServer.Limits
    let handler: LocalServer.Handler

    /// Answers one request.
    /// - Parameters:
    ///   - request: The request, whose body is still to come.
    ///   - writer: Where the answer goes.
    ///   - channel: The connection.
    /// - Throws: An error when the client has gone; the connection is closed then.
    @Sendable func respond(
        to request: HummingbirdCore.Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        var request = request
        let body: ByteBuffer
        do {
            body = try await request.collectBody(upTo: limits.bodySize)
        } catch is NIOTooManyBytesError {
            // What is left of the body would have to be read to its end for another request to be found behind it.
            try await writer.writeResponse(
                HTTPResponse(status: .contentTooLarge, headerFields: [.contentLength: "0", .connection: "close"]))
            return try await channel.close().get()
        }
        let isHead = request.method == .head
        var response = await handler(LocalRequest(request.head, body: Array(body.readableBytesView)))
        let outlet = Outlet(writer)
        guard case .stream = response.body, !isHead else { return try await outlet.send(response, isHead: isHead) }
        // Watching whether the client is still there takes what comes on the connection: nothing can follow.
        response.headers.append(HeaderField("Connection", "close"))
        let streaming = response
        try await request.body.consumeWithCancellationOnInboundClose { _ in
            try await outlet.send(streaming, isHead: false)
        }
    }
}

/// Where an answer goes; used by one task at a time, the one that answers.
private final class Outlet: @unchecked Sendable {
    private var writer: ResponseWriter?
    private var body: (any ResponseBodyWriter)?

    init(_ writer: consuming ResponseWriter) { self.writer = consume writer }

    /// Sends an answer.
    func send(_ response: LocalResponse, isHead: Bool) async throws {
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
            try await write(LocalResponse.Writer { [self] in try await sendPiece($0) })
            try await body.take()?.finish(nil)
        }
    }

    private func sendPiece(_ bytes: [UInt8]) async throws {
        try await body?.write(ByteBuffer(bytes: bytes))
    }
}
