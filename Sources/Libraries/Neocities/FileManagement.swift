import OIntCore
import OIntHTTP

@Methods("File management")
extension Neocities {
    /// Uploads a file; one that is there already is replaced.
    /// - Parameters:
    ///   - path: Path on the site.
    ///   - file: File, of up to 100 MB.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": "success", "message": "your file(s) have been successfully uploaded"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайл", calls: "POST upload")
    public func uploadFile(path: String, file: FileInput) async throws -> JSON {
        let path = try SitePath(path).text
        try Self.check(file, path)
        return try await upload([FileUpload(path: path, file: file)])
    }

    /// Uploads files; those that are there already are replaced.
    ///
    /// They go in requests of up to 50 files and 100 MB, in their order.
    /// - Parameters:
    ///   - files: Files by their paths on the site.
    ///   - isSingly: Whether each has a request of its own; one that fails stops no other then.
    /// - Returns: The answer; a list of answers where there are several requests.
    ///
    ///   ```json
    ///   {"result": "success", "message": "your file(s) have been successfully uploaded"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайлы", calls: "POST upload")
    public func uploadFiles(files: FilesByName, singly isSingly: Bool = false) async throws -> JSON {
        guard !files.entries.isEmpty else { throw UsageError("--files has no files") }
        let all = try files.entries.map { entry throws(UsageError) in
            FileUpload(path: try SitePath(entry.name).text, file: entry.file)
        }
        for upload in all { try Self.check(upload.file, upload.path) }
        var answers: [JSON] = []
        for group in Self.groups(all, most: isSingly ? 1 : Self.mostFiles) {
            do {
                answers.append(try await upload(group))
            } catch let error as ServiceError where isSingly {
                answers.append([
                    "result": "error", "path": .string(group[0].path), "message": .string(error.description),
                ])
            }
        }
        let failed = answers.filter { $0["result"] == "error" }
        guard failed.isEmpty else {
            throw ServiceError(
                service: service.name, code: "partly_failed", message: "\(failed.count) of \(all.count) files failed",
                reply: .json(.array(answers)))
        }
        return answers.count == 1 && !isSingly ? answers[0] : .array(answers)
    }

    /// Deletes files, and folders with all that is in them.
    ///
    /// Paths that are not there, and index.html of the site, which can't be deleted, are told and left out: the server
    /// would refuse all others with them.
    /// - Parameter paths: Paths on the site.
    /// - Returns: What was deleted.
    ///
    ///   ```json
    ///   {"result": "success", "message": "file(s) have been deleted", "deleted": ["notes/old.html"], "left": []}
    ///   ```
    /// - Throws: `ServiceError` when something was left, with what was deleted in its reply.
    @Method(.destroys, ru: "УдалитьВыбранныеФайлы", calls: "POST delete")
    public func deleteSelectedFiles(paths: [String]) async throws -> JSON {
        let wanted = try paths.map { path throws(UsageError) in try SitePath(path).text }
        guard !wanted.isEmpty else { throw UsageError("--paths has no paths") }
        guard !wanted.contains("") else { throw UsageError("the root of the site can't be deleted") }
        let known = Set(try await list().map(\.path))
        var left: [JSON] = []
        var deletable: [String] = []
        for path in wanted where !deletable.contains(path) {
            if path == "index.html" {
                left.append(["path": .string(path), "reason": "the site needs it"])
            } else if !known.contains(path) {
                left.append(["path": .string(path), "reason": "it is not there"])
            } else if !wanted.contains(where: { $0 != path && path.hasPrefix($0 + "/") }) {
                // What lies in a folder that goes is gone with it.
                deletable.append(path)
            }
        }
        var answer: JSONObject = ["result": "success"]
        if !deletable.isEmpty { answer = try await delete(deletable).object ?? answer }
        answer.append("deleted", .array(deletable.map { .string($0) }))
        answer.append("left", .array(left))
        guard !left.isEmpty else { return .object(answer) }
        let first = left[0]
        throw ServiceError(
            service: service.name, code: "left",
            message:
                "\(left.count) of \(wanted.count) paths were not deleted: \(first["path"]?.string ?? "") (\(first["reason"]?.string ?? ""))",
            reply: .json(.object(answer)))
    }

    /// Lists what is on the site.
    /// - Parameter path: Folder, with all that is below it; everything when not given.
    /// - Returns: Files and folders.
    ///
    ///   ```json
    ///   {"result": "success", "files": [{"path": "index.html", "is_directory": false, "size": 1023,
    ///   "updated_at": "Sat, 31 Jan 2026 10:00:00 -0000", "sha1_hash": "c8aac06f343c962a24a7eb111aad739ff48b7fb1"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокФайлов", calls: "GET list", rows: "files")
    public func getFilesList(path: String? = nil) async throws -> JSON {
        // With a path the server tells one level, and says nothing where there is no such folder.
        let answer = try await service.json(.get("list"))
        guard let path, let folder = try? SitePath(path), !folder.text.isEmpty, var object = answer.object else {
            return answer
        }
        let files = answer["files"]?.array ?? []
        let found = files.filter { folder.covers($0["path"]?.string ?? "") }
        guard !found.isEmpty else { throw UsageError("the site has no \(Quote.short(path))") }
        object["files"] = .array(found.filter { $0["path"]?.string != folder.text || found.count == 1 })
        return .object(object)
    }

