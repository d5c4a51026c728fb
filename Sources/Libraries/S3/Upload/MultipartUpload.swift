import OIntCore
import OIntHTTP
import OIntXML

/// An upload in parts: the object is there as a whole, or not at all.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
struct MultipartUpload: PartedUpload {
    /// How many parts an object may have.
    static let partLimit = 10_000
    /// How small a part may be, the last one excepted.
    static let smallestPart = 5 << 20
    /// How much of streams is in memory at most, where nobody asks for larger parts.
    private static let streamBudget = 48 << 20

    let client: S3
    /// The address of the object.
    let url: String
    /// Headers for the object.
    let headers: [HeaderField]
    /// How many bytes a part has.
    let partSize: Int

    /// How large the parts of an upload are.
    /// - Parameters:
    ///   - size: How many bytes there are, where that is known.
    ///   - account: What the caller asks for.
    /// - Returns: Bytes; enough for the number of parts to suffice.
    static func partSize(for size: Int?, _ account: S3Account) -> Int {
        let usual = size == nil ? streamBudget / account.parallel : S3Account.defaultChunkSize
        let needed = size.map { ($0 + partLimit - 1) / partLimit } ?? 0
        return max(account.chunkSize ?? usual, needed, smallestPart)
    }

    /// The name of the service.
    var service: String { "S3" }
    /// The address of the object.
    var target: String { url }
    /// Parts that are sent from where they lie; the tag of each tells whether it arrived as it was.
    var parts: UploadPartSize { .parts(of: partSize, count: Self.partLimit, isInMemory: false) }
    /// None: the tag of an object in parts is no hash of its content.
    var hash: ContentHash? { nil }
    /// How many parts travel at the same time.
    var parallel: Int { client.account.parallel }

    /// Puts a short stream in place, in one request.
    func putAlone(_ part: UploadPart) async throws -> JSON? {
        try await client.putWhole(part.body, at: url, headers: headers, watcher: part.watcher)
    }

    /// Starts the upload.
    /// - Returns: Its id.
    func begin(_ content: UploadContent) async throws -> String {
        let answer = try await client.send(.post, url + "?uploads", headers: headers)
        guard let id = answer.document?["UploadId"]?.text, !id.isEmpty else {
            throw answer.unexpected("the service started an upload in parts and told no id for it")
        }
        return id
    }

    /// Uploads a part.
    /// - Returns: Its tag.
    func put(_ part: UploadPart, of upload: String) async throws -> String {
        do {
            let answer = try await client.uploadPart(
                url, upload, part.number, part.body, headers: RequestHeaders.forParts(headers), watcher: part.watcher)
            if let tag = answer.header("etag") { return tag }
            throw answer.unexpected("part \(part.number) was given no ETag")
        } catch let refusal as ServiceError where refusal.code == "NoSuchUpload" {
            throw UploadSessionExpired(refusal)
        }
    }

    /// Puts the parts together.
    func finish(_ upload: String, receipts tags: [String], _ content: SentContent) async throws -> JSON {
        try await client.finish(url, upload, tags, headers: RequestHeaders.forParts(headers)).json
    }

    /// Tells the service to forget the parts.
    func cancel(_ upload: String) async throws {
        _ = try await client.send(
            .delete, url, query: [("uploadId", upload)], headers: RequestHeaders.forParts(headers))
    }
}
