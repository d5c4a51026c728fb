import OIntCore

@Methods("Storages management")
extension Bitrix24 {
    /// Lists the storages of the disk that the caller can reach.
    /// - Returns: The storages, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "NAME": "Ann Example", "CODE": null, "MODULE_ID": "disk", "ENTITY_TYPE": "user",
    ///   "ENTITY_ID": "1", "ROOT_OBJECT_ID": "8"}, {"ID": "43", "NAME": "Company drive", "CODE": null,
    ///   "MODULE_ID": "disk", "ENTITY_TYPE": "common", "ENTITY_ID": "shared_files_s1", "ROOT_OBJECT_ID": "9"}],
    ///   "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокХранилищ")
    public func getStoragesList() -> Pages {
        list("disk.storage.getlist")
    }

    /// Fetches the storage that belongs to the calling application.
    /// - Returns: The storage, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Reports", "CODE": null, "MODULE_ID": "disk", "ENTITY_TYPE": "restapp",
    ///   "ENTITY_ID": "3", "ROOT_OBJECT_ID": "8"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьХранилищеПриложения")
    public func getAppStorage() async throws -> JSON {
        try await read("disk.storage.getforapp")
    }

    /// Fetches one storage.
    /// - Parameter storageID: Id of the storage.
    /// - Returns: The storage, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Ann Example", "CODE": null, "MODULE_ID": "disk", "ENTITY_TYPE": "user",
    ///   "ENTITY_ID": "1", "ROOT_OBJECT_ID": "8"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьХранилище")
    public func getStorage(storageID: ID) async throws -> JSON {
        try await read("disk.storage.get", ["id": storageID])
    }

    /// Renames the storage of the calling application.
    /// - Parameters:
    ///   - storageID: Id of the storage, as GetAppStorage tells it.
    ///   - title: New name.
    /// - Returns: The storage, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Archive", "CODE": null, "MODULE_ID": "disk", "ENTITY_TYPE": "restapp",
    ///   "ENTITY_ID": "3", "ROOT_OBJECT_ID": "8"}}
    ///   ```
    @Method(.writes, ru: "ПереименоватьХранилище")
    public func renameStorage(storageID: ID, title: String) async throws -> JSON {
        try await write("disk.storage.rename", ["id": storageID, "newName": title])
    }

    /// Lists the files and folders at the top of a storage.
    /// - Parameter storageID: Id of the storage.
    /// - Returns: The files and folders, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "43", "NAME": "Reports", "STORAGE_ID": "42", "TYPE": "folder", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "0", "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1", "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports"},
    ///   {"ID": "44", "NAME": "january.pdf", "STORAGE_ID": "42", "TYPE": "file", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "0", "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/january.pdf"}], "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьСодержимоеХранилища")
    public func getStorageObjects(storageID: ID) -> Pages {
        list("disk.storage.getchildren", ["id": storageID])
    }

    /// Creates a folder at the top of a storage.
    /// - Parameters:
    ///   - storageID: Id of the storage.
    ///   - title: Name of the folder.
    /// - Returns: The folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": 43, "NAME": "Reports", "STORAGE_ID": "42", "TYPE": "folder", "PARENT_ID": "8",
    ///   "DELETED_TYPE": 0, "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1", "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports"}}
    ///   ```
    @Method(.writes, ru: "СоздатьКаталогВХранилище")
    public func createStorageFolder(storageID: ID, title: String) async throws -> JSON {
        let data: Fields = ["NAME": title]
        return try await write("disk.storage.addfolder", ["id": storageID, "data": data])
    }
}
