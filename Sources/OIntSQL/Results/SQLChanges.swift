import OIntCore

/// How many rows a statement has touched.
public struct SQLChanges: Sendable, Hashable {
    /// What was done to them.
    public enum Kind: String, Sendable, Hashable {
        /// They are new.
        case added
        /// They have new values.
        case changed
        /// They are gone.
        case deleted
        /// One or the other, row by row.
        case touched
    }

    /// What was done to them.
    public var kind: Kind
    /// How many rows, without those that a trigger or a rule left out.
    public var count: Int

    /// Creates a count.
    /// - Parameters:
    ///   - kind: What was done to the rows.
    ///   - count: How many rows.
    public init(_ kind: Kind, _ count: Int) {
        self.kind = kind
        self.count = count
    }
}

/// How a session begins to answer a statement.
public enum SQLAnswer {
    /// It gives no rows, and was done; with how many rows it has touched, where it is one that touches some.
    case done(SQLChanges?)
    /// It gives rows, which are still to come.
    case rows(any SQLCursor)
}
