import NIOCore
import NIOHTTP1

/// Turns a reply into what has to be done on the wire, one action at a time; it does no I/O itself.
///
/// Source of the wire format: RFC 9112.
struct ReplySerializer {
    enum Action {
        /// Write these bytes.
        case write(ByteBuffer)
        /// Flush, and go on once the gate is open.
        case wait(Gate)
        /// Flush, and do nothing more.
        case hold
        /// Flush, then close in an orderly way.
        case close
        /// Flush, then close TCP only.
        case drop
        /// Flush, then reset.
        case reset
        /// The reply is complete and the connection can take the next request.
        case keepAlive
    }

    /// What of the request decides how its reply looks.
    struct Request {
        var isHead: Bool
        var isHTTP10: Bool
        var isKeepAlive: Bool
    }

    private static let lineBreak: StaticString = "\r\n"

    private var head: ByteBuffer?
    private var steps: ArraySlice<ReplyStep>
    private let isChunked: Bool
    private let sendsBody: Bool
    private let keepsAlive: Bool
    private var sentOfPattern = 0
    private var needsLastChunk: Bool

    init(_ reply: ServerReply, to request: Request) {
        self.steps = reply.steps[...]
        guard reply.framing != .raw else {
            self.isChunked = false
            self.sendsBody = true
            self.keepsAlive = false
            self.needsLastChunk = false
            return
        }
        let hasBody = reply.status >= 200 && reply.status != 204 && reply.status != 304
        let length = reply.announcedLength
        let framing = reply.framing(length: length, isHTTP10: request.isHTTP10)
        let declared = reply.headers["Content-Length"]

        var headers = reply.headers
        switch framing {
        case .contentLength:
            if let length, hasBody, declared == nil, headers["Transfer-Encoding"] == nil {
                headers.append("Content-Length", String(length))
            }
        case .chunked:
            if hasBody, headers["Transfer-Encoding"] == nil { headers.append("Transfer-Encoding", "chunked") }
        case .untilClose, .raw:
            break
        }

        // A client that was told a wrong length would take the rest of the body for the next reply, or wait for it.
        let isWhole = declared == nil || declared == length.map(String.init) || !hasBody || request.isHead
        let wantsClose = headers.values(of: "Connection").contains { $0.matches("close") }
        self.keepsAlive = request.isKeepAlive && !wantsClose && framing != .untilClose && isWhole
        if headers["Connection"] == nil {
            if !self.keepsAlive {
                headers.append("Connection", "close")
            } else if request.isHTTP10 {
                headers.append("Connection", "keep-alive")
            }
        }

        self.isChunked = framing == .chunked
        self.sendsBody = hasBody && !request.isHead
        self.needsLastChunk = self.isChunked && self.sendsBody
        self.head = Self.head(status: reply.status, headers: headers)
    }

    mutating func next() -> Action {
        if var head = self.head {
            self.head = nil
            // A short body travels with the head: one write, one TLS record.
            if self.sendsBody, !self.isChunked, case .bytes(let bytes) = self.steps.first, bytes.count <= 16_384 {
                head.writeBytes(bytes)
                self.steps.removeFirst()
            }
            return .write(head)
        }
        while let step = self.steps.first {
            switch step {
            case .bytes(let bytes):
                self.steps.removeFirst()
                if self.sendsBody, !bytes.isEmpty { return .write(self.frame(ByteBuffer(bytes: bytes))) }
            case .pattern(let pattern, let range):
                let offset = range.lowerBound + self.sentOfPattern
                if self.sendsBody, offset < range.upperBound {
                    return .write(self.slice(of: pattern, from: offset, upTo: range.upperBound - offset))
                }
                self.sentOfPattern = 0
                self.steps.removeFirst()
            case .endless(let pattern):
                if self.sendsBody { return .write(self.slice(of: pattern, from: self.sentOfPattern, upTo: .max)) }
                self.steps.removeFirst()
            case .wait(let gate):
                self.steps.removeFirst()
                return .wait(gate)
            case .hold: return .hold
            case .close: return .close
            case .drop: return .drop
            case .reset: return .reset
            }
        }
        if self.needsLastChunk {
            self.needsLastChunk = false
            return .write(ByteBuffer(string: "0\r\n\r\n"))
        }
        return self.keepsAlive ? .keepAlive : .close
    }

    private mutating func slice(of pattern: BytePattern, from offset: Int, upTo limit: Int) -> ByteBuffer {
        let slice = pattern.slice(from: offset, upTo: limit)
        self.sentOfPattern += slice.readableBytes
        return self.frame(slice)
    }

    private func frame(_ bytes: ByteBuffer) -> ByteBuffer {
        guard self.isChunked else { return bytes }
        var chunk = ByteBuffer()
        chunk.reserveCapacity(bytes.readableBytes + 20)
        chunk.writeString(String(bytes.readableBytes, radix: 16))
        chunk.writeStaticString(Self.lineBreak)
        chunk.writeImmutableBuffer(bytes)
        chunk.writeStaticString(Self.lineBreak)
        return chunk
    }

    private static func head(status: Int, headers: ServerHeaders) -> ByteBuffer {
        var head = ByteBuffer()
        head.reserveCapacity(256)
        head.writeString("HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n")
        for field in headers.fields {
            head.writeString(field.name)
            head.writeStaticString(": ")
            head.writeString(field.value)
            head.writeStaticString(self.lineBreak)
        }
        head.writeStaticString(self.lineBreak)
        return head
    }
}

extension ServerReply {
    /// How many bytes the script has, or `nil` when it has no end.
    fileprivate var announcedLength: Int? {
        var length = 0
        for step in self.steps {
            switch step {
            case .bytes(let bytes): length += bytes.count
            case .pattern(_, let range): length += range.count
            case .endless: return nil
            case .wait, .hold, .close, .drop, .reset: break
            }
        }
        return length
    }

    /// The framing that the script and the client's version allow; HTTP/1.0 knows no chunks.
    fileprivate func framing(length: Int?, isHTTP10: Bool) -> Framing {
        var framing = self.framing
        if framing == .contentLength, length == nil, self.headers["Content-Length"] == nil { framing = .chunked }
        return framing == .chunked && isHTTP10 ? .untilClose : framing
    }
}
