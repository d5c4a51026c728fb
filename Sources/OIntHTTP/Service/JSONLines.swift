import OIntCore

/// The values of a stream of JSON with a value a line, as they come; empty lines are left out.
///
/// Source: https://github.com/ndjson/ndjson-spec
public struct JSONLines: AsyncSequence, Sendable {
    /// A value.
    public typealias Element = JSON

    private let lines: StreamLines
    private let source: String

    /// Reads a stream.
    /// - Parameters:
    ///   - stream: The bytes.
    ///   - limit: How many bytes a line may have.
    ///   - source: Where the stream comes from, for errors.
    public init(_ stream: ByteStream, limit: Int = 16 << 20, source: String = "the service") {
        lines = StreamLines(stream, limit: limit, source: source)
        self.source = source
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(lines.makeAsyncIterator(), source) }

    /// Reads the values one by one.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var lines: StreamLines.AsyncIterator
        private let source: String

        fileprivate init(_ lines: StreamLines.AsyncIterator, _ source: String) {
            self.lines = lines
            self.source = source
        }

        /// The next value; nil at the end of the stream.
        /// - Throws: `ReplyError` when a line is no JSON, or too long; `ConnectionError` when the connection breaks.
        public mutating func next() async throws -> JSON? {
            while let line = try await lines.next() {
                if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { continue }
                do throws(JSONParsingError) {
                    return try JSON(parsing: line)
                } catch {
                    throw ReplyError(peer: source, reason: "a line of the response is not JSON (\(error))")
                }
            }
            return nil
        }
    }
}
