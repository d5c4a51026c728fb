import OIntCore
import OIntSQL

@Methods("Record management")
extension SQLite {
    /// Adds rows to a table.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - rows: Objects with a value for each column, as in [{"id": 1, "name": "Ann"}]; a file may have one a line.
    ///   - trn: Store all rows or none; otherwise as many as possible.
    /// - Returns: How many rows were stored, and how the transaction ended.
    ///
    ///   ```json
    ///   {"result": true, "rows": 1, "errors": [], "commit": {"result": true}}
    ///   ```
    /// - Throws: `ServiceError` that names the row that could not be stored.
    @Method(.writes, ru: "ДобавитьЗаписи", options: ["transactional": "trn"])
    public func addRecords(
        table: String, rows: JSONRows, transactional trn: Bool = true
    ) async throws -> SQLInsertionResult {
        try await database.insert(rows, into: table, isTransactional: trn)
    }

    /// Deletes rows of a table: those that match the filters, or all.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - filter: Conditions, as GetRecordsFilterStructure gives them; without any all rows are deleted.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьЗаписи")
    public func deleteRecords(table: String, filter: [SQLFilter] = []) async throws -> SQLResult {
        try await database.delete(from: table, where: filter)
    }

    /// Adds rows to a table, and changes those whose key is there already.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - rows: Objects with a value for each column, as in [{"id": 1, "name": "Ann"}]; a file may have one a line.
    ///   - unique: Columns of the key; without any, every key of the table counts.
    ///   - trn: Store all rows or none; otherwise as many as possible.
    /// - Returns: How many rows were stored, and how the transaction ended.
    ///
    ///   ```json
    ///   {"result": true, "rows": 1, "errors": [], "commit": {"result": true}}
    ///   ```
    /// - Throws: `ServiceError` that names the row that could not be stored.
    @Method(.writes, ru: "ГарантироватьЗаписи", options: ["transactional": "trn"])
    public func ensureRecords(
        table: String, rows: JSONRows, unique: [String] = [], transactional trn: Bool = true
    ) async throws -> SQLInsertionResult {
        try await database.insert(rows, into: table, conflict: .update(keys: unique), isTransactional: trn)
    }

    /// Reads rows of a table.
    ///
    /// Rows come as they are read, so that a large table needs little memory with --format ndjson or csv.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - fields: Columns, or expressions such as count(*); * for all columns.
    ///   - filter: Conditions, as GetRecordsFilterStructure gives them.
    ///   - order: What to sort by: ASC or DESC by column.
    ///   - limit: How many rows to read at most; 0 for all.
    /// - Returns: The rows under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"id": 1, "name": "Ann", "total": 120.5},
    ///   {"id": 3, "name": "Bob", "total": 250.0}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЗаписи")
    public func getRecords(
        table: String, fields: [String] = ["*"], filter: [SQLFilter] = [], order: JSONObject = [:], limit: Int? = nil
    ) async throws -> SQLResult {
        try requireFile()
        return try await database.select(fields, from: table, where: filter, order: order, limit: limit)
    }

    /// Gives a sample of a filter.
    /// - Parameter empty: Give blank values, ready to be filled in, instead of hints.
    /// - Returns: A filter with its members.
    ///
    ///   ```json
    ///   {"field": "<column>", "type": "<operator, = when blank>", "value": "<what to compare with>",
    ///   "union": "<AND or OR, towards the next filter>", "raw": "<true when the value is SQL>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраЗаписей")
    public static func getRecordsFilterStructure(empty: Bool = false) -> JSON {
        SQLFilter.template.filled(empty: empty)
    }

    /// Changes rows of a table: those that match the filters, or all.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - values: New values by column.
    ///   - filter: Conditions, as GetRecordsFilterStructure gives them; without any all rows are changed.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ОбновитьЗаписи")
    public func updateRecords(table: String, values: JSONObject, filter: [SQLFilter] = []) async throws -> SQLResult {
        try await database.update(table, set: values, where: filter)
    }
}
