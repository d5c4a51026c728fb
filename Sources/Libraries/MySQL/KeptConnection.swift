import OIntCore
import OIntDrivers
import OIntSQL

extension MySQL: KeptClient {
    /// A connection.
    public static let keptKind = "a MySQL connection"

    /// The option with the connection string.
    public static let handleOption = "dbc"

    /// The connection.
    public var keptIdentity: ObjectIdentifier { ObjectIdentifier(database.connection) }

    /// Whether the connection was not closed.
    public var isOpen: Bool { database.connection.isOpen }
}
