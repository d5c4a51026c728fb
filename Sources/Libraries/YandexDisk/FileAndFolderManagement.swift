import OIntCore
import OIntHTTP

@Methods("File and folder management")
extension YandexDisk {
    /// Reads whose disk it is, how large it is, and how much is used.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/capacity
    /// - Returns: The numbers of bytes, and the folders of the system.
    ///
    ///   ```json
    ///   {"total_space": 319975063552, "used_space": 26157681270, "trash_size": 4631577437,
    ///   "user": {"login": "ann", "uid": "1130000001234567"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОДиске", calls: "GET v1/disk")
    public func getDiskInformation() async throws -> JSON { try await read("") }

    /// Makes a folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/create-folder
    /// - Parameter path: Path of the folder; the one above it has to be there.
    /// - Returns: The folder.
    ///
    ///   ```json
    ///   {"type": "dir", "name": "backups", "path": "disk:/backups", "created": "2026-01-15T09:00:00+00:00"}
    ///   ```
    @Method(.writes, ru: "СоздатьПапку", calls: "PUT resources")
    public func createFolder(path: String) async throws -> JSON {
        try await changed(.put("resources", query: ["path": path]), waits: true)
    }

    /// Reads what is known of a file or folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/meta
    /// - Parameters:
    ///   - path: Path.
    ///   - amount: How many objects of a folder are told; 20 when not given. GetFolderFiles gives all.
    ///   - offset: How many of them are skipped.
    /// - Returns: The metadata.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/backups/db.tar", "size": 7212,
    ///   "md5": "4334dc6379c8f95ddc11b9508cfea271", "modified": "2026-01-15T09:00:00+00:00"}
    ///   ```
    @Method(.reads, ru: "ПолучитьОбъект")
    public func getObject(path: String, amount: Int? = nil, offset: Int? = nil) async throws -> JSON {
        try await read("resources", ["path": path, "limit": amount, "offset": offset])
    }

    /// Lists what is in a folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/meta
    /// - Parameters:
    ///   - path: Path of the folder.
    ///   - order: What it is sorted by, such as name, created, modified or size, with - before it to go down.
    /// - Returns: Files and folders, under `_embedded.items`.
    ///
    ///   ```json
    ///   {"type": "dir", "name": "backups", "_embedded": {"items": [{"type": "file", "name": "db.tar", "size": 7212}],
    ///   "limit": 1000, "offset": 0, "total": 1}}
    ///   ```
    @Method(.reads, ru: "ПолучитьФайлыПапки", calls: "GET resources", rows: "_embedded.items")
    public func getFolderFiles(path: String, sort order: String? = nil) -> Pages {
        service.pagesByOffset(
            rows: "_embedded.items", start: 0, pageSize: Self.pageSize, total: "_embedded.total"
        ) { offset in
            .get("resources", query: ["path": path, "sort": order, "limit": Self.pageSize, "offset": offset])
        }
    }

    /// Deletes a file or folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/delete
    /// - Parameters:
    ///   - path: Path.
    ///   - isToTrash: Whether it goes to the trash, from where it can be restored.
    ///   - waits: Whether a large deletion is followed to its end.
    /// - Returns: The state of a large deletion; nothing otherwise.
    ///
    ///   ```json
    ///   {"status": "success"}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(.destroys, ru: "УдалитьОбъект", calls: "DELETE resources")
    public func deleteObject(path: String, can isToTrash: Bool = true, wait waits: Bool = true) async throws -> JSON {
        try await changed(.delete("resources", query: ["path": path, "permanently": !isToTrash]), waits: waits)
    }

