import OIntCore
import OIntHTTP

@Methods("File management")
extension Slack {
    /// Lists the files of the workspace or of a channel.
    /// - Parameters:
    ///   - channel: Id of the channel; all when not given.
    ///   - page: Number of the page to begin with.
    /// - Returns: The files, under `files`.
    ///
    ///   ```json
    ///   {"ok": true, "files": [{"id": "F0001", "name": "report.pdf"}], "paging": {"count": 100, "total": 1, "page": 1,
    ///   "pages": 1}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокФайлов", calls: "files.list", rows: "files")
    public func getFilesList(channel: ID? = nil, page: Int = 1) -> Pages {
        service.pagesByNumber(rows: "files", first: page, pageCount: "paging.pages") { page in
            .get("files.list", query: ["channel": channel, "page": page])
        }
    }

    /// Uploads a file, and shares it in a channel.
    ///
    /// Slack may show it there a few seconds later; without a channel the file is private.
    /// - Parameters:
    ///   - file: File.
    ///   - name: Name with its ending, such as report.pdf.
    ///   - title: Title shown in Slack.
    ///   - channel: Id of the channel to share it in; a name will not do.
    ///   - comment: Text of the message that shares it.
    ///   - thread: Time of the message whose thread it is shared in.
    /// - Returns: The file, under `files`.
    ///
    ///   ```json
    ///   {"ok": true, "files": [{"id": "F0001", "title": "Report"}]}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайл", calls: "files.getUploadURLExternal")
    public func uploadFile(
        file: FileInput, filename name: String, title: String, channel: ID? = nil, comment: String? = nil,
        thread: MessageStamp? = nil
    ) async throws -> JSON {
        try await upload(
            file, name: name, title: title, to: Sharing(channel: channel, comment: comment, thread: thread))
    }

    /// Tells what is known of a file.
    /// - Parameter file: Id of the file.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"ok": true, "file": {"id": "F0001", "name": "report.pdf", "title": "Report", "size": 1024}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДанныеФайла")
    public func getFileData(fileid file: ID) async throws -> JSON {
        try await read("files.info", ["file": file])
    }

    /// Deletes a file.
    /// - Parameter file: Id of the file.
    /// - Returns: Whether it is gone.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьФайл")
    public func deleteFile(fileid file: ID) async throws -> JSON {
        try await write("files.delete", ["file": file])
    }

    /// Gives a file a public link; takes the token of a user.
    /// - Parameter file: Id of the file.
    /// - Returns: The file with its link, under `permalink_public`.
    ///
    ///   ```json
    ///   {"ok": true, "file": {"id": "F0001", "permalink_public": "https://slack-files.com/T0001-F0001-abc"}}
    ///   ```
    @Method(.writes, ru: "СделатьФайлПубличным")
    public func makeFilePublic(fileid file: ID) async throws -> JSON {
        try await write("files.sharedPublicURL", ["file": file])
    }

    /// Takes the public link of a file away; takes the token of a user.
    /// - Parameter file: Id of the file.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"ok": true, "file": {"id": "F0001", "name": "report.pdf", "title": "Report", "size": 1024}}
    ///   ```
    @Method(.writes, ru: "СделатьФайлПриватным")
    public func makeFilePrivate(fileid file: ID) async throws -> JSON {
        try await write("files.revokePublicURL", ["file": file])
    }
}
