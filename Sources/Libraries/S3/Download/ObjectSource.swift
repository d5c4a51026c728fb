import OIntCore
import OIntHTTP

/// An object that is fetched, and how.
struct ObjectSource: Sendable {
    let account: S3Account
    let http: HTTP
    /// The address of the object.
    let url: String
    /// The version, where it is not the latest.
    let version: String?
    /// A caller's headers, with the condition that the object has not changed.
    var headers: [HeaderField]
    /// The tag of the object's content, as the first answer told it.
    var tag: String?

    /// How many bytes one stretch has where nothing else is said: with four of them under way, and what the network keeps,
    /// a download stays below 64 MB.
    private static let usualChunkSize = 5 << 20

    var chunkSize: Int { account.chunkSize ?? Self.usualChunkSize }

    /// Asks for a stretch of the object, or for all of it.
    func send(_ range: Range<Int>?) async throws -> Response {
        let fields = (range.map { [ByteRange.header($0)] } ?? []) + headers
        return try await http.send(
            Request(
                .get, url, query: version.map { [("versionId", $0)] } ?? [], headers: fields, secrets: account.secrets,
                unpacksAnswer: false))
    }

    /// Fetches a stretch of the object, and goes on where it breaks off.
    ///
    /// It gives up when the connection breaks several times without a byte in between.
    /// - Throws: `ServiceError` when the object is not the same any more; what sending throws.
    func bytes(in range: Range<Int>) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var failures = 0
        while bytes.count < range.count {
            let rest = range.lowerBound + bytes.count..<range.upperBound
            let response = try await send(rest)
            try await check(response, rest)
            let before = bytes.count
            do {
                for try await piece in response.body {
                    guard bytes.count + piece.byteCount <= range.count else { throw unwanted(response.address) }
                    piece.withBytes { bytes.append(contentsOf: $0) }
                }
                try Task.checkCancellation()
            } catch let error as ConnectionError {
                failures = bytes.count > before ? 1 : failures + 1
                guard mayRepeat(after: error), failures <= http.configuration.retry.limit else { throw error }
            }
        }
        return bytes
    }

    /// Whether a stretch may be asked for again.
    func mayRepeat(after error: ConnectionError) -> Bool {
        http.configuration.retry.limit > 0 && !error.isTimeout && error.step == .receiving
    }

    /// The refusal in an answer.
    func refusal(_ response: Response) async throws -> any Error {
        let answer = Answer(try await response.collected(upTo: http.configuration.replyLimit))
        return Refusal.of(answer, to: .get, account) ?? unwanted(response.address)
    }

    /// Checks that an answer holds the stretch that was asked for, of the object as it was at first.
    private func check(_ response: Response, _ range: Range<Int>) async throws {
        guard response.status != 412, response.header("etag") == tag || !(200..<300).contains(response.status) else {
            let answer = Answer(try await response.collected(upTo: http.configuration.replyLimit))
            throw ServiceError(
                service: "S3", status: response.status, headers: response.headers, code: "PreconditionFailed",
                message: "the object changed while it was downloaded", remedy: "Start again",
                reply: .json(answer.json))
        }
        guard (200..<300).contains(response.status) else { throw try await refusal(response) }
        guard ByteRange(response.header("content-range"))?.range == range else { throw unwanted(response.address) }
    }

    /// What an answer is that holds something else than was asked for.
    func unwanted(_ address: Address) -> ReplyError {
        ReplyError(
            peer: address.peer, reason: "another part of the object came than was asked for",
            remedy: "Add --headers '{\"Range\": \"bytes=0-\"}' to fetch the object in one piece")
    }
}
