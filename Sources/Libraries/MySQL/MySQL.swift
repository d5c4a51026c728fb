import OIntCore
import OIntDrivers
import OIntSQL

/// Database server, MySQL or MariaDB: databases, tables, records, any SQL.
///
/// A client holds one connection, which is opened with its first call and closed with the last copy of the client; calls
/// from several tasks take turns. When rows of one call are still to come and another call is made, the rest of them is
/// read into memory first. What the methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError`
/// when the server refuses, a `ConnectionError` when it can't be reached, and a `LocalError` when libmariadb, its client
/// library, is not installed.
///
/// Source: https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html
@Client(dryRun: .announcements)
public struct MySQL: SQLClient, TLSClient, Sendable {
    /// The database's name for people.
    static let service = "MySQL"

    /// The connection, and what is done with it.
    public let database: Database<MySQLSession>

    /// Creates a client.
    /// - Parameters:
    ///   - dbc: Connection string, mysql://login:password@host:port/base; without one the server on this machine.
    ///   - tls: How the connection is secured, as GetTlsSettings gives it.
    ///   - context: How calls are made.
    /// - Throws: `UsageError` when the options contradict each other.
    public init(
        dbc: ConnectionString? = nil, tls: TLSOption? = nil, context: CallContext = .shared
    ) throws(UsageError) {
        let plan = try ConnectionPlan(dbc, tls)
        database = Database(
            service: Self.service, place: plan.place, dialect: .mySQL, parts: plan.parts, context: context
        ) { interruption in
            context.debug?("connecting to \(plan.place)")
            return try MySQLSession(plan, interruption: interruption, context: context)
        }
    }
}

extension MySQL {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "mysql", title: "MySQL",
        summary: "Database server, MySQL or MariaDB: databases, tables, records, any SQL.",
        payload: ["data"], clientOptions: .afterRequired, examples: examples, enforcesReadOnly: true
    ) {
        [
            commonMethods.joined(with: loggingSettings, tlsSettings), databaseManagement,
            tableManagement.joined(with: tableDescription),
            withPublishedOptions(recordManagement),
        ]
    }
}
