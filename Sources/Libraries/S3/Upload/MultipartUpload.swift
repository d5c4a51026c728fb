import OIntCore
import OIntHTTP
import OIntXML

/// One upload in parts, from its beginning to its end: the object is there as a whole, or not at all.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
struct MultipartUpload: Sendable {
    /// How many parts an object may have.
    static let partLimit = 10_000
    /// How small a part may be, the last one excepted.
    static let smallestPart = 5 << 20
    /// How much of streams is in memory at most, where nobody asks for larger parts.
    private static let streamBudget = 48 << 20
    /// How long cancelling an upload may take.
    private static let abortLimit = Duration.seconds(30)

    let client: S3
    /// The address of the object.
    let url: String
    /// Headers for the object.
    let headers: [HeaderField]

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

    /// Uploads parts as they come, and puts them together.
    ///
    /// On any failure, and when the task is cancelled, the service is told to forget what it has.
    /// - Parameter reader: Gives the parts.
    /// - Returns: The last answer.
    /// - Throws: What failed first.
    func run(_ reader: inout PartReader) async throws -> JSON {
        let upload = try await begin()
        do {
            try Task.checkCancellation()
            let tags = try await send(&reader, upload)
            return try await client.finish(
                url, upload, tags, headers: RequestHeaders.forParts(headers), isRepeatable: true
            ).json
        } catch {
            await abort(upload)
            throw error
        }
    }

    /// Starts the upload, cancelled or not: otherwise nobody would know the id of what the service has begun.
    private func begin() async throws -> String {
        let answer = try await Task { [client, url, headers] in
            try await client.send(.post, url + "?uploads", headers: headers)
        }.value
        guard let id = answer.document?["UploadId"]?.text, !id.isEmpty else {
            throw answer.unexpected("the service started an upload in parts and told no id for it")
        }
        return id
    }

    /// Uploads the parts, several at a time.
    /// - Returns: Their tags, in their order.
    private func send(_ reader: inout PartReader, _ upload: String) async throws -> [String] {
        try await withThrowingTaskGroup(of: (number: Int, tag: String).self) { group in
            var tags: [Int: String] = [:]
            var (started, running) = (0, 0)
            while true {
                // The place is free before the part is read, so that no more than the agreed number is in memory.
                if running == client.account.parallel, let part = try await group.next() {
                    tags[part.number] = part.tag
                    running -= 1
                }
                guard let part = try await reader.next() else { break }
                guard started < Self.partLimit else {
                    throw LocalError(
                        "standard input",
                        "it is more than \(Self.partLimit) parts can hold: give a larger ChunkSize in --basic")
                }
                started += 1
                running += 1
                group.addTask { [started] in (started, try await self.part(started, part.body, upload)) }
            }
            for try await part in group { tags[part.number] = part.tag }
            return (0..<started).compactMap { tags[$0 + 1] }
        }
    }

    private func part(_ number: Int, _ body: Body, _ upload: String) async throws -> String {
        let answer = try await client.uploadPart(
            url, upload, number, body, headers: RequestHeaders.forParts(headers))
        guard let tag = answer.header("etag") else { throw answer.unexpected("part \(number) was given no ETag") }
        return tag
    }

    /// Tells the service to forget the parts; that goes on when the task is cancelled, but not for ever.
    private func abort(_ upload: String) async {
        await Task { [client, url, headers] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try? await client.send(
                        .delete, url, query: [("uploadId", upload)], headers: RequestHeaders.forParts(headers))
                }
                group.addTask { try? await Task.sleep(for: Self.abortLimit) }
                await group.next()
                group.cancelAll()
            }
        }.value
    }
}
