import OIntCore
import OIntHTTP

@Methods("Files")
extension Notion {
    /// Brings a file to Notion; what it answers with is put into a page or property within an hour.
    ///
    /// Up to 20 MB go at once, larger files in parts; how large files may be depends on the plan of the workspace. In --data
    /// of a page, [{"name": "report.pdf", "type": "file_upload", "file_upload": {"id": "ID"}}] is the value of a property for
    /// files.
    ///
    /// Source: https://developers.notion.com/reference/create-a-file-upload
    /// - Parameters:
    ///   - file: The file.
    ///   - name: Name that it gets, with an ending; its own when not given.
    /// - Returns: The upload, with its id.
    ///
    ///   ```json
    ///   {"object": "file_upload", "id": "b52b8ed6-e029-4707-a671-832549c09de3", "status": "uploaded",
    ///   "filename": "report.pdf", "content_type": "application/pdf", "content_length": 1024}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайл", calls: "POST file_uploads")
    public func uploadFile(file: FileInput, name: String? = nil) async throws -> JSON {
        let name = name ?? file.name ?? ""
        guard let type = MediaType.ofFile(named: name) else {
            throw UsageError("--name needs an ending that tells the type of the file, such as report.pdf")
        }
        let source = try UploadSource(file, service.http)
        return try await service.http.upload(
            source, by: FileUpload(notion: service, name: name, type: type, size: source.size))
    }
}

/// An upload to Notion: whole, or in numbered parts.
///
/// Source: https://developers.notion.com/guides/data-apis/sending-larger-files
struct FileUpload: PartedUpload {
    /// What uploads go through.
    let notion: Service
    let name: String
    let type: String
    /// How many bytes there are, where that is known.
    let size: Int?

    /// How many bytes Notion takes at once, and how many a part of a larger file has.
    static let (largestWhole, partSize) = (20_000_000, 10 << 20)
    /// How many parts there may be.
    private static let mostParts = 10_000

    var service: String { "Notion" }
    var target: String { "file_uploads \(name)" }
    var parts: UploadPartSize {
        let isWhole = size.map { $0 <= Self.largestWhole } ?? true
        return .parts(of: isWhole ? Self.largestWhole : Self.partSize, count: isWhole ? nil : Self.mostParts)
    }
    var hash: ContentHash? { nil }
    var parallel: Int { 1 }

    func begin(_ content: UploadContent) async throws -> String {
        guard let size = content.size, let partSize = content.partSize else {
            throw UsageError("more than 20 MB come, and their number has to be known before: give a file")
        }
        return try await begin(["mode": "multi_part", "number_of_parts": (size + partSize - 1) / partSize])
    }

    func putAlone(_ part: UploadPart) async throws -> JSON? {
        let id = try await begin([:])
        return try await send(part, id, isAlone: true)
    }

    func put(_ part: UploadPart, of session: String) async throws -> String {
        _ = try await send(part, session, isAlone: false)
        return "\(part.number)"
    }

    func finish(_ session: String, receipts: [String], _ content: SentContent) async throws -> JSON {
        try await notion.json(.post("file_uploads/\(session)/complete", body: .json([:] as JSON)))
    }

    func stored(in answer: JSON) -> StoredContent { StoredContent(size: answer["content_length"]?.int) }

    private func begin(_ mode: Fields) async throws -> String {
        var fields = mode
        fields.append("filename", name)
        fields.append("content_type", type)
        let answer = try await notion.json(.post("file_uploads", body: .json(fields)))
        guard let id = answer["id"]?.string else {
            throw ReplyError(peer: "Notion", reason: "the answer names no upload")
        }
        return id
    }

    private func send(_ part: UploadPart, _ id: String, isAlone: Bool) async throws -> JSON {
        guard case .bytes(let bytes, _) = part.body else {
            throw LocalError(name, "a part of it is not in memory")
        }
        let file: Body.Part = .file("file", .bytes(bytes), fileName: name, type: type)
        let number: [Body.Part] = isAlone ? [] : [.field("part_number", "\(part.number)")]
        var request = ServiceRequest.post(
            "file_uploads/\(id)/send", body: .multipart([file] + number), isRepeatable: true)
        request.adjust = { $0.bodyWatcher = part.watcher }
        do {
            return try await notion.json(request)
        } catch let refusal as ServiceError where refusal.status == 400 && isAlone {
            // What arrived before its answer got lost is refused the second time.
            let upload = try await notion.json(.get("file_uploads/\(id)"))
            guard upload["status"]?.string == "uploaded" else { throw refusal }
            return upload
        }
    }
}
