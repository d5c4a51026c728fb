import NIOCore
import OIntCore

/// Asks an HTTP proxy for a tunnel, with the method `CONNECT`.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6
struct ConnectHandshake: ProxyHandshake {
    private let target: Endpoint
    private let credentials: Proxy.Credentials?

    /// How long the head of an answer may be.
    private static let limit = 64 << 10

    /// Prepares the handshake.
    /// - Parameters:
    ///   - target: Where the tunnel leads.
    ///   - credentials: The user to log in as.
    init(to target: Endpoint, credentials: Proxy.Credentials?) {
        self.target = target
        self.credentials = credentials
    }

    func opening() -> ByteBuffer {
        var head = "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n"
        if let credentials { head += "Proxy-Authorization: \(credentials.basic)\r\n" }
        return ByteBuffer(string: head + "\r\n")
    }

    func answer(_ received: inout ByteBuffer) throws(ProxyRefusal) -> ProxyHandshakeStep? {
        let bytes = received.readableBytesView
        guard bytes.prefix(5).elementsEqual("HTTP/".utf8.prefix(bytes.count)) else { throw .notThatProtocol }
        guard let end = Self.endOfHead(bytes) else {
            guard bytes.count < Self.limit else { throw .notThatProtocol }
            return nil
        }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].prefix(3).count == 3, let status = Int(words[1].prefix(3)) else {
            throw .notThatProtocol
        }
        received.moveReaderIndex(forwardBy: end)
        switch status {
        case 100...199: return try answer(&received)
        case 200...299: return .isOpen
        case 407: throw .authentication
        default: throw .refused("HTTP \(status)")
        }
    }

    /// The number of bytes up to and with the empty line that ends a head; lines may end with LF alone.
    private static func endOfHead(_ bytes: ByteBufferView) -> Int? {
        var isEmptyLine = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"):
                if isEmptyLine { return index + 1 }
                isEmptyLine = true
            case UInt8(ascii: "\r"): break
            default: isEmptyLine = false
            }
        }
        return nil
    }
}

extension Proxy.Credentials {
    /// The value of `Proxy-Authorization`, by RFC 7617.
    package var basic: String { "Basic " + Base64.encoded(Array("\(user):\(password.exposed)".utf8)) }
}
