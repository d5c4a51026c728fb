import OIntCore

/// Cuts an upload into parts of even size, the last one excepted.
///
/// Parts of files are either only named, and read when they are sent, or read into memory. Those of streams are in memory
/// from when they are read until they are sent.
package struct PartReader {
    private enum Origin {
        case bytes([UInt8])
        case named(path: String)
        case file(OpenFile, path: String)
        case stream(ByteStream.AsyncIterator, rest: ArraySlice<UInt8>)
    }

    private var origin: Origin
    private let partSize: Int
    private let size: Int?
    private var number: Int
    private var peeked: UploadPart?
    private var end: Int
    /// Where the part begins that comes next, in bytes.
    var offset: Int { peeked?.offset ?? end }
    /// Whether everything was cut.
    package private(set) var isAtEnd = false

    /// Starts cutting.
    /// - Parameters:
    ///   - source: The content.
    ///   - partSize: The size of a part in bytes.
    ///   - offset: Where to begin, in bytes; for a stream, how much was taken from it before.
    ///   - number: The number of the first part.
    ///   - isInMemory: Whether parts of a file are read into memory, rather than named.
    /// - Throws: `LocalError` when a file can't be opened.
    package init(
        _ source: UploadSource, partSize: Int, from offset: Int = 0, number: Int = 1, isInMemory: Bool = false
    ) throws(LocalError) {
        self.partSize = partSize
        end = offset
        self.number = number
        size = source.size
        switch source {
        case .bytes(let bytes): origin = .bytes(bytes)
        case .file(let path, _): origin = isInMemory ? .file(try OpenFile(path), path: path) : .named(path: path)
        case .stream(let stream, _): origin = .stream(stream.makeAsyncIterator(), rest: [])
        }
    }

    /// The next part, which ``next()`` will give once more.
    /// - Returns: The part, or nil when there is none left.
    /// - Throws: What reading throws.
    package mutating func peek() async throws -> UploadPart? {
        if peeked == nil { peeked = try await next() }
        return peeked
    }

    /// The next part; of an empty content there is one, which is empty.
    /// - Returns: The part, or nil when there is none left.
    /// - Throws: What reading throws.
    package mutating func next() async throws -> UploadPart? {
        if let part = peeked {
            peeked = nil
            return part
        }
        guard !isAtEnd else { return nil }
        let start = end
        let body = try await nextBody()
        defer { number += 1 }
        return UploadPart(
            number: number, offset: start, length: end - start, total: size ?? (isAtEnd ? end : nil),
            isLast: isAtEnd, body: body)
    }

    private mutating func nextBody() async throws -> Body {
        if let size {
            let range = end..<end + min(partSize, max(size - end, 0))
            end = range.upperBound
            isAtEnd = end >= size
            return try await body(range)
        }
        guard case .stream(var iterator, var rest) = origin else { return .none }
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
        end += part.count
        return .bytes(part, type: nil)
    }

    private func body(_ range: Range<Int>) async throws -> Body {
        switch origin {
        case .bytes(let bytes): return .bytes(Array(bytes[range]), type: nil)
        case .named(let path): return .slice(FileSlice(path: path, range: range))
        case .file(let file, let path):
            var part: [UInt8] = []
            part.reserveCapacity(range.count)
            while part.count < range.count {
                let piece = try await file.read(
                    atMost: range.count - part.count, from: range.lowerBound + part.count)
                guard !piece.isEmpty else { throw LocalError(path, "it became shorter while it was read") }
                if part.isEmpty, piece.count == range.count { return .bytes(piece, type: nil) }
                part += piece
            }
            return .bytes(part, type: nil)
        case .stream: return .none
        }
    }
}
