/// A piece of a stream of bytes.
public protocol ByteChunk: Sendable {
    /// How many bytes the piece holds.
    var byteCount: Int { get }

    /// Lends the bytes.
    /// - Parameter body: What to do with them.
    /// - Returns: What `body` returns.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension [UInt8]: ByteChunk {
    /// How many bytes the array holds.
    public var byteCount: Int { count }

    /// Lends the array's bytes.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(body)
    }
}

/// Bytes that arrive piece by piece; nobody has to hold all of them.
public struct ByteStream: AsyncSequence, Sendable {
    /// A piece of the stream.
    public typealias Element = any ByteChunk

    /// How many bytes there will be, where that is known.
    public let length: Int?
    /// All of the bytes, where they are there already.
    package let whole: (any ByteChunk)?
    private let makeIterator: @Sendable () -> AsyncIterator

    /// Creates a stream.
    /// - Parameters:
    ///   - length: How many bytes there will be, where that is known.
    ///   - chunks: Where the pieces come from.
    public init<Chunks: AsyncSequence & Sendable>(length: Int? = nil, _ chunks: Chunks)
    where Chunks.Element: ByteChunk {
        self.length = length
        whole = nil
        makeIterator = {
            var iterator = chunks.makeAsyncIterator()
            return AsyncIterator { try await iterator.next() }
        }
    }

    /// Creates a stream of bytes that are all there.
    /// - Parameter bytes: The bytes.
    public init(_ bytes: some ByteChunk) {
        length = bytes.byteCount
        whole = bytes
        makeIterator = {
            var rest: (any ByteChunk)? = bytes.byteCount == 0 ? nil : bytes
            return AsyncIterator {
                defer { rest = nil }
                return rest
            }
        }
    }

    private init(length: Int?, makeIterator: @escaping @Sendable () -> AsyncIterator) {
        self.length = length
        whole = nil
        self.makeIterator = makeIterator
    }

    /// The same stream, with somebody watching the pieces go by.
    /// - Parameter makeWatcher: Makes a watcher for each walk through the stream; it gets every piece, and nil at the
    ///   end.
    /// - Returns: The stream.
    public func watched(by makeWatcher: @escaping @Sendable () -> ((any ByteChunk)?) -> Void) -> ByteStream {
        let makeIterator = makeIterator
        return ByteStream(length: length) {
            var iterator = makeIterator()
            let watch = makeWatcher()
            return AsyncIterator {
                let chunk = try await iterator.next()
                watch(chunk)
                return chunk
            }
        }
    }

    /// Starts taking the pieces.
    public func makeAsyncIterator() -> AsyncIterator { makeIterator() }

    /// Takes the pieces of a stream one by one.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let take: () async throws -> (any ByteChunk)?

        init(take: @escaping () async throws -> (any ByteChunk)?) { self.take = take }

        /// The next piece, or nil at the end.
        public mutating func next() async throws -> (any ByteChunk)? { try await take() }
    }
}
