import NIOCore
import NIOPosix
import OIntCore

/// The bytes of a request's body, piece by piece.
struct BodySource: AsyncSequence, Sendable {
    /// How much of a file is in memory at a time; a multiple of three, so that base64 needs no padding in between.
    static let pieceSize = 192 * 1024

    private let segments: [EncodedBody.Segment]
    private let fetch: @Sendable (String) async throws -> Response
    private let isPaced: Bool
    private var watcher: Request.BodyWatcher?
    /// How many bytes there are, or nil when only the end will tell.
    let length: Int?

    /// Prepares a body.
    /// - Parameters:
    ///   - body: The body.
    ///   - isPaced: Whether the pieces go to the network, and must not run ahead of it.
    ///   - watcher: Makes somebody who is told the bytes of each walk.
    ///   - fetch: Opens a file that lies at an http(s) address.
    /// - Throws: `LocalError` when a file is missing.
    init(
        _ body: EncodedBody, isPaced: Bool = true, watcher: Request.BodyWatcher? = nil,
        fetch: @escaping @Sendable (String) async throws -> Response
    ) throws(LocalError) {
        segments = body.segments
        self.fetch = fetch
        self.isPaced = isPaced
        self.watcher = watcher
        var total: Int? = 0
        for segment in body.segments {
            let size = try Self.size(of: segment)
            total = total.flatMap { total in size.map { total + $0 } }
        }
        length = total
    }

    /// Reports how many bytes went out, where a request does not do so itself.
    /// - Parameter progress: Is told; nil for nothing.
    mutating func report(to progress: (@Sendable (TransferProgress) -> Void)?) {
        guard watcher == nil, let progress else { return }
        watcher = { [length] in
            let counter = ByteCounter()
            return { progress(TransferProgress(bytes: counter.add($0.count), total: length)) }
        }
    }

    private static func size(of segment: EncodedBody.Segment) throws(LocalError) -> Int? {
        switch segment {
        case .bytes(let bytes): bytes.count
        case .file(let file): try size(of: file)
        case .slice(let slice): slice.range.count
        case .base64(let file): try size(of: file).map { ($0 + 2) / 3 * 4 }
        }
    }

    private static func size(of file: FileInput) throws(LocalError) -> Int? {
        switch file.content {
        case .bytes(let bytes): bytes.count
        case .path(let path): try LocalFile.size(path)
        case .standardInput, .address: nil
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(segments: segments, isPaced: isPaced, watch: watcher?(), fetch: fetch)
    }

    /// Takes the pieces one by one.
    struct Iterator: AsyncIteratorProtocol {
        private var rest: ArraySlice<EncodedBody.Segment>
        private let isPaced: Bool
        private let watch: (@Sendable (UnsafeRawBufferPointer) -> Void)?
        private let fetch: @Sendable (String) async throws -> Response
        private var current: (source: FileSource, isBase64: Bool)?

        fileprivate init(
            segments: [EncodedBody.Segment], isPaced: Bool, watch: (@Sendable (UnsafeRawBufferPointer) -> Void)?,
            fetch: @escaping @Sendable (String) async throws -> Response
        ) {
            rest = segments[...]
            self.isPaced = isPaced
            self.watch = watch
            self.fetch = fetch
        }

        mutating func next() async throws -> ByteBuffer? {
            let piece = try await nextPiece()
            if let watch { piece?.withUnsafeReadableBytes(watch) }
            return piece
        }

        private mutating func nextPiece() async throws -> ByteBuffer? {
            while true {
                if let (source, isBase64) = current {
                    if isPaced { try await letConnectionsCatchUp() }
                    let piece = try await source.next()
                    if !piece.isEmpty {
                        return isBase64 ? ByteBuffer(string: Base64.encoded(piece)) : ByteBuffer(bytes: piece)
                    }
                    current = nil
                }
                switch rest.popFirst() {
                case .bytes(let bytes)? where bytes.count > BodySource.pieceSize:
                    // Piece by piece, so that there are never two copies of the whole.
                    current = (try await FileSource(.bytes(bytes), fetch: fetch), false)
                case .bytes(let bytes)?: return ByteBuffer(bytes: bytes)
                case .file(let file)?: current = (try await FileSource(file, fetch: fetch), false)
                case .slice(let slice)?: current = (try FileSource(slice), false)
                case .base64(let file)?: current = (try await FileSource(file, fetch: fetch), true)
                case nil: return nil
                }
            }
        }

        /// Waits until every event loop has done what it was given so far.
        ///
        /// The client passes pieces on to the loop of its connection without waiting for it, and learns only from there
        /// that the network is slower than the disk. On a busy machine it would pile up the file in memory.
        private func letConnectionsCatchUp() async throws {
            for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() { try await loop.submit {}.get() }
        }
    }
}

/// Reads a file that is handed to a service, wherever it lies, in pieces of even size.
private final class FileSource {
    private enum Origin {
        case bytes(ArraySlice<UInt8>)
        case file(OpenFile)
        case slice(OpenFile, FileSlice)
        case remote(ByteStream.AsyncIterator)
    }

    private var origin: Origin
    private var pending: [UInt8] = []
    private var isAtEnd = false

    init(_ file: FileInput, fetch: @Sendable (String) async throws -> Response) async throws {
        switch file.content {
        case .bytes(let bytes): origin = .bytes(bytes[...])
        case .path(let path): origin = .file(try OpenFile(path))
        case .standardInput: origin = .file(.standardInput)
        case .address(let address):
            let response = try await fetch(address)
            guard (200..<300).contains(response.status) else {
                throw ReplyError(
                    peer: response.address.peer,
                    reason: "the file to send can't be downloaded (HTTP \(response.status))")
            }
            origin = .remote(response.body.makeAsyncIterator())
        }
    }

    init(_ slice: FileSlice) throws(LocalError) { origin = .slice(try OpenFile(slice.path), slice) }

    /// The next piece: of the full size, unless it is the last one; empty at the end.
    func next() async throws -> [UInt8] {
        while !isAtEnd, pending.count < BodySource.pieceSize {
            let more = try await read(atMost: BodySource.pieceSize - pending.count)
            if more.isEmpty { isAtEnd = true }
            if pending.isEmpty { pending = more } else { pending += more }
        }
        if pending.count <= BodySource.pieceSize {
            defer { pending = [] }
            return pending
        }
        let piece = Array(pending.prefix(BodySource.pieceSize))
        pending.removeFirst(BodySource.pieceSize)
        return piece
    }

    private func read(atMost count: Int) async throws -> [UInt8] {
        switch origin {
        case .bytes(let rest):
            origin = .bytes(rest.dropFirst(count))
            return Array(rest.prefix(count))
        case .file(let file): return try await file.read(atMost: count)
        case .slice(let file, let slice):
            let wanted = min(count, slice.range.count)
            guard wanted > 0 else { return [] }
            let bytes = try await file.read(atMost: wanted, from: slice.range.lowerBound)
            guard !bytes.isEmpty else { throw LocalError(slice.path, "it became shorter while it was read") }
            let rest = slice.range.lowerBound + bytes.count..<slice.range.upperBound
            origin = .slice(file, FileSlice(path: slice.path, range: rest))
            return bytes
        case .remote(var iterator):
            let chunk = try await iterator.next()
            origin = .remote(iterator)
            return chunk?.withBytes { Array($0) } ?? []
        }
    }
}
