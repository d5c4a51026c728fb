import OIntCore
import OIntDrivers
import OIntSQL

extension SQLite: KeptClient {
    /// A connection.
    public static let keptKind = "a SQLite connection"

    /// The option with the path of the database.
    public static let handleOption = "db"

    /// The connection.
    public var keptIdentity: ObjectIdentifier { ObjectIdentifier(database.connection) }

    /// Whether the connection was not closed.
    public var isOpen: Bool { database.connection.isOpen }
}
