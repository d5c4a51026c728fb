import OIntCore

@Methods("Table description")
extension SQLClient {
    /// Describes the columns of a table.
    /// - Parameter table: Name of the table.
    /// - Returns: The columns under `data`, column_name, data_type, is_nullable, column_default,
    ///   character_maximum_length, and what else the database tells.
    ///
    ///   ```json
    ///   {"result": true, "data": [
    ///   {"column_name": "id", "data_type": "bigint", "is_nullable": "NO", "column_default": null,
    ///   "character_maximum_length": null, "generation_expression": null},
    ///   {"column_name": "note", "data_type": "character varying", "is_nullable": "NO",
    ///   "column_default": "''::character varying", "character_maximum_length": 80,
    ///   "generation_expression": null}]}
    ///   ```
    /// - Throws: `ServiceError` when there is no such table.
    @Method(.reads, ru: "ПолучитьИнформациюОТаблице")
    public func getTableInformation(table: String) async throws -> SQLResult {
        try await database.describe(table)
    }
}
