import OIntCore
import OIntSQL

/// Database in a file: tables, records, any SQL.
///
/// A client holds one connection, which is opened with its first call and closed with the last copy of the client; calls
/// from several tasks take turns. What the methods throw is a `UsageError` when the call can't be made as it is, a
/// `ServiceError` when SQLite refuses a statement, and a `LocalError` when the file can't be opened.
///
/// Source: https://www.sqlite.org/c3ref/intro.html
@Client(dryRun: .announcements)
public struct SQLite: Sendable {
    let database: Database<SQLiteSession>
    let file: DatabaseFile

    /// Creates a client.
    /// - Parameters:
    ///   - db: Path of the database, or a file: address; without one the database is in memory and soon gone.
    ///   - context: How calls are made.
    public init(db: LocalPath? = nil, context: CallContext = .shared) {
        let file = DatabaseFile(db?.text ?? "")
        self.file = file
        database = Database(
            service: SQLiteSession.service, place: file.description, dialect: .sqlite,
            parts: file.path.map { [$0] }, context: context
        ) { interruption in
            try SQLiteSession(file, interruption: interruption, isKept: context.connections != nil)
        }
    }

    /// Refuses to look into a database that is not there: opening it would make an empty one.
    func requireFile() throws(LocalError) {
        guard let path = file.path, !database.isDryRun else { return }
        try LocalFile.checkReadable(path)
    }

    /// The log that CreateConnection may have started.
    public var log: SQLLog { database.log }

    /// Ends the connection; later calls fail.
    public func close() async { await database.connection.close() }
}

extension SQLite {
    /// Creates a client.
    /// - Parameters:
    ///   - db: Path of the database, or a file: address.
    ///   - context: How calls are made.
    public init(db: String, context: CallContext = .shared) { self.init(db: LocalPath(db), context: context) }
}

extension SQLite {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "sqlite", title: "SQLite", summary: "Database in a file: tables, records, any SQL.", payload: ["data"],
        examples: examples
    ) {
        [commonMethods, tableManagement, recordManagement]
    }
}

extension SQLDialect {
    /// How SQLite writes SQL.
    ///
    /// Names stand between grave accents: in double quotes a name that is no column would be taken for a text.
    ///
    /// Source: https://www.sqlite.org/quirks.html#dblquote
    static let sqlite = SQLDialect(quote: "`", folding: .none, placeholder: "?") { table in
        let place = table.parts.count > 1 ? ", ?2" : ""
        let names = table.parts.suffix(2).reversed().map { SQLParameter(.string($0)) }
        return (
            SQLStatement(
                "SELECT cid, name, type, `notnull`, dflt_value, pk FROM pragma_table_info(?1\(place))", names),
            "name"
        )
    }
}
