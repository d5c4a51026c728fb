import OIntCore
import OIntHTTP

@Methods("File management")
extension Bitrix24 {
    /// Uploads a file to the top of a storage.
    /// - Parameters:
    ///   - title: Name that the file gets, extension included.
    ///   - file: The file.
    ///   - storageID: Id of the storage.
    ///   - rights: Who may do what with it, as in [{"TASK_ID": 42, "ACCESS_CODE": "U35"}].
    /// - Returns: The file, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": 43, "NAME": "january.pdf", "STORAGE_ID": "42", "TYPE": "file", "PARENT_ID": "8",
    ///   "DELETED_TYPE": 0, "FILE_ID": 305, "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/january.pdf"}}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайлВХранилище")
    public func uploadFileToStorage(
        title: String, file: FileInput, storageID: ID, rights: [JSONObject] = []
    ) async throws -> JSON {
        var embedded = EmbeddedFiles()
        let data: Fields = ["NAME": title]
        let content = embedded.pair(title, file)
        return try await write(
            "disk.storage.uploadfile",
            ["data": data, "rights": rights.nonEmpty, "id": storageID, "fileContent": content], files: embedded)
    }

    /// Uploads a file to a folder.
    ///
    /// The portal first names an address, and the file goes there.
    /// - Parameters:
    ///   - title: Name that the file gets, extension included.
    ///   - file: The file.
    ///   - folderID: Id of the folder.
    /// - Returns: The file, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": 43, "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "42",
    ///   "DELETED_TYPE": 0, "FILE_ID": 305, "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/Reports/january.pdf"}}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайлВКаталог")
    public func uploadFileToFolder(title: String, file: FileInput, folderID: ID) async throws -> JSON {
        // Asking for the address creates nothing, and so may be repeated.
        let place = try await read("disk.folder.uploadFile", ["id": folderID])
        guard let address = place["result"]?["uploadUrl"]?.string, let field = place["result"]?["field"]?.string else {
            return place
        }
        return try await upload([.file(field, file, fileName: title)], to: address)
    }

    /// Downloads a file.
    /// - Parameter fileID: Id of the file.
    /// - Returns: The content of the file.
    @Method(.reads, ru: "СкачатьФайл")
    public func downloadFile(fileID: ID) async throws -> ByteStream {
        let file = try await read("disk.file.get", ["id": fileID])
        guard let address = file["result"]?["DOWNLOAD_URL"]?.string else {
            throw ServiceError(
                service: "Bitrix24", message: "the portal tells no address to download the file from",
                reply: .json(file))
        }
        return try await download(from: address)
    }

    /// Fetches what the disk knows about a file.
    /// - Parameter fileID: Id of the file.
    /// - Returns: The file, under `result`; DOWNLOAD_URL is where its content can be had.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "0", "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/january.pdf"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОФайле")
    public func getFileInformation(fileID: ID) async throws -> JSON {
        try await read("disk.file.get", ["id": fileID])
    }

    /// Deletes a file, past the trash.
    /// - Parameter fileID: Id of the file.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьФайл")
    public func deleteFile(fileID: ID) async throws -> JSON {
        try await write("disk.file.delete", ["id": fileID])
    }

    /// Gives the public link to a file, and makes one where there is none.
    ///
    /// Whoever has the link can see the file without an account. Some cloud portals no longer offer this.
    /// - Parameter fileID: Id of the file.
    /// - Returns: The link, under `result`.
    ///
    ///   ```json
    ///   {"result": "https://example.bitrix24.com/~Ef2Gh"}
    ///   ```
    @Method(.writes, ru: "ПолучитьВнешнююСсылкуФайла")
    public func getFileExternalLink(fileID: ID) async throws -> JSON {
        try await write("disk.file.getExternalLink", ["id": fileID])
    }

    /// Moves a file to the trash.
    ///
    /// Keep its id for RestoreFile: the portal does not list what is in the trash.
    /// - Parameter fileID: Id of the file.
    /// - Returns: The file, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "3", "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00", "DELETE_TIME": "2026-02-02T10:15:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/january.pdf"}}
    ///   ```
    @Method(.writes, ru: "ПоместитьФайлВКорзину")
    public func markFileAsDeleted(fileID: ID) async throws -> JSON {
        try await write("disk.file.markdeleted", ["id": fileID])
    }

    /// Takes a file back out of the trash.
    /// - Parameter fileID: Id of the file.
    /// - Returns: The file, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "8",
    ///   "DELETED_TYPE": 0, "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-02-03T08:30:00+00:00", "DELETE_TIME": "2026-02-02T10:15:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/january.pdf"}}
    ///   ```
    @Method(.writes, ru: "ВосстановитьФайл")
    public func restoreFile(fileID: ID) async throws -> JSON {
        try await write("disk.file.restore", ["id": fileID])
    }

    /// Copies a file into a folder.
    /// - Parameters:
    ///   - fileID: Id of the file.
    ///   - folderID: Id of the folder that the copy goes into.
    /// - Returns: The copy, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": 44, "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "42",
    ///   "DELETED_TYPE": 0, "FILE_ID": 305, "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/Reports/january.pdf"}}
    ///   ```
    @Method(.writes, ru: "СкопироватьФайл")
    public func makeFileCopy(fileID: ID, folderID: ID) async throws -> JSON {
        try await write("disk.file.copyto", ["id": fileID, "targetFolderId": folderID])
    }

    /// Moves a file into a folder.
    /// - Parameters:
    ///   - fileID: Id of the file.
    ///   - folderID: Id of the folder that it goes into.
    /// - Returns: The file, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": 43,
    ///   "DELETED_TYPE": "0", "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/Reports/january.pdf"}}
    ///   ```
    @Method(.writes, ru: "ПереместитьФайлВКаталог")
    public func moveFileToFolder(fileID: ID, folderID: ID) async throws -> JSON {
        try await write("disk.file.moveto", ["id": fileID, "targetFolderId": folderID])
    }

    /// Renames a file.
    /// - Parameters:
    ///   - fileID: Id of the file.
    ///   - title: New name, with the same extension.
    /// - Returns: The file, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "february.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "0", "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-02-02T10:15:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/february.pdf"}}
    ///   ```
    @Method(.writes, ru: "ПереименоватьФайл")
    public func renameFile(fileID: ID, title: String) async throws -> JSON {
        try await write("disk.file.rename", ["id": fileID, "newName": title])
    }
}
