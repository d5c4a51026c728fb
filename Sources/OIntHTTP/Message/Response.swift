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
        var bytes: [UInt8] = []
        if let length = body.length {
            guard length <= limit else { throw Self.tooLarge(address, limit) }
            bytes.reserveCapacity(length)
        }
        for try await chunk in body {
            guard bytes.count + chunk.byteCount <= limit else { throw Self.tooLarge(address, limit) }
            chunk.withBytes { bytes.append(contentsOf: $0) }
        }
        return Reply(status: status, headers: headers, body: bytes, address: address)
    }

    private static func tooLarge(_ address: Address, _ limit: Int) -> ReplyError {
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

    /// The body as JSON.
    /// - Throws: `ReplyError` that says what came instead.
    public func json() throws(ReplyError) -> JSON {
        do throws(JSONParsingError) {
            return try JSON(parsing: body)
        } catch {
            throw ReplyError(
                peer: address.peer, reason: "the answer is \(bodyDescription), not JSON (\(error))",
                remedy: "Check the address; --debug shows the answer")
        }
    }

    /// What the body is, for messages.
    private var bodyDescription: String {
        if body.isEmpty { return "empty" }
        let beginning = String(decoding: body.prefix(256), as: UTF8.self).trimmed.lowercased()
        if beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html") { return "an HTML page" }
        return header("content-type").map { "of the type \($0)" } ?? "something else"
    }
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