    /// Gives the content of a file.
    /// - Parameter path: Path on the site.
    /// - Returns: The content, as it comes.
    @Method(.reads, ru: "СкачатьФайл", calls: "GET download")
    public func downloadFile(path: String) async throws -> ByteStream {
        try await service.file(.get("download", query: ["path": SitePath(path).text]))
    }

    /// Gives a file or folder another path.
    /// - Parameters:
    ///   - path: Path on the site.
    ///   - newPath: New path.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": "success", "message": "notes/today.html has been renamed to notes/yesterday.html"}
    ///   ```
    @Method(.writes, ru: "ПереименоватьФайл", calls: "POST rename")
    public func renameFile(path: String, newpath newPath: String) async throws -> JSON {
        try await service.json(
            .post(
                "rename", body: .form(["path": SitePath(path).text, "new_path": SitePath(newPath).text]),
                isRepeatable: false))
    }

    /// Makes a folder.
    /// - Parameter path: Path on the site.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": "success", "message": "notes has been created"}
    ///   ```
    @Method(.writes, ru: "СоздатьКаталог", calls: "POST create_directory")
    public func createFolder(path: String) async throws -> JSON {
        try await service.json(
            .post("create_directory", body: .form(["path": SitePath(path).text]), isRepeatable: false))
    }

    /// Makes a folder of the site the same as a local one.
    ///
    /// Files are compared by their hashes; what is new or different is uploaded, pages last. Then what the local folder does
    /// not have is deleted, but for index.html of the site. Hidden files stay at home. --plan true shows what would be done.
    /// - Parameters:
    ///   - local: Local folder.
    ///   - remote: Folder of the site; its root when not given.
    ///   - prune: Whether what the local folder does not have is deleted.
    ///   - hidden: Whether files and folders whose names begin with a dot are uploaded, too.
    ///   - plan: Whether the plan is shown, and nothing is done.
    /// - Returns: How many requests have failed, and the plan: what is uploaded, deleted, and how many files are the same.
    ///
    ///   ```json
    ///   {"errors": 0, "items": [], "uploaded": ["notes/today.html"], "deleted": ["notes/old.html"], "same": 12}
    ///   ```
    /// - Throws: `ServiceError` when some requests have failed, with all of it in its reply.
    @Method(.destroys, ru: "СинхронизироватьКаталоги", calls: "POST upload", roles: ["local": .readsFiles])
    public func synchronizeFolders(
        local: LocalPath, remote: String? = nil, prune: Bool = true, hidden: Bool = false, plan: Bool = false
    ) async throws -> JSON {
        let folder = try SitePath(remote ?? "")
        let files = try LocalDirectory.tree(in: local.text, hidden: hidden)
        guard !files.isEmpty else {
            throw UsageError("\(Quote.short(local.text)) has no files: nothing is uploaded or deleted")
        }
        let present = try await list().filter { folder.text.isEmpty || folder.covers($0.path) }
        let known = Dictionary(present.map { ($0.path, $0) }) { first, _ in first }
        var uploads: [FileUpload] = []
        var wanted: Set<String> = []
        for file in files {
            let path = try SitePath(folder.text.isEmpty ? file.name : "\(folder.text)/\(file.name)").text
            wanted.insert(path)
            for parent in Self.parents(of: path) { wanted.insert(parent) }
            let size = try LocalFile.size(file.path) ?? 0
            guard size <= Self.largest else {
                throw UsageError("\(file.path) has \(size) bytes, and Neocities takes \(Self.largest)")
            }
            let isSame = known[path].map { $0.size == size } ?? false
            if isSame, try ContentHash.sha1.digest(ofFile: file.path).hexadecimal == known[path]?.sha1 { continue }
            uploads.append(FileUpload(path: path, file: .path(file.path)))
        }
        // A page that comes before its pictures would be shown without them.
        uploads = uploads.filter { !Self.isPage($0.path) } + uploads.filter { Self.isPage($0.path) }
        let surplus =
            prune
            ? present.filter { $0.path != "index.html" && !wanted.contains($0.path) && $0.path != folder.text } : []
        let deletions = surplus.map(\.path).filter { path in
            !surplus.contains { $0.isFolder && path.hasPrefix($0.path + "/") }
        }
        var report: JSONObject = ["errors": 0, "items": []]
        report.append("uploaded", .array(uploads.map { .string($0.path) }))
        report.append("deleted", .array(deletions.map { .string($0) }))
        report.append("same", JSON(files.count - uploads.count))
        guard !plan else { return .object(report) }
        return try await synchronize(uploads, deletions, &report)
    }

