import OIntCore
import OIntHTTP

@Methods("File management")
extension OpenAI {
    /// Lists uploaded files.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/files/list
    /// - Parameters:
    ///   - limit: How many a page has at most.
    ///   - options: Further items of the query: purpose, order.
    /// - Returns: The files, under `data`.
    ///
    ///   ```json
    ///   {"object": "list", "data": [{"id": "file-abc123", "object": "file", "bytes": 120000, "filename": "requests.jsonl",
    ///   "purpose": "batch", "created_at": 1790000000}], "has_more": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокФайлов")
    public func getFilesList(limit: Int = 10_000, options: JSONObject = [:]) -> Pages { list("files", limit, options) }

    /// Uploads a file.
    ///
    /// A file of more than 512 MB goes in parts, and may have up to 8 GB.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/files/create
    /// - Parameters:
    ///   - name: Name of the file, with its ending.
    ///   - data: Content.
    ///   - purpose: What the file is for: batch, fine-tune, vision, user_data, evals or assistants.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"id": "file-abc123", "object": "file", "bytes": 120000, "filename": "requests.jsonl", "purpose": "batch",
    ///   "created_at": 1790000000}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайл", calls: "POST /files")
    public func uploadFile(name: String, data: FileInput, purpose: String) async throws -> JSON {
        let source = try UploadSource(data, service.http)
        if let size = source.size, size > FileUpload.largestRequest {
            return try await service.http.upload(source, by: FileUpload(client: self, name: name, purpose: purpose))
        }
        let type = FileUpload.type(of: name)
        return try await service.json(
            .post(
                "files",
                body: .multipart([.file("file", data, fileName: name, type: type), .field("purpose", purpose)])))
    }

    /// Reads what is known of a file.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/files/retrieve
    /// - Parameter id: Id of the file.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"id": "file-abc123", "object": "file", "bytes": 120000, "filename": "requests.jsonl", "purpose": "batch"}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОФайле")
    public func getFileInformation(id: ID) async throws -> JSON { try await service.json(.get("files/\(id)")) }

    /// Downloads the content of a file.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/files/retrieve-contents
    /// - Parameter id: Id of the file.
    /// - Returns: The content.
    @Method(.reads, ru: "СкачатьФайл")
    public func downloadFile(id: ID) async throws -> ByteStream { try await service.file(.get("files/\(id)/content")) }

    /// Deletes a file.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/files/delete
    /// - Parameter id: Id of the file.
    /// - Returns: Whether it is deleted.
    ///
    ///   ```json
    ///   {"id": "file-abc123", "object": "file", "deleted": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьФайл")
    public func deleteFile(id: ID) async throws -> JSON { try await service.json(.delete("files/\(id)")) }
}

/// The upload of a file in parts.
///
/// Source: https://platform.openai.com/docs/api-reference/uploads
struct FileUpload: PartedUpload {
    /// The largest file that goes in one request.
    static let largestRequest = 512 << 20

    let client: OpenAI
    let name: String
    let purpose: String

    var service: String { "OpenAI" }
    var target: String { "\(client.service.base.text)/uploads/\(purpose)/\(name)" }
    var parts: UploadPartSize { .parts(of: 32 << 20, upTo: 64 << 20) }
    var hash: ContentHash? { .md5 }
    var parallel: Int { 2 }

    /// The type of a file, by its name.
    static func type(of name: String) -> String {
        name.lowercased().hasSuffix(".jsonl")
            ? "text/jsonl" : MediaType.ofFile(named: name) ?? "application/octet-stream"
    }

    func begin(_ content: UploadContent) async throws -> String {
        let fields: Fields = [
            "filename": name, "purpose": purpose, "bytes": content.size, "mime_type": Self.type(of: name),
        ]
        let (upload, reply) = try await client.answer(.post("uploads", body: .json(fields)))
        guard let id = upload["id"]?.string, !id.isEmpty else {
            throw client.service.refusal(
                Judgement(message: "the server began an upload and told no id for it"), in: reply)
        }
        return id
    }

    func put(_ part: UploadPart, of upload: String) async throws -> String {
        var request = ServiceRequest.post(
            "uploads/\(upload)/parts", body: .multipart([try part.field("data")]), isRepeatable: part.isRepeatable)
        request.adjust = { $0.bodyWatcher = part.watcher }
        do {
            let (answer, reply) = try await client.answer(request)
            guard let id = answer["id"]?.string else {
                throw client.service.refusal(Judgement(message: "part \(part.number) was given no id"), in: reply)
            }
            return id
        } catch let refusal as ServiceError where refusal.status == 404 {
            throw UploadSessionExpired(refusal)
        }
    }

    func finish(_ upload: String, receipts: [String], _ content: SentContent) async throws -> JSON {
        let fields: Fields = ["part_ids": receipts, "md5": content.digest?.hexadecimal]
        let answer = try await client.service.json(.post("uploads/\(upload)/complete", body: .json(fields)))
        return answer["file"] ?? answer
    }

    func stored(in answer: JSON) -> StoredContent { StoredContent(size: answer["bytes"]?.int) }

    func cancel(_ upload: String) async throws { _ = try await client.service.json(.post("uploads/\(upload)/cancel")) }
}
