import Crypto
import OIntCore
import OIntHTTP

/// The content of an object, fetched in stretches of which several travel at the same time.
///
/// The bytes come in their order, and only a few stretches are in memory. Each of them is asked for under the condition
/// that the object is still the one that the first came from.
struct ObjectDownload: AsyncSequence, Sendable {
    /// What leads to the object.
    let source: ObjectSource
    /// The first answer.
    let first: Response
    /// What the first answer holds of the object; nil for the whole of unknown size.
    let part: ByteRange?

    func makeAsyncIterator() -> Iterator { Iterator(Walk(self)) }

    /// Takes the bytes.
    struct Iterator: AsyncIteratorProtocol {
        private let walk: Walk

        fileprivate init(_ walk: Walk) { self.walk = walk }

        mutating func next() async throws -> [UInt8]? {
            do {
                return try await walk.next()
            } catch {
                walk.cancel()
                throw error
            }
        }
    }
}

/// One walk through an object, from its first byte to its last.
private final class Walk {
    private let source: ObjectSource
    private let address: Address
    /// What is left of the first answer; nil when it was read.
    private var head: ByteStream.AsyncIterator?
    /// What of the object the first answer holds.
    private let headRange: Range<Int>
    /// Whether a broken stretch can be gone on with.
    private let canResume: Bool
    /// The stretches that are under way, in their order.
    private var parts: [Task<[UInt8], any Error>] = []
    /// Where the next stretch begins that nobody asked for yet.
    private var nextStart: Int
    private let total: Int?
    private var delivered = 0
    private var md5 = Insecure.MD5()
    private let expectedMD5: String?

    init(_ download: ObjectDownload) {
        source = download.source
        address = download.first.address
        head = download.first.body.makeAsyncIterator()
        total = download.part?.total ?? download.first.body.length
        headRange = download.part?.range ?? 0..<(total ?? .max)
        nextStart = headRange.upperBound
        canResume = download.part != nil
        expectedMD5 = ContentTag.md5(in: download.first.headers)
    }

    deinit { cancel() }

    func cancel() {
        for part in parts { part.cancel() }
        parts = []
    }

    func next() async throws -> [UInt8]? {
        startParts()
        if let bytes = try await nextOfHead() { return hand(over: bytes) }
        guard let part = parts.first else { return try end() }
        let bytes = try await withTaskCancellationHandler {
            try await part.value
        } onCancel: {
            part.cancel()
        }
        parts.removeFirst()
        startParts()
        return hand(over: bytes)
    }

    /// Asks for stretches until as many are under way as the account allows.
    private func startParts() {
        guard let total else { return }
        while parts.count < source.account.parallel, nextStart < total {
            start(nextStart..<min(nextStart + source.chunkSize, total))
        }
    }

    private func start(_ range: Range<Int>) {
        nextStart = range.upperBound
        parts.append(Task { [source] in try await source.bytes(in: range) })
    }

    /// The next piece of the first answer; nil when there is none left.
    private func nextOfHead() async throws -> [UInt8]? {
        guard var iterator = head else { return nil }
        do {
            if let piece = try await iterator.next() {
                guard piece.byteCount <= headRange.upperBound - delivered else { throw source.unwanted(address) }
                head = iterator
                return piece.withBytes { Array($0) }
            }
        } catch let error as ConnectionError {
            guard canResume, source.mayRepeat(after: error) else { throw error }
        }
        head = nil
        let rest = headRange.lowerBound + delivered..<headRange.upperBound
        guard canResume, !rest.isEmpty else { return nil }
        return try await source.bytes(in: rest)
    }

    private func hand(over bytes: [UInt8]) -> [UInt8] {
        delivered += bytes.count
        if expectedMD5 != nil { md5.update(data: bytes) }
        return bytes
    }

    /// Checks that what was delivered is the object.
    private func end() throws -> [UInt8]? {
        if let total, delivered != total {
            throw ReplyError(peer: address.peer, reason: "\(delivered) of \(total) bytes arrived")
        }
        guard let expectedMD5 else { return nil }
        let arrived = Hexadecimal.encoded(md5.finalize())
        guard arrived == expectedMD5 else {
            throw ReplyError(
                peer: address.peer,
                reason: "what arrived has the MD5 \(arrived), and the object has \(expectedMD5)",
                remedy: "Try again; if it stays so, the service keeps another content than its ETag says")
        }
        return nil
    }
}
