import OIntCore
import OIntHTTP

@Methods("Manage public access")
extension YandexDisk {
    /// Makes a file or folder public.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/publish
    /// - Parameter path: Path.
    /// - Returns: The object, with its link under `public_url`.
    ///
    ///   ```json
    ///   {"name": "db.tar", "path": "disk:/backups/db.tar", "public_url": "https://disk.yandex.ru/d/EXAMPLE"}
    ///   ```
    @Method(.writes, ru: "ОпубликоватьОбъект", calls: "PUT resources/publish")
    public func publishObject(path: String) async throws -> JSON {
        try await changed(.put("resources/publish", query: ["path": path]), waits: true)
    }

    /// Makes a public file or folder private again.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/publish
    /// - Parameter path: Path.
    /// - Returns: The object.
    ///
    ///   ```json
    ///   {"name": "db.tar", "path": "disk:/backups/db.tar"}
    ///   ```
    @Method(.writes, ru: "ОтменитьПубликациюОбъекта", calls: "PUT resources/unpublish")
    public func cancelObjectPublication(path: String) async throws -> JSON {
        try await changed(.put("resources/unpublish", query: ["path": path]), waits: true)
    }

    /// Lists what is public.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/recent-public
    /// - Parameters:
    ///   - amount: How many objects a page has, 1000 when not given.
    ///   - offset: How many objects are skipped.
    ///   - kind: Only files, or only folders.
    /// - Returns: The objects, under `items`.
    ///
    ///   ```json
    ///   {"items": [{"name": "db.tar", "public_url": "https://disk.yandex.ru/d/EXAMPLE"}], "limit": 1000, "offset": 0}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокОпубликованныхОбъектов", calls: "GET resources/public", rows: "items")
    public func getPublishedObjectsList(
        amount: Int? = nil, offset: Int? = nil, kind: ObjectKind? = nil
    ) throws(UsageError) -> Pages {
        let size = try Self.checked(amount)
        return service.pagesByOffset(rows: "items", start: offset ?? 0, pageSize: size) { offset in
            .get("resources/public", query: ["limit": size, "offset": offset, "type": kind?.rawValue])
        }
    }

    /// Kinds of objects.
    public enum ObjectKind: String, OptionChoice {
        /// Files.
        case file
        /// Folders.
        case folder = "dir"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Reads what is known of a public file or folder.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/public
    /// - Parameters:
    ///   - url: Link or key.
    ///   - amount: How many objects of a folder are told.
    ///   - offset: How many of them are skipped.
    ///   - path: Path inside of a public folder.
    /// - Returns: The metadata.
    ///
    ///   ```json
    ///   {"name": "db.tar", "type": "file", "size": 7212, "public_url": "https://disk.yandex.ru/d/EXAMPLE"}
    ///   ```
    @Method(.reads, ru: "ПолучитьПубличныйОбъект", roles: ["url": .data])
    public func getPublicObject(
        url: String, amount: Int? = nil, offset: Int? = nil, path: String? = nil
    ) async throws -> JSON {
        try await read(
            "public/resources", ["limit": amount, "offset": offset, "public_key": url, "path": path])
    }

    /// Gets a link by which a public file can be fetched for some time.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/public
    /// - Parameters:
    ///   - url: Link or key.
    ///   - path: Path inside of a public folder.
    /// - Returns: The link.
    ///
    ///   ```json
    ///   {"href": "https://downloader.disk.yandex.ru/disk/EXAMPLE", "method": "GET", "templated": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСсылкуСкачиванияПубличногоОбъекта", roles: ["url": .data])
    public func getDownloadLinkForPublicObject(url: String, path: String? = nil) async throws -> JSON {
        try await read("public/resources/download", ["path": path, "public_key": url])
    }

    /// Saves a public file or folder to the disk.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/public
    /// - Parameters:
    ///   - url: Link or key.
    ///   - from: Path inside of a public folder.
    ///   - to: Folder on the disk; Downloads when not given.
    ///   - waits: Whether a large one is followed to its end.
    /// - Returns: The object; the state of a large one.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/Downloads/db.tar", "size": 7212}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(
        .writes, ru: "СохранитьПубличныйОбъектНаДиск", calls: "POST public/resources/save-to-disk",
        roles: ["url": .data])
    public func savePublicObjectToDisk(
        url: String, from: String? = nil, to: String? = nil, wait waits: Bool = true
    ) async throws -> JSON {
        try await changed(
            .post("public/resources/save-to-disk", query: ["public_key": url, "path": from, "save_path": to]),
            waits: waits)
    }
}

@Methods("Trash")
extension YandexDisk {
    /// Lists what is in the trash.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/meta
    /// - Parameter path: Path inside of the trash; all of it when not given.
    /// - Returns: Files and folders, under `_embedded.items`.
    ///
    ///   ```json
    ///   {"type": "dir", "path": "trash:/", "_embedded": {"items": [{"name": "db.tar", "path": "trash:/db.tar_1a2b",
    ///   "origin_path": "disk:/backups/db.tar", "deleted": "2026-01-15T09:00:00+00:00"}], "total": 1}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСодержимоеКорзины", calls: "GET trash/resources", rows: "_embedded.items")
    public func getTrashFiles(path: String = "/") -> Pages {
        service.pagesByOffset(
            rows: "_embedded.items", start: 0, pageSize: Self.pageSize, total: "_embedded.total"
        ) { offset in
            .get("trash/resources", query: ["path": path, "limit": Self.pageSize, "offset": offset])
        }
    }

    /// Brings a file or folder back from the trash.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/trash-restore
    /// - Parameters:
    ///   - path: Path inside of the trash, as GetTrashFiles tells it.
    ///   - name: Name that it gets; its old one when not given.
    ///   - isReplacing: Whether what is there is replaced.
    ///   - waits: Whether a large one is followed to its end.
    /// - Returns: The object; the state of a large one.
    ///
    ///   ```json
    ///   {"type": "file", "name": "db.tar", "path": "disk:/backups/db.tar", "size": 7212}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(.writes, ru: "ВосстановитьИзКорзины", calls: "PUT trash/resources/restore")
    public func restoreFromTrash(
        path: String, name: String? = nil, rewrite isReplacing: Bool = false, wait waits: Bool = true
    ) async throws -> JSON {
        try await changed(
            .put("trash/resources/restore", query: ["path": path, "name": name, "overwrite": isReplacing]), waits: waits
        )
    }

    /// Deletes for good what is in the trash: one thing, or everything.
    ///
    /// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/trash-delete
    /// - Parameters:
    ///   - path: Path inside of the trash.
    ///   - isAll: Whether everything is deleted.
    ///   - waits: Whether it is followed to its end.
    /// - Returns: The state of a large deletion; nothing otherwise.
    ///
    ///   ```json
    ///   {"status": "success"}
    ///   ```
    /// - Throws: `ServiceError` when the operation failed.
    @Method(.destroys, ru: "ОчиститьКорзину", calls: "DELETE trash/resources")
    public func emptyTrash(path: String? = nil, everything isAll: Bool = false, wait waits: Bool = true) async throws
        -> JSON
    {
        guard (path != nil) != isAll else {
            throw UsageError("give --path for one thing in the trash, or --everything true for all of it")
        }
        return try await changed(.delete("trash/resources", query: ["path": path]), waits: waits)
    }
}
