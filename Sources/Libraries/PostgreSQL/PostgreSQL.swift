import OIntCore
import OIntDrivers
import OIntSQL

/// Database server: databases, tables, records, any SQL.
///
/// A client holds one connection, which is opened with its first call and closed with the last copy of the client; calls
/// from several tasks take turns. When rows of one call are still to come and another call is made, the rest of them is
/// read into memory first. What the methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError`
/// when the server refuses, a `ConnectionError` when it can't be reached, and a `LocalError` when libpq, its client
/// library, is not installed.
///
/// Source: https://www.postgresql.org/docs/current/libpq.html
@Client(dryRun: .announcements)
public struct PostgreSQL: SQLClient, TLSClient, Sendable {
    /// The database's name for people.
    static let service = "PostgreSQL"

    /// The connection, and what is done with it.
    public let database: Database<PostgreSQLSession>

    /// Creates a client.
    /// - Parameters:
    ///   - dbc: Connection string, postgresql://login:password@host:port/base; without one PGHOST and its like count.
    ///   - tls: How the connection is secured, as GetTlsSettings gives it.
    ///   - context: How calls are made.
    /// - Throws: `UsageError` when the options contradict each other.
    public init(
        dbc: ConnectionString? = nil, tls: TLSOption? = nil, context: CallContext = .shared
    ) throws(UsageError) {
        let plan = try ConnectionPlan(dbc, tls)
        database = Database(
            service: Self.service, place: plan.place, dialect: .postgreSQL, parts: plan.parts, context: context
        ) { interruption in
            context.debug?("connecting to \(plan.place)")
            return try PostgreSQLSession(plan, interruption: interruption, context: context)
        }
    }
}

extension PostgreSQL {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "postgres", title: "PostgreSQL", summary: "Database server: databases, tables, records, any SQL.",
        payload: ["data"], clientOptions: .afterRequired, examples: examples, enforcesReadOnly: true
    ) {
        [
            commonMethods.joined(with: loggingSettings, tlsSettings), databaseManagement,
            tableManagement.joined(with: tableDescription),
            withPublishedOptions(recordManagement),
        ]
    }
}
