import OIntCore

/// Which rows a statement changes or removes: those that filters choose, or all, but all only by name.
public struct SQLScope: Sendable, Hashable {
    /// The conditions; none for all rows.
    public let filters: [SQLFilter]

    /// All rows of a table.
    public static let allRows = SQLScope(filters: [])

    private init(filters: [SQLFilter]) { self.filters = filters }

    /// Takes what a caller says.
    /// - Parameters:
    ///   - filters: The conditions.
    ///   - isAll: Whether all rows are meant.
    /// - Throws: `UsageError` when neither is given, or both.
    public init(_ filters: [SQLFilter], all isAll: Bool) throws(UsageError) {
        guard filters.isEmpty == isAll else {
            throw UsageError(
                isAll
                    ? "--filter chooses rows, and --all-rows true takes all: give one of them"
                    : "no rows are chosen: give --filter, or --all-rows true for all rows of the table")
        }
        self.filters = filters
    }
}
