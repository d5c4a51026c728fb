import OIntCore

/// A content that is fetched, and gone on with where its connection breaks.
///
/// ```swift
/// try await ResumableDownload("Drive", http, hash: { _ in (.md5, checksum) }) { headers in
///     try await service.send(.get("files/\(id)/content", headers: headers))
/// }.stream()
/// ```
///
/// It is gone on with only where it is known to be the same: by its tag, its date, or its hash in the end.
package struct ResumableDownload: Sendable {
    /// How a large content is fetched in several stretches at the same time.
    package struct Stretches: Sendable {
        /// How many bytes one stretch has; several of them are in memory.
        let size: Int
        /// How many are under way at the same time.
        let parallel: Int

        /// Creates a way to fetch.
        /// - Parameters:
        ///   - size: How many bytes one stretch has.
        ///   - parallel: How many are under way at the same time.
        package init(size: Int, parallel: Int) {
            self.size = size
            self.parallel = parallel
        }
    }

    /// Fetches the content, with the given headers besides the service's own; throws the service's refusals.
    package typealias Fetch = @Sendable (_ headers: [HeaderField]) async throws -> Response
    /// What a service tells of the content's hash; nil where it tells nothing.
    package typealias HashReader = @Sendable (_ first: Response) -> (hash: ContentHash, text: String)?

    /// The service's name for people.
    let service: String
    let http: HTTP
    /// How it is fetched in stretches; nil for all in one response.
    let stretches: Stretches?
    let hash: HashReader
    /// What helps against a service that sends other stretches than those that are asked for.
    let remedy: String?
    let fetch: Fetch

    /// Describes a download.
    /// - Parameters:
    ///   - service: The service's name for people.
    ///   - http: What makes the requests.
    ///   - stretches: How it is fetched in stretches; nil for all in one response.
    ///   - hash: What the service tells of the content's hash.
    ///   - remedy: What helps against a service that sends other stretches than those that are asked for.
    ///   - fetch: Fetches the content.
    package init(
        _ service: String, _ http: HTTP, stretches: Stretches? = nil, hash: @escaping HashReader = { _ in nil },
        remedy: String? = nil, fetch: @escaping Fetch
    ) {
        self.service = service
        self.http = http
        self.stretches = stretches
        self.hash = hash
        self.remedy = remedy
        self.fetch = fetch
    }

    /// Starts the download.
    /// - Returns: The content, to be walked through once.
    /// - Throws: What fetching throws; `ReplyError` when something else came than was asked for.
    package func stream() async throws -> ByteStream {
        let first = try await start()
        // Some services answer 200 where 206 belongs; what they say of the range counts.
        let part = ByteRange(first.header("content-range"))
        let isWanted =
            if let stretches, let part { part.range.lowerBound == 0 && part.range.upperBound <= stretches.size } else {
                first.status != 206
            }
        guard isWanted else { throw unwanted(first) }
        let pieces = DownloadPieces(download: self, first: first, part: part)
        return ByteStream(length: part?.total ?? first.body.length, pieces)
    }

    private func start() async throws -> Response {
        guard let stretches else { return try await fetch([]) }
        do {
            return try await fetch([ByteRange.header(0..<stretches.size)])
        } catch let refusal as ServiceError where refusal.status == 416 {
            // No byte can be asked for where there is none.
            return try await fetch([])
        }
    }

    /// What a response is that holds something else than was asked for.
    func unwanted(_ response: Response) -> ReplyError {
        ReplyError(
            peer: response.address.peer, reason: "another part of the content came than was asked for", remedy: remedy)
    }

    /// What is to be said when the content is not the same any more.
    func changed(_ status: Int?) -> ServiceError {
        ServiceError(
            service: service, status: status, code: "PreconditionFailed",
            message: "the content changed while it was downloaded", remedy: "Start again", reply: .bytes([]))
    }
}

/// What tells whether a content is still the same.
struct ContentVersion: Sendable {
    /// The tag; nil where there is none.
    let tag: String?
    /// The date of the last change; nil where there is none.
    let modified: String?

    /// What a response tells of its content.
    init(_ response: Response) {
        tag = response.header("etag")
        modified = response.header("last-modified")
    }

    private var strongTag: String? { tag.flatMap { $0.hasPrefix("W/") ? nil : $0 } }

    /// Whether anything tells.
    var isKnown: Bool { strongTag != nil || modified != nil }

    /// The header that asks for a stretch only of the same content.
    /// - Parameter isStrict: Whether another content is to be refused, rather than sent whole.
    func condition(isStrict: Bool) -> [HeaderField] {
        if isStrict { return strongTag.map { [HeaderField("If-Match", $0)] } ?? [] }
        return (strongTag ?? modified).map { [HeaderField("If-Range", $0)] } ?? []
    }

    /// Whether another response is of the same content, as far as both tell.
    func isSame(as other: ContentVersion) -> Bool {
        if let tag, let otherTag = other.tag { return tag == otherTag }
        if let modified, let otherModified = other.modified { return modified == otherModified }
        return tag == other.tag
    }
}
