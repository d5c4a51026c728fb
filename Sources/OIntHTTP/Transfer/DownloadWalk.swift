import OIntCore

/// The pieces of a content that is downloaded, in their order.
struct DownloadPieces: AsyncSequence, Sendable {
    let download: ResumableDownload
    /// The first response.
    let first: Response
    /// What the first response holds of the content; nil for the whole.
    let part: ByteRange?

    func makeAsyncIterator() -> Iterator { Iterator(walk: DownloadWalk(self)) }

    /// Takes the pieces.
    struct Iterator: AsyncIteratorProtocol {
        fileprivate let walk: DownloadWalk

        mutating func next() async throws -> DownloadPiece? {
            do {
                return try await walk.next()
            } catch {
                walk.cancel()
                throw error
            }
        }
    }
}

/// A piece as it came from the network.
struct DownloadPiece: ByteChunk {
    fileprivate let chunk: any ByteChunk

    var byteCount: Int { chunk.byteCount }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try chunk.withBytes(body)
    }
}

/// One walk through a content, from its first byte to its last.
///
/// Only a few stretches are in memory, as the pieces that they came in.
private final class DownloadWalk {
    private let download: ResumableDownload
    private let first: Response
    private let version: ContentVersion
    /// What is left of the response that is being read; nil when it was read.
    private var head: ByteStream.AsyncIterator?
    /// What of the content the first response holds; to the end of all numbers where that is unknown.
    private let headRange: Range<Int>
    /// How many bytes of the response were delivered before, because the service sends the whole again.
    private var repeated = 0
    private var failures = 0
    /// The stretches that are under way, in their order.
    private var parts: [Task<[any ByteChunk], any Error>] = []
    /// What is left of the stretch that came last.
    private var pending: ArraySlice<any ByteChunk> = []
    /// Where the next stretch begins that was not asked for yet.
    private var nextStart: Int
    private let total: Int?
    private var delivered = 0
    private let expected: (hash: ContentHash, text: String)?
    private var digester: (any Digester)?

    init(_ pieces: DownloadPieces) {
        download = pieces.download
        first = pieces.first
        version = ContentVersion(first)
        head = first.body.makeAsyncIterator()
        total = pieces.part?.total ?? first.body.length
        headRange = pieces.part?.range ?? 0..<(total ?? .max)
        nextStart = headRange.upperBound
        expected = pieces.download.hash(first)
        digester = expected?.hash.digester()
    }

    deinit { cancel() }

    func cancel() {
        for part in parts { part.cancel() }
        parts = []
    }

    func next() async throws -> DownloadPiece? {
        startParts()
        while true {
            if let chunk = pending.popFirst() { return deliver(chunk) }
            if let chunk = try await nextOfHead() { return deliver(chunk) }
            guard let part = parts.first else { return try end() }
            pending = try await withTaskCancellationHandler {
                try await part.value[...]
            } onCancel: {
                part.cancel()
            }
            parts.removeFirst()
            startParts()
        }
    }

    /// Asks for stretches until as many are under way as are allowed.
    private func startParts() {
        guard let total, let stretches = download.stretches else { return }
        while parts.count < stretches.parallel, nextStart < total {
            let range = nextStart..<min(nextStart + stretches.size, total)
            nextStart = range.upperBound
            parts.append(
                Task { [source = StretchSource(download: download, version: version, total: total)] in
                    try await source.bytes(in: range)
                })
        }
    }

    /// The next piece of the first response, or of what takes its place; nil when there is none left.
    private func nextOfHead() async throws -> (any ByteChunk)? {
        while var iterator = head {
            var failure: ConnectionError?
            do {
                if let piece = try await iterator.next() {
                    head = iterator
                    guard let new = try unrepeated(piece) else { continue }
                    failures = 0
                    return new
                }
            } catch let error as ConnectionError {
                guard canResume, download.mayResume(after: error, failures: failures + 1) else { throw error }
                failure = error
            }
            head = nil
            guard failure != nil || headRange.upperBound != .max, delivered < headRange.upperBound else { return nil }
            guard canResume else { return nil }
            failures += 1
            if let failure { try await download.http.pause(beforeRetry: failures, after: failure) }
            head = try await reopened().body.makeAsyncIterator()
        }
        return nil
    }

    /// Whether what breaks off can be gone on with: the content can be recognised.
    private var canResume: Bool { version.isKnown || expected != nil }