    /// Downloads a folder of the site; files that are the same stay as they are.
    /// - Parameters:
    ///   - local: Local folder, which is made where it is missing.
    ///   - remote: Folder of the site; all of it when not given.
    ///   - plan: Whether the plan is shown, and nothing is done.
    /// - Returns: What was downloaded, and how many files are the same.
    ///
    ///   ```json
    ///   {"downloaded": ["notes/today.html"], "same": 12}
    ///   ```
    @Method(.reads, ru: "СкачатьКаталог", calls: "GET download", roles: ["local": .writesFiles])
    public func downloadFolder(local: LocalPath, remote: String? = nil, plan: Bool = false) async throws -> JSON {
        let folder = try SitePath(remote ?? "")
        let files = try await list().filter { !$0.isFolder && (folder.text.isEmpty || folder.covers($0.path)) }
        guard !files.isEmpty else { throw UsageError("the site has no files in \(Quote.short(remote ?? "/"))") }
        let root = try FileAccess.check(local.text)
        var downloaded: [JSON] = []
        for file in files {
            // The server's paths are its own words: none may lead out of the folder.
            let name = try SitePath(
                folder.text.isEmpty || file.path == folder.text
                    ? file.path : String(file.path.dropFirst(folder.text.count + 1))
            ).text
            let target = "\(root)/\(name)"
            let isSame = (try? LocalFile.size(target)) == file.size
            if isSame, try ContentHash.sha1.digest(ofFile: target).hexadecimal == file.sha1 { continue }
            downloaded.append(.string(file.path))
            guard !plan else { continue }
            try LocalDirectory.make(String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]))
            let output = try AtomicFile(target)
            for try await chunk in try await downloadFile(path: file.path) {
                try chunk.withBytes { try output.write($0) }
            }
            try output.finish()
        }
        return ["downloaded": .array(downloaded), "same": JSON(files.count - downloaded.count)]
    }

}

extension Neocities {
    /// A file on its way to the site.
    struct FileUpload {
        /// The path on the site.
        let path: String
        /// The file.
        let file: FileInput
    }

    /// A file or folder of the site.
    struct SiteFile {
        /// The path.
        let path: String
        /// Whether it is a folder.
        let isFolder: Bool
        /// The hash of the content; nil for a folder.
        let sha1: String?
        /// How many bytes it has.
        let size: Int
    }

    /// All files and folders of the site.
    func list() async throws -> [SiteFile] {
        let answer = try await service.json(.get("list"))
        guard let files = answer["files"]?.array else {
            throw ReplyError(peer: "neocities.org", reason: "the list of files has no files")
        }
        return files.compactMap { file in
            guard let path = file["path"]?.string else { return nil }
            return SiteFile(
                path: path, isFolder: file["is_directory"]?.bool ?? false, sha1: file["sha1_hash"]?.string,
                size: file["size"]?.int ?? 0)
        }
    }

    /// Uploads files by one request, which may be sent again: the same content under the same path is the same file.
    func upload(_ files: [FileUpload]) async throws -> JSON {
        let parts = files.map { Body.Part.file($0.path, $0.file, fileName: $0.path, type: "application/octet-stream") }
        return try await service.json(.post("upload", body: .multipart(parts), isRepeatable: true))
    }

    /// Deletes paths by one request; all of them have to be there.
    func delete(_ paths: [String]) async throws -> JSON {
        try await service.json(
            .post("delete", body: .form(paths.map { ("filenames[]", $0) }), isRepeatable: false))
    }

    /// Puts files into requests.
    static func groups(_ files: [FileUpload], most: Int) -> [[FileUpload]] {
        var groups: [[FileUpload]] = []
        var size = 0
        for file in files {
            let bytes = Self.size(of: file.file) ?? 0
            if groups.last.map({ $0.count >= most || size + bytes > largest }) ?? true {
                groups.append([])
                size = 0
            }
            groups[groups.count - 1].append(file)
            size += bytes
        }
        return groups
    }

    private static func check(_ file: FileInput, _ path: String) throws(UsageError) {
        guard !path.isEmpty else { throw UsageError("a file needs a path on the site") }
        if let size = size(of: file), size > largest {
            throw UsageError("\(Quote.short(path)) has \(size) bytes, and Neocities takes \(largest)")
        }
    }

    private static func size(of file: FileInput) -> Int? {
        switch file.content {
        case .path(let path): (try? LocalFile.size(path)).flatMap(\.self)
        case .bytes(let bytes): bytes.count
        default: nil
        }
    }
}
