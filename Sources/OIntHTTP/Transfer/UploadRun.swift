import OIntCore

/// What both kinds of uploads share: the state file, the hash, progress, the check at the end.
struct UploadRun<Upload: UploadProtocol>: Sendable {
    let http: HTTP
    let source: UploadSource
    let upload: Upload
    /// The size of the parts; nil where all goes out in one request.
    let partSize: Int?
    /// The file that keeps the state of the upload; nil for none.
    let file: UploadStateFile?
    /// How many bytes went out, from the beginning of the content.
    let counter = ByteCounter()
    private let hasher: ContentHasher?
    /// What stood under the file's name at the beginning.
    private let stamp: FileStamp?

    init(_ http: HTTP, _ source: UploadSource, _ upload: Upload) async throws {
        self.http = http
        self.source = source
        self.upload = upload
        partSize = try upload.parts.bytes(for: source.size)
        hasher = upload.hash.map { ContentHasher($0) }
        stamp = source.stamp
        guard let path = http.configuration.transfer.stateFile else {
            file = nil
            return
        }
        file = try UploadStateFile(
            path,
            head: [
                "upload": 1, "service": .string(upload.service), "target": .string(upload.target),
                "source": try await SourceIdentity(source, http).json, "partSize": JSON(partSize ?? 0),
            ])
    }

    /// The session that the state file keeps; nil where there is none.
    var savedSession: Upload.Session? { file?["session"].flatMap { Upload.Session(sessionJSON: $0) } }

    /// Starts an upload, cancelled or not: otherwise its id would be lost, and nothing could tell the service to forget
    /// what it has begun.
    func begin() async throws -> Upload.Session {
        let content = UploadContent(size: source.size, partSize: partSize)
        let session = try await Task { [upload] in try await upload.begin(content) }.value
        try file?.keep(["session": session.sessionJSON, "offset": 0, "receipts": [:]])
        return session
    }

    /// Ends a failed upload: what the state file keeps can be gone on with, anything else is to be forgotten.
    func abandon(_ session: Upload.Session) async {
        guard file == nil else { return }
        await TransferFailure.cleanUp { try await upload.cancel(session) }
    }

    /// Has the hasher read what lies before a place, where it was not sent by this process.
    func catchUp(to place: Int) async throws {
        guard let hasher, hasher.position < place, let body = source.body(hasher.position..<place) else { return }
        for try await piece in try http.bytes(of: body) {
            try Task.checkCancellation()
            piece.withBytes { hasher.take($0, at: hasher.position) }
        }
    }

    /// A part whose request counts what goes out, tells how far it has come, and hashes what is not in memory.
    func watched(_ part: UploadPart, isRepeatable: Bool) -> UploadPart {
        var part = part
        part.isRepeatable = isRepeatable
        var hasher = hasher
        if case .bytes(let bytes, _) = part.body {
            bytes.withUnsafeBytes { hasher?.take($0, at: part.offset) }
            hasher = nil
        }
        let (start, total, progress) = (part.offset, part.total, http.configuration.transfer.progress)
        // Of parts that travel side by side, what went out counts; of others, where it lies.
        let walked = ByteCounter()
        part.watcher = { [hasher, counter] in
            if isRepeatable { _ = counter.add(-walked.value) }
            walked.reset()
            return { bytes in
                let end = start + walked.add(bytes.count)
                hasher?.take(bytes, at: end - bytes.count)
                let sum = isRepeatable ? counter.add(bytes.count) : counter.raise(to: end)
                progress?(TransferProgress(bytes: isRepeatable ? sum : end, total: total))
            }
        }
        return part
    }

    /// What was sent.
    func sent(_ size: Int) -> SentContent {
        SentContent(size: size, digest: hasher.flatMap { $0.position == size ? $0.digest : nil })
    }

    /// Ends a successful upload: checks that the service has what was sent, and that this was one content.
    /// - Parameters:
    ///   - answer: What the service answers in the end.
    ///   - size: How many bytes were sent.
    func close(_ answer: Upload.Answer, size: Int) async throws {
        if case .file(let path, _) = source, source.stamp != stamp {
            throw LocalError(path, "it changed while it was uploaded; what the service has may be a mixture: try again")
        }
        let stored = upload.stored(in: answer)
        if let count = stored.size, count != size {
            throw ReplyError(
                peer: upload.service, reason: "it has \(count) bytes, and \(size) were sent", remedy: "Upload it again")
        }
        try await catchUp(to: size)
        if let digest = sent(size).digest, let hash = stored.hash, !digest.matches(hash) {
            throw ReplyError(
                peer: upload.service,
                reason:
                    "it has another content than was sent: its \(digest.hash.rawValue) is \(hash), not \(digest.hexadecimal)",
                remedy: "Upload it again")
        }
        try file?.remove()
    }
}

extension UploadSource {
    /// What stands under the file's name; nil where the content is in no file.
    fileprivate var stamp: FileStamp? {
        if case .file(let path, _) = self { FileStamp(path) } else { nil }
    }
}
