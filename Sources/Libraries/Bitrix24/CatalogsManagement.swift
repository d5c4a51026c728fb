import OIntCore

@Methods("Catalogs management")
extension Bitrix24 {
    /// Fetches one folder of the disk.
    /// - Parameter folderID: Id of the folder.
    /// - Returns: The folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Reports", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "0", "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1", "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОКаталоге")
    public func getFolderInformation(folderID: ID) async throws -> JSON {
        try await read("disk.folder.get", ["id": folderID])
    }

    /// Creates a folder inside another one.
    /// - Parameters:
    ///   - folderID: Id of the folder around it.
    ///   - title: Name of the new folder.
    /// - Returns: The new folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": 43, "NAME": "January", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "42",
    ///   "DELETED_TYPE": 0, "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports/January"}}
    ///   ```
    @Method(.writes, ru: "СоздатьПодкаталог")
    public func createSubfolder(folderID: ID, title: String) async throws -> JSON {
        let data: Fields = ["NAME": title]
        return try await write("disk.folder.addsubfolder", ["id": folderID, "data": data])
    }

    /// Copies a folder with all that is in it into another one.
    /// - Parameters:
    ///   - folderID: Id of the folder.
    ///   - targetID: Id of the folder that the copy goes into.
    /// - Returns: The copy, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": 44, "NAME": "Reports", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "42",
    ///   "DELETED_TYPE": 0, "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Archive/Reports"}}
    ///   ```
    @Method(.writes, ru: "СкопироватьКаталог", optionAliases: ["targetID": ["tagetid"]])
    public func makeFolderCopy(folderID: ID, targetID: ID) async throws -> JSON {
        try await write("disk.folder.copyto", ["id": folderID, "targetFolderId": targetID])
    }

    /// Moves a folder with all that is in it into another one.
    /// - Parameters:
    ///   - folderID: Id of the folder.
    ///   - targetID: Id of the folder that it goes into.
    /// - Returns: The folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Reports", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": 43,
    ///   "DELETED_TYPE": "0", "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Archive/Reports"}}
    ///   ```
    @Method(.writes, ru: "ПереместитьКаталог", optionAliases: ["targetID": ["tagetid"]])
    public func moveFolder(folderID: ID, targetID: ID) async throws -> JSON {
        try await write("disk.folder.moveto", ["id": folderID, "targetFolderId": targetID])
    }

    /// Deletes a folder with all that is in it, past the trash.
    /// - Parameter folderID: Id of the folder.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьКаталог")
    public func deleteFolder(folderID: ID) async throws -> JSON {
        try await write("disk.folder.deletetree", ["id": folderID])
    }

    /// Gives the public link to a folder, and makes one where there is none.
    ///
    /// Whoever has the link can see the folder without an account.
    /// - Parameter folderID: Id of the folder.
    /// - Returns: The link, under `result`.
    ///
    ///   ```json
    ///   {"result": "https://example.bitrix24.com/~Ab1Cd"}
    ///   ```
    @Method(.writes, ru: "ПолучитьВнешнююСсылкуКаталога")
    public func getFolderExternalLink(folderID: ID) async throws -> JSON {
        try await write("disk.folder.getExternalLink", ["id": folderID])
    }

    /// Lists the files and folders in a folder.
    /// - Parameters:
    ///   - folderID: Id of the folder.
    ///   - filter: Conditions, shaped as GetFolderFilterStructure shows.
    /// - Returns: The files and folders, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "43", "NAME": "January", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "42",
    ///   "DELETED_TYPE": "0", "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "CREATED_BY": "1",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports/January"},
    ///   {"ID": "44", "NAME": "january.pdf", "STORAGE_ID": "7", "TYPE": "file", "PARENT_ID": "42",
    ///   "DELETED_TYPE": "0", "FILE_ID": "305", "SIZE": "20480", "CREATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "UPDATE_TIME": "2026-01-31T10:00:00+00:00",
    ///   "DOWNLOAD_URL": "https://example.bitrix24.com/rest/download.json?auth=TOKEN&token=FILE_TOKEN",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/file/Reports/january.pdf"}],
    ///   "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьДочерниеЭлементыКаталога")
    public func getFolderItems(folderID: ID, filter: JSONObject = [:]) -> Pages {
        list("disk.folder.getchildren", ["id": folderID, "filter": filter.nonEmpty])
    }

    /// Moves a folder to the trash.
    ///
    /// Keep its id for RestoreFolder: the portal does not list what is in the trash.
    /// - Parameter folderID: Id of the folder.
    /// - Returns: The folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Reports", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "8",
    ///   "DELETED_TYPE": 3, "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-01-12T09:00:00+00:00",
    ///   "DELETE_TIME": "2026-01-31T10:00:00+00:00", "CREATED_BY": "1", "DELETED_BY": "1",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports"}}
    ///   ```
    @Method(.writes, ru: "ПоместитьКаталогВКорзину")
    public func markFolderAsDeleted(folderID: ID) async throws -> JSON {
        try await write("disk.folder.markdeleted", ["id": folderID])
    }

    /// Takes a folder back out of the trash.
    /// - Parameter folderID: Id of the folder.
    /// - Returns: The folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "Reports", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "8",
    ///   "DELETED_TYPE": 0, "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-02-02T10:15:00+00:00",
    ///   "DELETE_TIME": "2026-01-31T10:00:00+00:00", "CREATED_BY": "1", "DELETED_BY": "1",
    ///   "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/Reports"}}
    ///   ```
    @Method(.writes, ru: "ВосстановитьКаталог")
    public func restoreFolder(folderID: ID) async throws -> JSON {
        try await write("disk.folder.restore", ["id": folderID])
    }

    /// Renames a folder.
    /// - Parameters:
    ///   - folderID: Id of the folder.
    ///   - title: New name.
    /// - Returns: The folder, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "NAME": "February", "STORAGE_ID": "7", "TYPE": "folder", "PARENT_ID": "8",
    ///   "DELETED_TYPE": "0", "CREATE_TIME": "2026-01-12T09:00:00+00:00", "UPDATE_TIME": "2026-02-02T10:15:00+00:00",
    ///   "CREATED_BY": "1", "DETAIL_URL": "https://example.bitrix24.com/company/personal/user/1/disk/path/February"}}
    ///   ```
    @Method(.writes, ru: "ПереименоватьКаталог")
    public func renameFolder(folderID: ID, title: String) async throws -> JSON {
        try await write("disk.folder.rename", ["id": folderID, "newName": title])
    }

    /// Shows what the filter of GetFolderItems may hold on this portal.
    ///
    /// A key may have an operator before it: `>=`, `>`, `<=`, `<`, `%` for a part of a text, `@` and `!@` for one and
    /// for none of a list.
    /// - Parameter empty: Whether values are blank instead of the types of the fields.
    /// - Returns: The filter; the answer as it came where it lists no fields.
    ///
    ///   ```json
    ///   {"ID": "integer", "NAME": "string", "TYPE": "enum", "CODE": "string", "STORAGE_ID": "integer",
    ///   "PARENT_ID": "integer", "CREATE_TIME": "datetime", "UPDATE_TIME": "datetime", "DELETE_TIME": "datetime",
    ///   "DELETED_TYPE": "enum"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраКаталога")
    public func getFolderFilterStructure(empty: Bool = false) async throws -> JSON {
        let answer = try await read("disk.folder.getfields")
        guard let fields = answer["result"]?.object else { return answer }
        let usable = fields.filter { $0.value["USE_IN_FILTER"] == true }
        return .object(JSONObject(usable.map { ($0.key, empty ? "" : $0.value["TYPE"] ?? "") }))
    }
}
