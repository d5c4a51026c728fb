/// A column of a table.
public struct SQLColumn: Sendable, Hashable {
    /// The name, as the database tells it.
    public var name: String
    /// The type, as the database tells it.
    public var type: String

    /// Creates a column.
    /// - Parameters:
    ///   - name: The name.
    ///   - type: The type.
    public init(name: String, type: String) {
        self.name = name
        self.type = type
    }
}
