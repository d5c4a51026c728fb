import OIntCore
import OIntDrivers
import OIntSQL

@Methods("Common methods")
extension SQLite {
    /// Runs any SQL, and gives the rows where there are any.
    ///
    /// Several statements run one after the other; the rows are those of the last one. Rows come as they are read, so
    /// that a large result needs little memory with --format ndjson or csv.
    /// - Parameters:
    ///   - sql: The statement, or the path of a file that ends with .sql; placeholders are ?1, ?2, or :name.
    ///   - params: Values for the placeholders in a list, or by name; as they are or with a type, as in {"BLOB": "SGVsbG8="}.
    ///   - force: Answer with an empty list where the statement gives no rows.
    ///   - exts: Extensions to load first: entry points by path, blank for the usual one.
    /// - Returns: `result`, and the rows under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"id": 1, "name": "Ann", "total": 120.5},
    ///   {"id": 2, "name": "Bob", "total": null}]}
    ///   ```
    /// - Throws: `ServiceError` when SQLite refuses.
    @Method(.destroys, ru: "ВыполнитьЗапросSQL")
    public func executeSQLQuery(
        sql: SQLText, params: SQLParameters = [], force: Bool = false, exts: JSONObject = [:]
    ) async throws -> SQLResult {
        for member in exts where !database.isDryRun { try await load(member.key, entry: member.value.string) }
        return try await database.run(sql, params, wantsRows: force)
    }

    /// Loads an extension; it stays as long as the client does.
    ///
    /// As a command it tells whether the extension can be loaded.
    /// - Parameters:
    ///   - ext: Shared library with the extension.
    ///   - point: Function that sets it up, where it is not the usual one.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    /// - Throws: `ServiceError` when it can't be loaded.
    @Method(.writes, ru: "ПодключитьРасширение")
    public func connectExtension(ext: FileInput, point: String? = nil) async throws -> JSON {
        guard case .path(let path) = ext.content else {
            throw UsageError("--ext has to be the path of a shared library: the system loads it from a file")
        }
        guard !database.isDryRun else { throw preview(ofLoading: path, entry: point) }
        try await load(path, entry: point)
        return ["result": true]
    }

    /// Opens the connection, which otherwise the first statement does.
    ///
    /// As a command it tells whether the database can be opened and is one.
    /// - Parameter log: Settings of a log, as GetLoggingSettings gives them.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    /// - Throws: `LocalError` when the file can't be opened.
    @Method(.reads, ru: "ОткрытьСоединение")
    public func createConnection(log: JSONObject = [:]) async throws -> JSON {
        if !log.isEmpty { try database.log.start(log) }
        _ = try await database.run("SELECT count(*) FROM sqlite_schema", []).collected()
        return ["result": true]
    }

    private func preview(ofLoading path: String, entry: String?) -> Preview {
        let members: Fields = ["database": file.description, "extension": path, "entry": entry]
        return Preview(.object(members.object))
    }

    private func load(_ path: String, entry: String?) async throws {
        let entry = entry?.trimmed.isEmpty == true ? nil : entry
        try await database.connection.perform { try $0.loadExtension(path, entry: entry) }
    }
}
