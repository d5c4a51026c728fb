import OIntCore

@Methods("Table management")
extension SQLClient {
    /// Adds a column to a table.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - name: Name of the column.
    ///   - type: Type of the column, with constraints if need be, as in VARCHAR(80) NOT NULL DEFAULT ''.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ДобавитьКолонкуТаблицы")
    public func addTableColumn(table: String, name: String, type: String) async throws -> SQLResult {
        try await database.addColumn(name, type: type, to: table)
    }

    /// Deletes all rows of a table.
    /// - Parameter table: Name of the table.
    /// - Returns: How many rows were deleted.
    ///
    ///   ```json
    ///   {"result": true, "deleted": 3}
    ///   ```
    @Method(.destroys, ru: "ОчиститьТаблицу")
    public func clearTable(table: String) async throws -> SQLResult { try await database.clear(table) }

    /// Creates a table.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - cols: Types of the columns by their names, as in {"id": "INTEGER PRIMARY KEY", "name": "VARCHAR(80)"}.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "СоздатьТаблицу")
    public func createTable(table: String, cols: JSONObject) async throws -> SQLResult {
        try await database.create(table, columns: cols)
    }

    /// Deletes a table with its rows.
    /// - Parameter table: Name of the table.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьТаблицу")
    public func deleteTable(table: String) async throws -> SQLResult { try await database.drop(table) }

    /// Deletes a column of a table with its values.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - name: Name of the column.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьКолонкуТаблицы")
    public func deleteTableColumn(table: String, name: String) async throws -> SQLResult {
        try await database.dropColumn(name, from: table)
    }

    /// Creates a table, or gives an existing one the columns it should have.
    ///
    /// Columns that are missing are added, and those that are not listed are deleted with their values; types of existing
    /// ones stay. Everything is done, or nothing, where the database can undo what defines tables.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - cols: Types of the columns by their names, as in {"id": "INTEGER PRIMARY KEY", "name": "VARCHAR(80)"}.
    /// - Returns: That it was done, with how the transaction ended.
    ///
    ///   ```json
    ///   {"result": true, "commit": {"result": true}}
    ///   ```
    @Method(.destroys, ru: "ГарантироватьТаблицу")
    public func ensureTable(table: String, cols: JSONObject) async throws -> JSON {
        try await database.ensure(table, columns: cols)
    }
}