    /// Copies a file or folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/copy
    /// - Parameters:
    ///   - from: Path of what is copied.
    ///   - to: Path of the copy.
    ///   - isReplacing: Whether what is there is replaced.
    ///   - waits: Whether a large copy is followed to its end.
    /// - Returns: The copy; the state of a large one.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/archive/db.tar", "size": 7212}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(.writes, ru: "СоздатьКопиюОбъекта", calls: "POST resources/copy")
    public func createObjectCopy(
        from: String, to: String, rewrite isReplacing: Bool = false, wait waits: Bool = true
    ) async throws -> JSON {
        try await changed(
            .post("resources/copy", query: ["from": from, "path": to, "overwrite": isReplacing]), waits: waits)
    }

    /// Gets a link by which a file can be fetched for some time.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/content
    /// - Parameter path: Path of the file.
    /// - Returns: The link.
    ///
    ///   ```json
    ///   {"href": "https://downloader.disk.yandex.ru/disk/EXAMPLE", "method": "GET", "templated": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСсылкуДляСкачивания")
    public func getDownloadLink(path: String) async throws -> JSON {
        try await read("resources/download", ["path": path])
    }

    /// Gets a link to which a file can be put within half an hour.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/upload
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - isReplacing: Whether a file that is there is replaced.
    /// - Returns: The link.
    ///
    ///   ```json
    ///   {"operation_id": "33ca7d03ab21ct41b4a40182e78d828a3f8b72cdb5f4c0e94cc4b1449a63a2fe",
    ///   "href": "https://uploader1d.disk.yandex.net/upload-target/EXAMPLE", "method": "PUT", "templated": false}
    ///   ```
    @Method(.writes, ru: "ПолучитьСсылкуЗагрузкиФайла", calls: "GET resources/upload")
    public func getFileUploadLink(path: String, rewrite isReplacing: Bool = false) async throws -> JSON {
        try await read("resources/upload", ["path": path, "overwrite": isReplacing])
    }

    /// Downloads a file; a folder comes as a ZIP archive.
    ///
    /// After a broken connection the download goes on where it was.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/content
    /// - Parameter path: Path.
    /// - Returns: The content.
    @Method(.reads, ru: "СкачатьФайл", calls: "GET resources/download")
    public func downloadFile(path: String) async throws -> ByteStream {
        let disk = self
        return try await ResumableDownload("Yandex Disk", service.http) { headers in
            let link = try await disk.getDownloadLink(path: path)
            guard let address = link["href"]?.string else {
                throw ReplyError(peer: "Yandex Disk", reason: "the answer names no link to the content")
            }
            return try await disk.service.send(ServiceRequest(.get, at: address, headers: headers, isAuthorized: false))
        }.stream()
    }

    /// Lists the files of the whole disk, by name or the latest first.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/all-files
    /// - Parameters:
    ///   - amount: How many files a page has, 1000 when not given.
    ///   - offset: How many files are skipped; not with --datesort.
    ///   - type: Kinds of files with commas between them, such as image,video.
    ///   - isByDate: Whether the files that came last are given, the latest first.
    /// - Returns: The files, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"type": "file", "name": "db.tar", "path": "disk:/backups/db.tar", "size": 7212}], "limit": 1000,
    ///   "offset": 0}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокФайлов", calls: "GET resources/files", rows: "items")
    public func getFilesList(
        amount: Int? = nil, offset: Int? = nil, type: String? = nil, datesort isByDate: Bool = false
    ) throws(UsageError) -> Pages {
        let size = try Self.checked(amount)
        if isByDate {
            guard offset == nil else {
                throw UsageError("--offset does not go with --datesort: the service knows none")
            }
            return service.page(rows: "items") {
                .get("resources/last-uploaded", query: ["limit": size, "media_type": type])
            }
        }
        return service.pagesByOffset(rows: "items", start: offset ?? 0, pageSize: size) { offset in
            .get("resources/files", query: ["limit": size, "offset": offset, "media_type": type])
        }
    }

    /// The number of rows on a page, checked.
    static func checked(_ amount: Int?) throws(UsageError) -> Int {
        guard let amount, amount != 0 else { return pageSize }
        guard (1...pageSize).contains(amount) else {
            throw UsageError("--amount takes 1 to \(pageSize), not \(amount)")
        }
        return amount
    }

