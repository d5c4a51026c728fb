import OIntCore

@Methods("Record management")
extension SQLClient {
    /// Adds rows to a table.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - rows: Objects with a value for each column, as in [{"id": 1, "name": "Ann"}]; or a file of JSON or CSV, - for standard input.
    ///   - trn: Store all rows or none; otherwise as many as possible.
    ///   - create: Make the table where there is none, with types guessed from the rows.
    /// - Returns: How many rows were stored, and how the transaction ended.
    ///
    ///   ```json
    ///   {"result": true, "rows": 1, "added": 1, "errors": [], "commit": {"result": true}}
    ///   ```
    /// - Throws: `ServiceError` that names the row that could not be stored.
    @Method(.writes, ru: "ДобавитьЗаписи", options: ["transactional": "trn"])
    public func addRecords(
        table: String, rows: JSONRows, transactional trn: Bool = true, create: Bool = false
    ) async throws -> SQLInsertionResult {
        try await database.insert(rows, into: table, isTransactional: trn, creates: create)
    }

    /// Deletes rows of a table: those that match the filters, or all.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - filter: Conditions, as GetRecordsFilterStructure gives them.
    ///   - allRows: Delete all rows of the table, in place of a filter.
    /// - Returns: How many rows were deleted.
    ///
    ///   ```json
    ///   {"result": true, "deleted": 3}
    ///   ```
    /// - Throws: `UsageError` when neither a filter nor all rows are asked for.
    @Method(.destroys, ru: "УдалитьЗаписи", options: ["allRows": "all-rows"])
    public func deleteRecords(
        table: String, filter: [SQLFilter] = [], allRows: Bool = false
    ) async throws -> SQLResult {
        try await database.delete(from: table, SQLScope(filter, all: allRows))
    }

    /// Adds rows to a table, and changes those whose key is there already.
    /// - Parameters:
    ///   - table: Name of the table.
    ///   - rows: Objects with a value for each column, as in [{"id": 1, "name": "Ann"}]; or a file of JSON or CSV, - for standard input.
    ///   - unique: Columns that tell rows apart, with a unique index of their own; without any, the primary key.
    ///   - trn: Store all rows or none; otherwise as many as possible.
    /// - Returns: How many rows were stored, and how the transaction ended.
    ///
    ///   ```json
    ///   {"result": true, "rows": 2, "added": 1, "changed": 1, "errors": [], "commit": {"result": true}}
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
    ///   - fields: Columns; * for all columns, or for none where there are expressions.
    ///   - filter: Conditions, as GetRecordsFilterStructure gives them.
    ///   - order: What to sort by: ASC or DESC by column.
    ///   - limit: How many rows to read at most; 0 for all.
    ///   - expressions: SQL to compute besides, such as count(*) AS n; not where nothing may be changed.
    /// - Returns: The rows under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"id": 1, "name": "Ann", "total": 120.5},
    ///   {"id": 3, "name": "Bob", "total": 250.0}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЗаписи", roles: ["expressions": .runsCode])
    public func getRecords(
        table: String, fields: [String] = ["*"], filter: [SQLFilter] = [], order: JSONObject = [:], limit: Int? = nil,
        expressions: [String] = []
    ) async throws -> SQLResult {
        try await database.select(
            fields, expressions: expressions, from: table, where: filter, order: order, limit: limit)
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
    ///   - filter: Conditions, as GetRecordsFilterStructure gives them.
    ///   - allRows: Change all rows of the table, in place of a filter.
    /// - Returns: How many rows were changed.
    ///
    ///   ```json
    ///   {"result": true, "changed": 3}
    ///   ```
    /// - Throws: `UsageError` when neither a filter nor all rows are asked for.
    @Method(.writes, ru: "ОбновитьЗаписи", options: ["allRows": "all-rows"])
    public func updateRecords(
        table: String, values: JSONObject, filter: [SQLFilter] = [], allRows: Bool = false
    ) async throws -> SQLResult {
        try await database.update(table, set: values, SQLScope(filter, all: allRows))
    }
}
