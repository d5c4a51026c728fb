import OIntCore
import OIntDrivers
import OIntSQL
import Synchronization

/// Database in a file: tables, records, any SQL.
///
/// A client holds one connection, which is opened with its first call and closed with the last copy of the client; calls
/// from several tasks take turns. What the methods throw is a `UsageError` when the call can't be made as it is, a
/// `ServiceError` when SQLite refuses a statement, and a `LocalError` when the file can't be opened.
///
/// Source: https://www.sqlite.org/c3ref/intro.html
@Client(dryRun: .announcements)
public struct SQLite: SQLClient, Sendable {
    /// The connection, and what is done with it.
    public let database: Database<SQLiteSession>
    let file: DatabaseFile

    /// Creates a client.
    /// - Parameters:
    ///   - db: Path of the database, or a file: address; without one the database is in memory and soon gone.
    ///   - context: How calls are made.
    public init(db: LocalPath? = nil, context: CallContext = .shared) { self.init(db, creates: false, context) }

    private init(_ db: LocalPath?, creates: Bool, _ context: CallContext) {
        let file = DatabaseFile(db?.text ?? "")
        self.file = file
        let mayCreate = DatabaseMaking(creates)
        database = Database(
            service: SQLiteSession.service, place: file.description, dialect: .sqlite,
            parts: file.path.map { [$0] }, context: context,
            hooks: DatabaseHooks {
                if !mayCreate.isAllowed { try file.requireExisting() }
            } beforeMaking: {
                mayCreate.allow()
                if file.isInMemory { context.notice?("the database is in memory, and gone with this call: give --db") }
            }
        ) { interruption in
            try SQLiteSession(
                file, interruption: interruption, isKept: context.connections != nil,
                mayCreate: mayCreate.isAllowed && !context.isReadOnly, isReadOnly: context.isReadOnly)
        }
    }
}

/// Whether opening a database may make it.
private final class DatabaseMaking: Sendable {
    private let state: Mutex<Bool>

    init(_ isAllowed: Bool) { state = Mutex(isAllowed) }

    var isAllowed: Bool { state.withLock { $0 } }

    func allow() { state.withLock { $0 = true } }
}

extension SQLite {
    /// Creates a client.
    /// - Parameters:
    ///   - db: Path of the database, or a file: address.
    ///   - create: Whether to make the database where there is none.
    ///   - context: How calls are made.
    public init(db: String, create: Bool = false, context: CallContext = .shared) {
        self.init(LocalPath(db), creates: create, context)
    }
}

extension SQLite {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "sqlite", title: "SQLite", summary: "Database in a file: tables, records, any SQL.", payload: ["data"],
        examples: examples, enforcesReadOnly: true
    ) {
        [commonMethods.joined(with: loggingSettings), tableManagement.joined(with: tableDescription), recordManagement]
    }
}
