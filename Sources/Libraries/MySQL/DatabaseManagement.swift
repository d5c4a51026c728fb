import OIntCore
import OIntSQL

@Methods("Database management")
extension MySQL {
    /// Creates a database.
    ///
    /// Texts in it are of UTF-8 in full (utf8mb4), whatever the server's own setting.
    /// - Parameter base: Name of the database.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "СоздатьБазуДанных")
    public func createDatabase(base: String) async throws -> SQLResult {
        try await database.run(
            SQLStatement("CREATE DATABASE \(Self.identifier(ofBase: base).sql) CHARACTER SET utf8mb4"))
    }

    /// Deletes a database with everything in it.
    /// - Parameter base: Name of the database.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьБазуДанных")
    public func deleteDatabase(base: String) async throws -> SQLResult {
        try await database.run(SQLStatement("DROP DATABASE \(Self.identifier(ofBase: base).sql)"))
    }

    private static func identifier(ofBase name: String) throws(UsageError) -> SQLIdentifier {
        let identifier = try SQLIdentifier(name, "database name", in: .mySQL)
        guard identifier.parts.count == 1 else {
            throw UsageError("the database name \(Quote.short(name)) holds a dot; write it between grave accents")
        }
        return identifier
    }
}
