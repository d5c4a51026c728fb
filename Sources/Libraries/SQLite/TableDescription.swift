import OIntCore
import OIntSQL

@Methods("Table description")
extension SQLite {
    /// Describes the columns of a table.
    /// - Parameter table: Name of the table.
    /// - Returns: The columns under `data`: cid, name, type, notnull, dflt_value, pk, and hidden, which is 2 or 3 for
    ///   generated columns.
    ///
    ///   ```json
    ///   {"result": true, "data": [
    ///   {"cid": 0, "name": "id", "type": "INTEGER", "notnull": 0, "dflt_value": null, "pk": 1, "hidden": 0},
    ///   {"cid": 1, "name": "name", "type": "TEXT", "notnull": 0, "dflt_value": null, "pk": 0, "hidden": 0}]}
    ///   ```
    /// - Throws: `ServiceError` when there is no such table.
    @Method(.reads, ru: "ПолучитьИнформациюОТаблице")
    public func getTableInformation(table: String) async throws -> SQLResult {
        try await database.describe(table)
    }
}
