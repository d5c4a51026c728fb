import OIntCore
import OIntHTTP

/// Cuts an upload into parts of even size, the last one excepted.
///
/// Parts of files are only named, and read when they are sent. Those of streams are in memory from when they are read
/// until they are sent.
struct PartReader {
    private enum Origin {
        case bytes(ArraySlice<UInt8>)
        case file(path: String, rest: Range<Int>)
        case stream(ByteStream.AsyncIterator, rest: ArraySlice<UInt8>)
    }

    private var origin: Origin
    private let partSize: Int
    /// Whether everything was cut.
    private(set) var isAtEnd = false
    private var peeked: Body?

    /// Starts cutting.
    /// - Parameters:
    ///   - source: What to cut.
    ///   - partSize: The size of a part in bytes.
    init(_ source: UploadSource, partSize: Int) {
        self.partSize = partSize
        origin =
            switch source {
            case .bytes(let bytes): .bytes(bytes[...])
            case .file(let path, let size): .file(path: path, rest: 0..<size)
            case .stream(let stream): .stream(stream.makeAsyncIterator(), rest: [])
            }
    }

    /// The next part, which ``next()`` will give once more.
    /// - Throws: What reading a stream throws.
    mutating func peek() async throws -> Body? {
        peeked = try await next()
        return peeked
    }

    /// The next part, or nil when there is none left.
    /// - Throws: What reading a stream throws.
    mutating func next() async throws -> Body? {
        if let body = peeked {
            peeked = nil
            return body
        }
        guard !isAtEnd else { return nil }
        switch origin {
        case .bytes(let bytes):
            let rest = bytes.dropFirst(partSize)
            isAtEnd = rest.isEmpty
            origin = .bytes(rest)
            return .bytes(Array(bytes.prefix(partSize)), type: nil)
        case .file(let path, let range):
            let end = min(range.lowerBound + partSize, range.upperBound)
            isAtEnd = end == range.upperBound
            origin = .file(path: path, rest: end..<range.upperBound)
            return .slice(FileSlice(path: path, range: range.lowerBound..<end))
        case .stream(var iterator, var rest):
            var part: [UInt8] = []
            part.reserveCapacity(partSize)
            // A byte beyond the part has to be there before it is known not to be the last one.
            while part.count < partSize || rest.isEmpty {
                if rest.isEmpty {
                    guard let piece = try await iterator.next() else {
                        isAtEnd = true
                        break
                    }
                    rest = piece.withBytes { Array($0) }[...]
                }
                let taken = rest.prefix(partSize - part.count)
                part += taken
                rest = rest.dropFirst(taken.count)
            }
            origin = .stream(iterator, rest: rest)
            return .bytes(part, type: nil)
        }
    }
}
