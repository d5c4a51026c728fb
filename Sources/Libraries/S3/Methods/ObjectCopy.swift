import OIntCore
import OIntHTTP
import OIntXML

/// A copy of an object within a service, in parts where it is too large for a single request.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/copy-object.html
struct ObjectCopy: Sendable {
    /// How many bytes a part has at least.
    private static let usualPart = 512 << 20

    let client: S3
    /// The address of the object to copy, which only a copy in parts needs.
    let source: @Sendable () throws(UsageError) -> String
    /// Bucket and key of the object to copy, percent-encoded.
    let place: String
    /// The address of the copy.
    let target: String
    /// The caller's headers.
    let headers: [HeaderField]

    private var placeHeader: HeaderField { HeaderField("x-amz-copy-source", place) }

    /// Copies the object.
    /// - Returns: The last answer.
    func run() async throws -> Answer {
        do {
            return try await client.send(.put, target, headers: [placeHeader] + headers).expecting("CopyObjectResult")
        } catch let refusal as ServiceError where Refusal.wantsCopyInParts(refusal) {
            return try await inParts()
        }
    }

    /// Copies the object in parts; it is there as a whole, or not at all.
    private func inParts() async throws -> Answer {
        let source = try source()
        let head = try await client.send(.head, source, headers: RequestHeaders.ofSource(headers))
        guard let size = head.header("content-length").flatMap({ Int($0) }) else {
            throw head.unexpected("the service does not tell the size of the object to copy")
        }
        let begun = try await client.send(.post, target + "?uploads", headers: try await objectHeaders(head, source))
        guard let upload = begun.document?["UploadId"]?.text, !upload.isEmpty else {
            throw begun.unexpected("the service started an upload in parts and told no id for it")
        }
        do {
            let tags = try await copyParts(size, head.header("etag"), to: upload)
            return try await client.finish(target, upload, tags, headers: RequestHeaders.forParts(headers))
        } catch {
            await TransferFailure.cleanUp {
                _ = try await client.send(
                    .delete, target, query: [("uploadId", upload)], headers: RequestHeaders.forParts(headers))
            }
            throw error
        }
    }

    /// The headers of the copy: those of the original, unless the caller gives others, and the caller's.
    private func objectHeaders(_ head: Answer, _ source: String) async throws -> [HeaderField] {
        let own = headers.filter { !RequestHeaders.isOfSource($0) }
        guard headers.first(named: "x-amz-metadata-directive")?.uppercased() != "REPLACE" else { return own }
        let kept: Set<String> = [
            "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires",
        ]
        var copied = head.headers.filter {
            kept.contains($0.name.lowercased()) || $0.name.lowercased().hasPrefix("x-amz-meta-")
        }
        if let tags = try await tags(head, source) { copied.append(HeaderField("x-amz-tagging", tags)) }
        return own + copied.filter { own.first(named: $0.name) == nil }
    }

    /// The tags of the original as a query; nil where it has none, or the caller gives others.
    private func tags(_ head: Answer, _ source: String) async throws -> String? {
        guard head.header("x-amz-tagging-count") != nil,
            headers.first(named: "x-amz-tagging-directive")?.uppercased() != "REPLACE"
        else { return nil }
        let answer = try await client.send(.get, source + "?tagging", headers: RequestHeaders.ofSource(headers))
        let tags = answer.document?["TagSet"]?.elements.map {
            PercentEncoding.encoded($0["Key"]?.text ?? "") + "=" + PercentEncoding.encoded($0["Value"]?.text ?? "")
        }
        return tags.flatMap { $0.isEmpty ? nil : $0.joined(separator: "&") }
    }

    /// Copies the parts, several at a time.
    /// - Returns: Their tags, in their order.
    private func copyParts(_ size: Int, _ tag: String?, to upload: String) async throws -> [String] {
        let partSize = max(Self.usualPart, (size + MultipartUpload.partLimit - 1) / MultipartUpload.partLimit)
        let ranges = stride(from: 0, to: size, by: partSize).map { $0..<min($0 + partSize, size) }
        return try await withThrowingTaskGroup(of: (index: Int, tag: String).self) { group in
            var tags = [String](repeating: "", count: ranges.count)
            for (index, range) in ranges.enumerated() {
                if index >= client.account.parallel, let done = try await group.next() { tags[done.index] = done.tag }
                group.addTask { (index, try await copyPart(index + 1, range, tag, to: upload)) }
            }
            for try await done in group { tags[done.index] = done.tag }
            return tags
        }
    }

    private func copyPart(_ number: Int, _ range: Range<Int>, _ tag: String?, to upload: String) async throws -> String
    {
        var fields = [
            placeHeader, HeaderField("x-amz-copy-source-range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)"),
        ]
        // What changes meanwhile must not become a mixture.
        if let tag { fields.append(HeaderField("x-amz-copy-source-if-match", tag)) }
        fields += headers.filter { field in
            RequestHeaders.isOfSource(field) && fields.first(named: field.name) == nil
        }
        let answer = try await client.send(
            .put, target, query: [("partNumber", String(number)), ("uploadId", upload)],
            headers: fields + RequestHeaders.forParts(headers)
        ).expecting("CopyPartResult")
        guard let copied = answer.document?["ETag"]?.text, !copied.isEmpty else {
            throw answer.unexpected("part \(number) was given no ETag")
        }
        return copied
    }
}
