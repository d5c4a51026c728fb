import OIntCore

/// How a database writes what others write differently.
public struct SQLDialect: Sendable {
    /// The mark on either side of a name; a mark inside is doubled.
    public let quote: Character
    /// What the database makes of the letters of a name that is not quoted.
    public let folding: Folding
    /// What stands before the number of a parameter.
    public let placeholder: String
    /// The statement that describes the columns of a table, and which of its columns holds their names.
    public let describe: @Sendable (SQLIdentifier) -> (statement: SQLStatement, nameColumn: String)

    /// What a database makes of the letters of a name that is not quoted.
    public enum Folding: Sendable {
        /// They stay.
        case none
        /// They become small letters.
        case lower
    }

    /// Creates a dialect.
    /// - Parameters:
    ///   - quote: The mark on either side of a name.
    ///   - folding: What becomes of the letters of a name that is not quoted.
    ///   - placeholder: What stands before the number of a parameter.
    ///   - describe: Makes the statement that describes the columns of a table.
    public init(
        quote: Character, folding: Folding, placeholder: String,
        describe: @escaping @Sendable (SQLIdentifier) -> (statement: SQLStatement, nameColumn: String)
    ) {
        self.quote = quote
        self.folding = folding
        self.placeholder = placeholder
        self.describe = describe
    }
}