    /// Moves a file or folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/move
    /// - Parameters:
    ///   - from: Path of what is moved.
    ///   - to: Path where it goes.
    ///   - isReplacing: Whether what is there is replaced.
    ///   - waits: Whether a large move is followed to its end.
    /// - Returns: What was moved; the state of a large move.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/archive/db.tar", "size": 7212}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(.writes, ru: "ПереместитьОбъект", calls: "POST resources/move")
    public func moveObject(
        from: String, to: String, rewrite isReplacing: Bool = false, wait waits: Bool = true
    ) async throws -> JSON {
        try await changed(
            .post("resources/move", query: ["from": from, "path": to, "overwrite": isReplacing]), waits: waits)
    }

    /// Uploads a file of any size.
    ///
    /// It goes in one request; after a break Yandex is asked whether the file arrived before anything is sent again. Size
    /// and MD5 are compared in the end.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/upload
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - file: The file.
    ///   - isReplacing: Whether a file that is there is replaced.
    /// - Returns: The file as Yandex has it.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/backups/db.tar", "size": 7212,
    ///   "md5": "4334dc6379c8f95ddc11b9508cfea271"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайл", calls: "GET resources/upload")
    public func uploadFile(path: String, file: FileInput, rewrite isReplacing: Bool = false) async throws -> JSON {
        let source = try UploadSource(file, service.http)
        return try await service.http.upload(source, by: DiskUpload(disk: self, path: path, isReplacing: isReplacing))
    }

    /// Uploads a file of any size, as UploadFile does.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/upload
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - file: The file.
    ///   - size: Has no effect any more: Yandex takes a file in one request.
    ///   - isReplacing: Whether a file that is there is replaced.
    /// - Returns: The file as Yandex has it.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/backups/db.tar", "size": 7212,
    ///   "md5": "4334dc6379c8f95ddc11b9508cfea271"}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайлЧастями", calls: "GET resources/upload")
    public func uploadFileInParts(
        path: String, file: FileInput, psize size: Int = 33_554_432, rewrite isReplacing: Bool = false
    ) async throws -> JSON {
        guard size >= 0 else { throw UsageError("--psize takes 0 or more bytes, not \(size)") }
        return try await uploadFile(path: path, file: file, rewrite: isReplacing)
    }

    /// Lets Yandex fetch a file from an address.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/upload-ext
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - url: Address of the file.
    ///   - waits: Whether it is followed to its end; otherwise GetOperationStatus tells.
    /// - Returns: The operation, or its last state.
    ///
    ///   ```json
    ///   {"href": "https://cloud-api.yandex.net/v1/disk/operations/EXAMPLE", "method": "GET", "templated": false}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьФайлПоURL", calls: "POST resources/upload", roles: ["url": .data])
    public func uploadFileByURL(path: String, url: String, wait waits: Bool = false) async throws -> JSON {
        let answer = try await service.json(.post("resources/upload", query: ["url": url, "path": path]))
        guard waits, let link = answer["href"]?.string else { return answer }
        return try await finished(link)
    }

    /// Tells how an operation stands.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/operations
    /// - Parameters:
    ///   - operation: Id of the operation: the last part of its address.
    ///   - waits: Whether it is followed to its end.
    /// - Returns: The state.
    ///
    ///   ```json
    ///   {"status": "in-progress"}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(.reads, ru: "ПолучитьСтатусОперации", calls: "GET operations/<id>")
    public func getOperationStatus(operation: ID, wait waits: Bool = false) async throws -> JSON {
        let link = "https://cloud-api.yandex.net/v1/disk/operations/\(PercentEncoding.encoded(operation.text))"
        if waits { return try await finished(link) }
        let state = try await service.json(.get(at: link))
        _ = try Self.state(state, link)
        return state
    }
}
