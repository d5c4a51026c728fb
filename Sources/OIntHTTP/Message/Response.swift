import NIOCore
import OIntCore

/// The head of an answer, with a body that is still to come.
public struct Response: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The headers, in their order.
    public var headers: [HeaderField]
    /// The body.
    public let body: ByteStream
    /// Where the answer came from, after redirects.
    public let address: Address
    /// What the service says in it, where that was judged.
    var judged: Judged?

    /// Creates an answer.
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - headers: The headers.
    ///   - body: The body.
    ///   - address: Where the answer came from.
    public init(status: Int, headers: [HeaderField], body: ByteStream, address: Address) {
        self.status = status
        self.headers = headers
        self.body = body
        self.address = address
    }

    /// The value of a header.
    /// - Parameter name: The name, in any case.
    /// - Returns: The first value, or nil.
    public func header(_ name: String) -> String? { headers.first(named: name) }

    /// Takes the whole body into memory.
    /// - Parameter limit: How many bytes to take at most.
    /// - Returns: The answer with its body.
    /// - Throws: `ReplyError` when the body is larger; `ConnectionError` when the connection breaks.
    public func collected(upTo limit: Int) async throws -> Reply {
        if let length = body.length, length > limit { throw ReplyError.tooLarge(address, limit) }
        if let whole = body.whole {
            return Reply(status: status, headers: headers, body: whole.withBytes { Array($0) }, address: address)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.length ?? 0)
        for try await chunk in body {
            guard bytes.count + chunk.byteCount <= limit else { throw ReplyError.tooLarge(address, limit) }
            chunk.withBytes { bytes.append(contentsOf: $0) }
        }
        return Reply(status: status, headers: headers, body: bytes, address: address)
    }
}

extension ReplyError {
    /// An answer has more bytes than are taken into memory.
    static func tooLarge(_ address: Address, _ limit: Int) -> ReplyError {
        ReplyError(
            peer: address.peer, reason: "the answer is larger than \(limit >> 20) MiB",
            remedy: "Ask for less at a time, or send it to a file where the method allows it")
    }
}

/// An answer with its whole body.
public struct Reply: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The headers, in their order.
    public let headers: [HeaderField]
    /// The body.
    public let body: [UInt8]
    /// Where the answer came from, after redirects.
    public let address: Address

    /// Creates an answer.
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - headers: The headers.
    ///   - body: The body.
    ///   - address: Where the answer came from.
    public init(status: Int, headers: [HeaderField], body: [UInt8], address: Address) {
        self.status = status
        self.headers = headers
        self.body = body
        self.address = address
    }

    /// The value of a header.
    /// - Parameter name: The name, in any case.
    /// - Returns: The first value, or nil.
    public func header(_ name: String) -> String? { headers.first(named: name) }

    /// Whether the status says yes.
    public var isSuccess: Bool { (200..<300).contains(status) }
}

extension [HeaderField] {
    /// The value of the first header of a name, in any case.
    package func first(named name: String) -> String? {
        first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

extension ByteBuffer: ByteChunk {
    /// How many bytes can be read.
    public var byteCount: Int { readableBytes }

    /// Lends the readable bytes.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeReadableBytes(body)
    }
}
