import OIntCore
import OIntDrivers

/// A client of a database, which has the methods that all of them share.
///
/// A library declares a struct with `@Client` and the connection, lists the groups ``tableManagement`` and
/// ``recordManagement`` in its descriptor, and adds what is its own.
public protocol SQLClient: Sendable, LoggingClient {
    /// A connection of the database's client library.
    associatedtype Session: SQLSession

    /// The database, over one connection.
    var database: Database<Session> { get }
    /// The options of the client; `@Client` writes them.
    static var clientParameters: [ParameterDescriptor] { get }
    /// Makes a client out of options; `@Client` writes it.
    static func decode(from options: inout OptionDecoder) -> Decoded<Self>
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
            title: group.title, methods: group.methods.map { $0.name == "EnsureRecords" ? withAlias($0) : $0 })
    }

    private static func withAlias(_ method: MethodDescriptor) -> MethodDescriptor {
        let names = Set(clientParameters.map(\.name))
        return MethodDescriptor(
            name: method.name, russianName: method.russianName, aliases: method.aliases, summary: method.summary,
            discussion: method.discussion, signature: method.signature, type: method.type, answer: method.answer,
            effect: method.effect,
            client: clientParameters.map { $0.name == "dbc" ? $0.with(aliases: ["db"]) : $0 },
            parameters: method.parameters.filter { !names.contains($0.name) }, body: method.run)
    }
}
