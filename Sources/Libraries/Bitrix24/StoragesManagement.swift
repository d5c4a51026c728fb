import OIntCore

@Methods("Storages management")
extension Bitrix24 {
    /// Lists the storages of the disk that the caller can reach.
    /// - Returns: The storages, 50 a page.
    @Method(.reads, ru: "ПолучитьСписокХранилищ")
    public func getStoragesList() -> Pages {
        list("disk.storage.getlist")
    }

    /// Fetches the storage that belongs to the calling application.
    /// - Returns: The storage, under `result`.
    @Method(.reads, ru: "ПолучитьХранилищеПриложения")
    public func getAppStorage() async throws -> JSON {
        try await read("disk.storage.getforapp")
    }

    /// Fetches one storage.
    /// - Parameter storageID: Id of the storage.
    /// - Returns: The storage, under `result`.
    @Method(.reads, ru: "ПолучитьХранилище")
    public func getStorage(storageID: ID) async throws -> JSON {
        try await read("disk.storage.get", ["id": storageID])
    }

    /// Renames the storage of the calling application.
    /// - Parameters:
    ///   - storageID: Id of the storage, as GetAppStorage tells it.
    ///   - title: New name.
    /// - Returns: The storage, under `result`.
    @Method(.writes, ru: "ПереименоватьХранилище")
    public func renameStorage(storageID: ID, title: String) async throws -> JSON {
        try await write("disk.storage.rename", ["id": storageID, "newName": title])
    }

    /// Lists the files and folders at the top of a storage.
    /// - Parameter storageID: Id of the storage.
    /// - Returns: The files and folders, 50 a page.
    @Method(.reads, ru: "ПолучитьСодержимоеХранилища")
    public func getStorageObjects(storageID: ID) -> Pages {
        list("disk.storage.getchildren", ["id": storageID])
    }

    /// Creates a folder at the top of a storage.
    /// - Parameters:
    ///   - storageID: Id of the storage.
    ///   - title: Name of the folder.
    /// - Returns: The folder, under `result`.
    @Method(.writes, ru: "СоздатьКаталогВХранилище")
    public func createStorageFolder(storageID: ID, title: String) async throws -> JSON {
        let data: Fields = ["NAME": title]
        return try await write("disk.storage.addfolder", ["id": storageID, "data": data])
    }
}
