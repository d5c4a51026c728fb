import OIntCore
import OIntHTTP

@Methods("File and directory management")
extension Dropbox {
    /// Reads what is known of a file or folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-get_metadata
    /// - Parameters:
    ///   - path: Path, or id.
    ///   - hasDetails: Whether dimensions and places of pictures and films are told.
    /// - Returns: The metadata.
    ///
    ///   ```json
    ///   {".tag": "file", "name": "db.tar", "path_display": "/backups/db.tar", "id": "id:a4ayc_80_OEAAAAAAAAAXw",
    ///   "server_modified": "2026-01-15T09:00:00Z", "rev": "a1c10ce0dd78", "size": 7212,
    ///   "content_hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОбОбъекте")
    public func getObjectInformation(path: RemotePath, detail hasDetails: Bool = false) async throws -> JSON {
        try await read("files/get_metadata", ["path": path, "include_media_info": hasDetails])
    }

    /// Lists what is in a folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-list_folder
    /// - Parameters:
    ///   - path: Path of the folder; nothing is the root.
    ///   - hasDetails: Has no effect any more; GetObjectInformation tells the details.
    ///   - cursor: Where to go on: the cursor of a page read before, or of a listing whose changes are wanted.
    ///   - isRecursive: Whether everything below the folder is listed.
    /// - Returns: Files and folders, under `entries`.
    ///
    ///   ```json
    ///   {"entries": [{".tag": "folder", "name": "backups", "path_display": "/backups", "id": "id:a4ayc_80_OEAAAAAAAAAXz"}],
    ///   "cursor": "ZtkX9_EHj3x7PMkVuFIhwKYXEpwpLwyxp9vMKomUhllil9q7eWiAu", "has_more": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокФайловПапки", calls: "files/list_folder", rows: "entries")
    public func getListOfFolderFiles(
        path: RemotePath? = nil, detail hasDetails: Bool = false, cursor: String? = nil,
        recursive isRecursive: Bool = false
    ) -> Pages {
        service.pages(rows: "entries", next: "cursor", hasMore: "has_more") { next in
            if let cursor = next?.string ?? cursor {
                return .post("files/list_folder/continue", body: .json(["cursor": cursor]), isRepeatable: true)
            }
            return .post(
                "files/list_folder",
                body: .json(["path": path ?? "", "recursive": isRecursive ? true : nil, "limit": Self.pageSize]),
                isRepeatable: true)
        }
    }

    /// The most entries of a page.
    private static let pageSize = 2000

    /// Fetches a preview of a document, as PDF or HTML.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-get_preview
    /// - Parameter path: Path of the document.
    /// - Returns: The preview.
    @Method(.reads, ru: "ПолучитьПревью", calls: "files/get_preview")
    public func getPreview(path: RemotePath) async throws -> ByteStream {
        try await content.file(fetching("files/get_preview", path))
    }

    /// Uploads a file of any size.
    ///
    /// What is larger than 8 MiB goes in parts, and goes on after a broken connection; with --resume FILE also after the
    /// program was ended. Dropbox's hash of the content is compared in the end.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-upload
    /// - Parameters:
    ///   - file: The file.
    ///   - path: Path in Dropbox.
    ///   - isReplacing: Whether a file that is there is replaced.
    ///   - isRenaming: Whether Dropbox chooses another name where one is taken.
    ///   - isMute: Whether people's programs tell them nothing of it.
    ///   - isStrict: Whether a file of the same content is a conflict, too.
    /// - Returns: The file as Dropbox has it.
    ///
    ///   ```json
    ///   {"name": "db.tar", "path_display": "/backups/db.tar", "id": "id:a4ayc_80_OEAAAAAAAAAXw", "rev": "a1c10ce0dd78",
    ///   "size": 7212, "content_hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайл", calls: "files/upload")
    public func uploadFile(
        file: FileInput, path: RemotePath, overwrite isReplacing: Bool = false, autorename isRenaming: Bool = false,
        mute isMute: Bool = false, strict isStrict: Bool = false
    ) async throws -> JSON {
        guard !path.text.isEmpty else { throw UsageError("--path needs the name of the file, such as /backups/db.tar") }
        let source = try UploadSource(file, service.http)
        let commit: JSONObject = [
            "autorename": .bool(isRenaming), "mode": .string(isReplacing ? "overwrite" : "add"), "mute": .bool(isMute),
            "path": .string(path.text), "strict_conflict": .bool(isStrict),
        ]
        let answer = try await service.http.upload(source, by: FileUpload(self, to: path, commit: commit))
        if let place = answer["path_display"]?.string, path.text.hasPrefix("/"),
            place.lowercased() != path.text.lowercased()
        {
            service.http.configuration.notice?("Dropbox keeps the file as \(place)")
        }
        return answer
    }

