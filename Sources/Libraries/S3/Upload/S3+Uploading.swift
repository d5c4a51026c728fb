import OIntCore
import OIntHTTP
import OIntXML

extension S3 {
    /// Puts an object in place: in one request, or in parts where it is larger than a chunk.
    func put(_ source: UploadSource, at url: String, headers: [HeaderField]) async throws -> JSON {
        let chunkSize = account.chunkSize ?? S3Account.defaultChunkSize
        if let size = source.size, size <= chunkSize {
            return try await putWhole(source.wholeBody(upTo: chunkSize), at: url, headers: headers)
        }
        let upload = MultipartUpload(
            client: self, url: url, headers: headers, partSize: try partSize(for: source.size))
        return try await http.upload(source, by: upload)
    }

    /// Puts an object in place, in one request.
    func putWhole(
        _ body: Body, at url: String, headers: [HeaderField], watcher: Request.BodyWatcher? = nil
    ) async throws -> JSON {
        try await put(body, url, headers: headers, watcher: watcher).json
    }

    /// Uploads a part.
    func uploadPart(
        _ url: String, _ upload: String, _ number: Int, _ body: Body, headers: [HeaderField] = [],
        watcher: Request.BodyWatcher? = nil
    ) async throws -> Answer {
        try await put(
            body, url, query: [("partNumber", String(number)), ("uploadId", upload)], headers: headers,
            watcher: watcher)
    }

    /// Sends content, and checks that it arrived as it was.
    private func put(
        _ body: Body, _ url: String, query: [(name: String, value: String?)] = [], headers: [HeaderField],
        watcher: Request.BodyWatcher?, needsMD5: Bool = false
    ) async throws -> Answer {
        let payload = try await payload(body, needsMD5: needsMD5)
        do {
            let answer = try await send(
                .put, url, query: query, headers: headers + payload.headers(besides: headers), body: payload.body,
                bodyWatcher: Request.watcher(payload.watcher, watcher))
            try payload.check(answer)
            return answer
        } catch let refusal as ServiceError where !needsMD5 && Refusal.wantsMD5(refusal) {
            return try await put(body, url, query: query, headers: headers, watcher: watcher, needsMD5: true)
        }
    }

    /// Puts the parts of an upload together; only the document that says so is a success.
    func finish(_ url: String, _ upload: String, _ tags: [String], headers: [HeaderField]) async throws -> Answer {
        // What is finished a second time is the same object, or refused.
        try await send(
            .post, url, query: [("uploadId", upload)], document: Documents.completion(tags), headers: headers,
            isRepeatable: true
        ).expecting("CompleteMultipartUploadResult")
    }

    /// Sends a request that carries an XML document.
    func send(
        _ method: Request.Method, _ url: String, query: [(name: String, value: String?)] = [],
        document: XMLElement, headers: [HeaderField], isRepeatable: Bool? = nil
    ) async throws -> Answer {
        try await send(
            method, url, query: query, document: document.document, headers: headers, isRepeatable: isRepeatable)
    }

    /// Sends a request that carries an XML document; many want a checksum with it.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
    func send(
        _ method: Request.Method, _ url: String, query: [(name: String, value: String?)] = [],
        document: [UInt8], headers: [HeaderField], isRepeatable: Bool? = nil
    ) async throws -> Answer {
        let payload = try await payload(.bytes(document, type: "application/xml"))
        return try await send(
            method, url, query: query, headers: headers + payload.headers(besides: headers), body: payload.body,
            isRepeatable: isRepeatable)
    }

    func payload(_ body: Body, needsMD5: Bool = false) async throws -> Payload {
        try await Payload(body, http, signsContent: account.endpoint.scheme == "http", needsMD5: needsMD5)
    }

    private func partSize(for size: Int?) throws(UsageError) -> Int {
        if let chunkSize = account.chunkSize, chunkSize < MultipartUpload.smallestPart {
            throw UsageError([
                .unreadable(
                    option: "basic",
                    reason: "has a ChunkSize of \(chunkSize); parts need \(MultipartUpload.smallestPart) bytes or more")
            ])
        }
        return MultipartUpload.partSize(for: size, account)
    }
}
