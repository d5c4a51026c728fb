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
    ///   - create: Make the database where there is none.
    /// - Returns: `result`, and the rows under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"id": 1, "name": "Ann", "total": 120.5},
    ///   {"id": 2, "name": "Bob", "total": null}]}
    ///   ```
    /// - Throws: `ServiceError` when SQLite refuses.
    @Method(.general, ru: "ВыполнитьЗапросSQL", roles: ["exts": .runsCode])
    public func executeSQLQuery(
        sql: SQLText, params: SQLParameters = [], force: Bool = false, exts: JSONObject = [:],
        create: Bool = false
    ) async throws -> SQLResult {
        for member in exts where !database.isDryRun { try await load(member.key, entry: member.value.string) }
        return try await database.run(sql, params, wantsRows: force, creates: create)
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
    @Method(.writes, ru: "ПодключитьРасширение", roles: ["ext": .runsCode, "point": .runsCode])
    public func connectExtension(ext: FileInput, point: String? = nil) async throws -> JSON {
        guard case .path(let path) = ext.content else {
            throw UsageError("--ext has to be the path of a shared library: the system loads it from a file")
        }
        guard !database.isDryRun else { throw preview(ofLoading: path, entry: point) }
        try await load(path, entry: point)
        return ["result": true]
    }

    /// Opens a connection, and keeps it open for later calls where there is a place for it.
    ///
    /// As a command it tells whether the database can be opened and is one.
    /// - Parameters:
    ///   - log: Settings of a log, as GetLoggingSettings gives them.
    ///   - create: Make the database where there is none.
    /// - Returns: The connection; its handle where it is kept.
    ///
    ///   ```json
    ///   "{oint-3f9a1c}"
    ///   ```
    /// - Throws: `LocalError` when the file can't be opened.
    @Method(.writes, ru: "ОткрытьСоединение", roles: ["log": .writesFiles])
    public func createConnection(log: JSONObject = [:], create: Bool = false) async throws -> SQLite {
        if !log.isEmpty { try database.log.start(log) }
        _ = try await database.run("SELECT count(*) FROM sqlite_schema", [], creates: create).collected()
        return self
    }

    /// Closes a connection.
    /// - Parameter db: The connection, as CreateConnection gives it.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ЗакрытьСоединение", in: .session)
    public static func closeConnection(db: Kept<SQLite>) async -> JSON {
        await db.object.close()
        return ["result": true]
    }

    /// Gives what the log of a connection holds in memory.
    /// - Parameters:
    ///   - conn: The connection, as CreateConnection gives it.
    ///   - str: Give one text, a line each, in place of the list.
    ///   - count: How many of the last lines; 0 for all.
    /// - Returns: The lines under `logs`, with how many there have been and how many are given.
    ///
    ///   ```json
    ///   {"result": true, "logs": ["[2026-01-31T10:00:00Z] shop.db: SELECT 1 [0 parameters]"], "total": 1, "returned": 1}
    ///   ```
    /// - Throws: `UsageError` when the connection was opened without a log in memory.
    @Method(.reads, ru: "ПолучитьЛог", in: .session)
    public static func getLog(conn: Kept<SQLite>, str: Bool = false, count: Int = 100) throws -> ConnectionLog.Content {
        try conn.object.log.content(last: count, isJoined: str)
    }

    /// Tells whether a value is an open connection to a SQLite database.
    /// - Parameter value: Any value.
    /// - Returns: Whether it is.
    ///
    ///   ```json
    ///   true
    ///   ```
    @Method(.reads, ru: "ЭтоКоннектор", in: .session)
    public static func isConnector(value: KeptOrValue) -> Bool { value.isOpen(SQLite.self) }

    private func preview(ofLoading path: String, entry: String?) -> Preview {
        let members: Fields = ["database": file.description, "extension": path, "entry": entry]
        return Preview(.object(members.object))
    }

    private func load(_ path: String, entry: String?) async throws {
        let entry = entry?.trimmed.isEmpty == true ? nil : entry
        try await database.connection.perform { try $0.loadExtension(path, entry: entry) }
    }
}
