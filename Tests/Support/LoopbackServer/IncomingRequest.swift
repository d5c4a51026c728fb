import Crypto
import NIOCore
import NIOHTTP1

/// A request that is still arriving.
final class IncomingRequest {
    /// Its head, and what was kept of its body until now.
    private(set) var request: ServerRequest

    /// What of it decides how its reply looks.
    let traits: ReplySerializer.Request

    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
    let expectsContinue: Bool

    /// How many bytes of the body may arrive before the connection is reset; `nil` for any number.
    var resetThreshold: Int?

    private let bodyLimit: Int
    private var hash: SHA256?

    init(_ head: HTTPRequestHead, connection: Int, options: LoopbackServer.Options) {
        self.request = ServerRequest(head, connection: connection)
        self.traits = ReplySerializer.Request(
            isHead: head.method == .HEAD,
            isHTTP10: head.version == .http1_0,
            isKeepAlive: head.isKeepAlive
        )
        self.expectsContinue =
            head.version != .http1_0
            && head.headers[canonicalForm: "Expect"].contains { String($0).matches("100-continue") }
        self.bodyLimit = options.bodyLimit
        self.hash = options.hashesBodies ? SHA256() : nil
    }

    func append(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            let room = self.bodyLimit - self.request.body.count
            if room > 0 { self.request.body.append(contentsOf: bytes.prefix(room)) }
            self.hash?.update(bufferPointer: bytes)
        }
        self.request.bodyLength += bytes.readableBytes
    }

    func finish(isComplete: Bool) -> ServerRequest {
        self.request.isComplete = isComplete
        self.request.bodySHA256 = self.hash.map { $0.finalize().hexadecimal }
        return self.request
    }
}

extension ServerRequest {
    fileprivate init(_ head: HTTPRequestHead, connection: Int) {
        let halves = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            method: head.method.rawValue,
            target: head.uri,
            path: halves.first.map { FormDecoding.decode($0.utf8, plusIsSpace: false) } ?? "",
            queryItems: halves.count > 1 ? FormDecoding.items(halves[1]) : [],
            headers: ServerHeaders(head.headers.map { ServerHeaders.Field(name: $0.name, value: $0.value) }),
            body: [],
            bodyLength: 0,
            bodySHA256: nil,
            isComplete: false,
            connection: connection
        )
    }
}
