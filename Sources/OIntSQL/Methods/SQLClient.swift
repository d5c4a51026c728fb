import OIntCore
import OIntDrivers

/// A client of a database, which has the methods that all of them share.
///
/// A library declares a struct with `@Client` and the connection, lists the groups ``tableManagement`` and
/// ``recordManagement`` in its descriptor, and adds what is its own.
public protocol SQLClient: LibraryClient, LoggingClient where VendorNames == VendorNamesAreOptional {
    /// A connection of the database's client library.
    associatedtype Session: SQLSession

    /// The database, over one connection.
    var database: Database<Session> { get }
}

extension SQLClient {
    /// The log of the statements; it keeps nothing until it is started.
    public var log: ConnectionLog { database.log }

    /// Ends the connection; later calls fail.
    public func close() async { await database.connection.close() }

    /// A group with the option that one of its methods is published with: EnsureRecords calls --dbc --db.
    /// - Parameter group: The group.
    /// - Returns: The group, in which EnsureRecords takes both.
    public static func withPublishedOptions(_ group: GroupDescriptor) -> GroupDescriptor {
        GroupDescriptor(
            title: group.title,
            methods: group.methods.map { $0.name == "EnsureRecords" ? $0.adding(aliases: ["db"], to: "dbc") : $0 })
    }
}