    /// Lets Dropbox fetch a file from an address.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-save_url
    /// - Parameters:
    ///   - url: Address of the file.
    ///   - path: Path in Dropbox.
    /// - Returns: The file, or a job whose state GetUploadStatusByURL tells.
    ///
    ///   ```json
    ///   {".tag": "async_job_id", "async_job_id": "34g93hh34h04y384084"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайлПоURL", roles: ["url": .data])
    public func uploadFileByURL(url: String, path: RemotePath) async throws -> JSON {
        try await write("files/save_url", ["path": path, "url": url])
    }

    /// Tells how far an upload from an address is.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-save_url-check_job_status
    /// - Parameter job: Id of the job.
    /// - Returns: The state; a failure is a refusal.
    ///
    ///   ```json
    ///   {".tag": "in_progress"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусЗагрузкиПоURL")
    public func getUploadStatusByURL(job: ID) async throws -> JSON {
        try await read("files/save_url/check_job_status", ["async_job_id": job])
    }

    /// Deletes a file or folder.
    ///
    /// What is not deleted for good can be restored for thirty days or more.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-delete
    /// - Parameters:
    ///   - path: Path.
    ///   - isForGood: Whether there is no way back; for accounts of teams.
    /// - Returns: What was deleted.
    ///
    ///   ```json
    ///   {"metadata": {".tag": "file", "name": "db.tar", "path_display": "/backups/db.tar"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьОбъект", calls: "files/delete_v2")
    public func deleteObject(path: RemotePath, permanently isForGood: Bool = false) async throws -> JSON {
        guard !path.text.isEmpty else { throw UsageError("--path is the root, which can't be deleted") }
        return try await write(isForGood ? "files/permanently_delete" : "files/delete_v2", ["path": path])
    }

    /// Copies a file or folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-copy
    /// - Parameters:
    ///   - from: Path of what is copied.
    ///   - to: Path of the copy.
    ///   - isRenaming: Whether Dropbox chooses another name where one is taken.
    /// - Returns: The copy.
    ///
    ///   ```json
    ///   {"metadata": {".tag": "file", "name": "db.tar", "path_display": "/backups/db.tar"}}
    ///   ```
    @Method(.writes, ru: "КопироватьОбъект")
    public func copyObject(from: RemotePath, to: RemotePath, autorename isRenaming: Bool = false) async throws -> JSON {
        try await write(
            "files/copy_v2", ["from_path": from, "to_path": to, "autorename": isRenaming ? true : nil])
    }

    /// Moves a file or folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-move
    /// - Parameters:
    ///   - from: Path of what is moved.
    ///   - to: Path where it goes.
    ///   - isRenaming: Whether Dropbox chooses another name where one is taken.
    /// - Returns: What was moved.
    ///
    ///   ```json
    ///   {"metadata": {".tag": "file", "name": "db.tar", "path_display": "/archive/db.tar"}}
    ///   ```
    @Method(.writes, ru: "ПереместитьОбъект")
    public func moveObject(from: RemotePath, to: RemotePath, autorename isRenaming: Bool = false) async throws -> JSON {
        try await write(
            "files/move_v2", ["from_path": from, "to_path": to, "autorename": isRenaming ? true : nil])
    }

