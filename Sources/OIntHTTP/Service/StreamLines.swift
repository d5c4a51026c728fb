import OIntCore

/// The lines of a stream of bytes, as they come.
///
/// A line ends with LF, CR LF, or CR alone. What stands behind the last one is a line of its own, unless it is empty.
package struct StreamLines: AsyncSequence, Sendable {
    /// The bytes of a line, without its end.
    package typealias Element = [UInt8]

    /// How many bytes a line may have where nothing else is said.
    package static let usualLimit = 16 << 20

    private let stream: ByteStream
    private let limit: Int
    private let source: String

    /// Reads lines.
    /// - Parameters:
    ///   - stream: The bytes; a byte order mark at their beginning is skipped.
    ///   - limit: How many bytes a line may have.
    ///   - source: Where the stream comes from, for errors.
    package init(_ stream: ByteStream, limit: Int = Self.usualLimit, source: String) {
        self.stream = stream
        self.limit = limit
        self.source = source
    }

    /// Starts reading.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream.makeAsyncIterator(), limit, source) }

    /// Takes the lines one by one.
    package struct AsyncIterator: AsyncIteratorProtocol {
        private var chunks: ByteStream.AsyncIterator
        private let limit: Int
        private let source: String
        private var line: [UInt8] = []
        private var ready: [[UInt8]] = []
        private var place = 0
        private var isBehindCarriageReturn = false
        private var isAtStart = true
        private var isAtEnd = false

        init(_ chunks: ByteStream.AsyncIterator, _ limit: Int, _ source: String) {
            self.chunks = chunks
            self.limit = limit
            self.source = source
        }

        /// The next line; nil at the end of the stream.
        /// - Throws: `ReplyError` when a line is too long; what the stream throws.
        package mutating func next() async throws -> [UInt8]? {
            while true {
                if place < ready.count {
                    defer { place += 1 }
                    return withoutMark(ready[place])
                }
                guard !isAtEnd else { return nil }
                ready.removeAll(keepingCapacity: true)
                place = 0
                guard let chunk = try await chunks.next() else {
                    isAtEnd = true
                    if !line.isEmpty { return withoutMark(line) }
                    return nil
                }
                chunk.withBytes { take($0) }
                guard line.count <= limit, ready.allSatisfy({ $0.count <= limit }) else {
                    throw ReplyError(peer: source, reason: "a line of the response has more than \(limit >> 20) MiB")
                }
            }
        }

        private mutating func take(_ bytes: UnsafeRawBufferPointer) {
            var start = bytes.startIndex
            for index in bytes.indices {
                let byte = bytes[index]
                let isBehindCarriageReturn = isBehindCarriageReturn
                self.isBehindCarriageReturn = byte == UInt8(ascii: "\r")
                guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
                defer { start = index + 1 }
                // The line ended with the carriage return before.
                if byte == UInt8(ascii: "\n"), isBehindCarriageReturn { continue }
                line.append(contentsOf: bytes[start..<index])
                ready.append(line)
                line.removeAll(keepingCapacity: true)
            }
            line.append(contentsOf: bytes[start...])
        }

        private mutating func withoutMark(_ line: [UInt8]) -> [UInt8] {
            defer { isAtStart = false }
            return isAtStart && line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
        }
    }
}