    /// What of a piece was not delivered before.
    private func unrepeated(_ piece: any ByteChunk) throws -> (any ByteChunk)? {
        var piece = piece
        if repeated > 0 {
            let known = min(repeated, piece.byteCount)
            repeated -= known
            if known == piece.byteCount { return nil }
            piece = piece.withBytes { Array($0.dropFirst(known)) }
        }
        guard piece.byteCount <= headRange.upperBound - delivered else { throw download.unwanted(first) }
        return piece
    }

    /// Asks for what is left of the first response.
    private func reopened() async throws -> Response {
        let range =
            headRange.upperBound == .max
            ? ByteRange.header(from: delivered) : ByteRange.header(delivered..<headRange.upperBound)
        let source = StretchSource(download: download, version: version, total: total)
        let response = try await source.fetch(range)
        guard let part = ByteRange(response.header("content-range")) else {
            // The whole comes again.
            guard response.status == 200, download.stretches == nil, total == nil || response.body.length == total
            else {
                throw download.unwanted(response)
            }
            repeated = delivered
            return response
        }
        let isRest =
            headRange.upperBound == .max
            ? part.range.upperBound == part.total : part.range.upperBound == headRange.upperBound
        guard part.range.lowerBound == delivered, isRest, total == nil || part.total == total else {
            throw download.unwanted(response)
        }
        return response
    }

    private func deliver(_ chunk: any ByteChunk) -> DownloadPiece {
        delivered += chunk.byteCount
        if digester != nil { chunk.withBytes { digester?.update($0) } }
        return DownloadPiece(chunk: chunk)
    }

    /// Checks that what was delivered is the content.
    private func end() throws -> DownloadPiece? {
        if let total, delivered != total {
            throw ReplyError(peer: first.address.peer, reason: "\(delivered) of \(total) bytes arrived")
        }
        guard let expected, let digester else { return nil }
        let arrived = ContentDigest(hash: expected.hash, bytes: digester.finished)
        guard arrived.matches(expected.text) else {
            throw ReplyError(
                peer: first.address.peer,
                reason: """
                    what arrived has the \(expected.hash.rawValue) \(arrived.hexadecimal), and \(download.service) says \
                    \(expected.text)
                    """,
                remedy: "Try again; if it stays so, the service keeps another content than it says")
        }
        return nil
    }
}

/// Fetches stretches of a content, under the condition that it is still the same.
private struct StretchSource: Sendable {
    let download: ResumableDownload
    let version: ContentVersion
    let total: Int?

    /// Asks for a stretch.
    /// - Throws: `ServiceError` when the content is not the same any more; what fetching throws.
    func fetch(_ range: HeaderField) async throws -> Response {
        let response: Response
        do {
            response = try await download.fetch([range] + version.condition(isStrict: download.stretches != nil))
        } catch let refusal as ServiceError where refusal.status == 412 {
            throw download.changed(412)
        }
        guard ContentVersion(response).isSame(as: version) else { throw download.changed(response.status) }
        return response
    }

    /// Fetches a stretch, and goes on where it breaks off.
    ///
    /// It gives up when the connection breaks several times without a byte in between.
    func bytes(in range: Range<Int>) async throws -> [any ByteChunk] {
        var pieces: [any ByteChunk] = []
        var (count, failures) = (0, 0)
        while count < range.count {
            let rest = range.lowerBound + count..<range.upperBound
            let response = try await fetch(ByteRange.header(rest))
            guard ByteRange(response.header("content-range"))?.range == rest else { throw download.unwanted(response) }
            let before = count
            do {
                for try await piece in response.body {
                    count += piece.byteCount
                    guard count <= range.count else { throw download.unwanted(response) }
                    pieces.append(piece)
                }
                try Task.checkCancellation()
            } catch let error as ConnectionError {
                failures = count > before ? 1 : failures + 1
                guard download.mayResume(after: error, failures: failures) else { throw error }
                try await download.http.pause(beforeRetry: failures, after: error)
            }
        }
        return pieces
    }
}

extension ResumableDownload {
    /// Whether a break may be gone on with.
    /// - Parameters:
    ///   - error: The break.
    ///   - failures: How many there were since a byte came, this one included.
    fileprivate func mayResume(after error: ConnectionError, failures: Int) -> Bool {
        let isOverTime = error.isTimeout && http.configuration.timeout != nil
        return error.step == .receiving && !isOverTime && failures <= http.configuration.retry.limit
    }
}