    /// Makes an empty folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-create_folder
    /// - Parameters:
    ///   - path: Path of the folder.
    ///   - isRenaming: Whether Dropbox chooses another name where one is taken.
    /// - Returns: The folder.
    ///
    ///   ```json
    ///   {"metadata": {"name": "backups", "path_display": "/backups", "id": "id:a4ayc_80_OEAAAAAAAAAXz"}}
    ///   ```
    @Method(.writes, ru: "СоздатьПапку")
    public func createFolder(path: RemotePath, autorename isRenaming: Bool = false) async throws -> JSON {
        try await write("files/create_folder_v2", ["path": path, "autorename": isRenaming ? true : nil])
    }

    /// Downloads a file.
    ///
    /// After a broken connection the download goes on where it was; the hash of the content is compared in the end.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-download
    /// - Parameter path: Path, or id; rev:… is a certain version.
    /// - Returns: The content.
    @Method(.reads, ru: "СкачатьФайл", calls: "files/download")
    public func downloadFile(path: RemotePath) async throws -> ByteStream {
        let client = self
        return try await ResumableDownload("Dropbox", service.http, hash: Self.hash) { headers in
            try await client.content.send(client.fetching("files/download", path, headers))
        }.stream()
    }

    /// The hash that Dropbox tells beside a content.
    @Sendable private static func hash(_ first: Response) -> (hash: ContentHash, text: String)? {
        guard let text = first.header("dropbox-api-result"), let metadata = try? JSON(parsing: text) else { return nil }
        return metadata["content_hash"]?.string.map { (.dropbox, $0) }
    }

    /// Downloads a folder as a ZIP archive: 20 GB and 10,000 files at most.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-download_zip
    /// - Parameter path: Path, or id.
    /// - Returns: The archive.
    @Method(.reads, ru: "СкачатьПапку", calls: "files/download_zip")
    public func downloadFolder(path: RemotePath) async throws -> ByteStream {
        try await content.file(fetching("files/download_zip", path))
    }

    /// Fetches a document of the cloud, such as Paper's, as a file.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-export
    /// - Parameters:
    ///   - path: Path of the document.
    ///   - format: Format, one of those that GetObjectInformation tells; the usual one when not given.
    /// - Returns: The file.
    @Method(.reads, ru: "ЭкспортироватьФайл", calls: "files/export")
    public func exportFile(path: RemotePath, format: String? = nil) async throws -> ByteStream {
        var argument: JSONObject = ["path": .string(path.text)]
        if let format { argument.append("export_format", .string(format)) }
        return try await content.file(
            .post("files/export", headers: [Self.argument(.object(argument))], body: .none, isRepeatable: true))
    }

    /// Lists the latest versions of a file.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-list_revisions
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - amount: How many versions, 100 at most.
    /// - Returns: The versions, under `entries`.
    ///
    ///   ```json
    ///   {"is_deleted": false, "entries": [{"name": "db.tar", "rev": "a1c10ce0dd78", "size": 7212,
    ///   "server_modified": "2026-01-15T09:00:00Z"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокВерсийОбъекта")
    public func getObjectVersionList(path: RemotePath, amount: Int = 10) async throws -> JSON {
        guard (1...100).contains(amount) else { throw UsageError("--amount takes 1 to 100, not \(amount)") }
        return try await read("files/list_revisions", ["path": path, "limit": amount])
    }

    /// Makes an earlier version the current one.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-restore
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - rev: Id of the version.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"name": "db.tar", "path_display": "/backups/db.tar", "rev": "a1c10ce0dd79", "size": 7100}
    ///   ```
    @Method(.writes, ru: "ВосстановитьОбъектКВерсии")
    public func restoreObjectToVersion(path: RemotePath, rev: String) async throws -> JSON {
        try await write("files/restore", ["path": path, "rev": rev])
    }
}
