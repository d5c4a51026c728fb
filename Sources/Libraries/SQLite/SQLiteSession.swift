import CSQLite
import OIntCore
import OIntDrivers
import OIntSQL

/// An open database; clients open it by themselves.
public final class SQLiteSession: SQLSession {
    /// The database's name for people.
    static let service = "SQLite"

    /// Stops a wait of the session.
    public let interruption: Interruption
    private let file: DatabaseFile
    private let isReadOnly: Bool
    /// Which changes a statement makes that may store rows or change them.
    private let hook = ChangeHook()
    private var handle: OpaquePointer?
    /// The statement run last, kept since rows are stored with one and the same.
    private var kept: PreparedStatement?
    private let patience: Patience
    /// Which files statements may use besides the database.
    private let access = FileAccess.current
    private let watch: StatementWatch
    /// The file as it was when nobody used the connection any more.
    private var left: FileStamp?
    /// What was opened: the path without links where a policy of file access is in force.
    private let name: String
    /// The file that was opened; nil where the connection is not to go to another client.
    private var opened: FileStamp?

    /// Opens a database, and makes a new one where there is none.
    /// - Parameters:
    ///   - file: The database.
    ///   - interruption: Stops a wait.
    ///   - isKept: Whether the connection may go to another client in the end.
    ///   - mayCreate: Whether a database is made where there is none.
    ///   - isReadOnly: Whether nothing may be changed.
    /// - Throws: `LocalError` when the file can't be opened.
    init(
        _ file: DatabaseFile, interruption: Interruption, isKept: Bool, mayCreate: Bool, isReadOnly: Bool
    ) throws(LocalError) {
        self.file = file
        self.interruption = interruption
        patience = Patience(interruption)
        self.isReadOnly = isReadOnly
        watch = StatementWatch(access, isReadOnly: isReadOnly)
        name = try DatabaseFile.allowed(file.name, by: access)
        var flags = SQLITE_OPEN_NOMUTEX | (isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)
        if mayCreate { flags |= SQLITE_OPEN_CREATE }
        // Under a policy the path holds no link, and none that has replaced a part of it meanwhile is followed.
        flags |= access == nil ? SQLITE_OPEN_URI : SQLITE_OPEN_NOFOLLOW
        let code = sqlite3_open_v2(name, &handle, flags, nil)
        guard code == SQLITE_OK else {
            let reason = String(cString: sqlite3_errmsg(handle))
            sqlite3_close_v2(handle)
            throw LocalError(file.description, "SQLite can't open it: \(reason)")
        }
        if isKept, file.path != nil, let stamp = FileStamp(name), !hasMoved { opened = stamp }
        sqlite3_extended_result_codes(handle, 1)
        patience.attach(to: handle)
        restrict()
        if access != nil || opened != nil || isReadOnly { watch.attach(to: handle) }
        watchForInterruption()
        let pointer = SendablePointer(pointer: handle)
        interruption.onRaise { sqlite3_interrupt(pointer.pointer) }
    }

    deinit { close() }

    /// Takes away what no statement needs, and what one that only reads must not have.
    private func restrict() {
        // It takes addresses of functions from statements.
        _ = oint_sqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0)
        // The setting lets values pass that are bound.
        oint_sqlite_disable_tokenizers(handle)
        guard isReadOnly else { return }
        _ = oint_sqlite_configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        _ = oint_sqlite_configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.largestValue)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        // It is one limit for the process, whose statements are all of this kind then.
        sqlite3_hard_heap_limit64(Self.largestHeap)
    }

    /// How many bytes a value or row may have where nothing may be changed.
    private static let largestValue: Int32 = 32 << 20
    /// How many bytes SQLite may take where nothing may be changed.
    private static let largestHeap: Int64 = 256 << 20

    /// Ends the session.
    public func close() {
        interruption.onRaise(nil)
        kept = nil
        // Statements that are still open keep the database open until they end.
        sqlite3_close_v2(handle)
        handle = nil
    }

    /// Has SQLite ask now and then whether the statement is still wanted: an interruption that comes before a statement
    /// really runs would have no effect on it.
    ///
    /// Source: https://www.sqlite.org/c3ref/interrupt.html
    private func watchForInterruption() {
        sqlite3_progress_handler(
            handle, Self.stepsBetweenQuestions,
            { context in
                guard let context else { return 0 }
                let interruption = Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue()
                return (try? interruption.check()) == nil ? 1 : 0
            }, Unmanaged.passUnretained(interruption).toOpaque())
    }

    /// How many instructions of its machine SQLite runs between two questions: less than a tenth of a second.
    private static let stepsBetweenQuestions: Int32 = 1_000_000

    /// Runs a statement.
    public func open(_ statement: SQLStatement) throws -> SQLAnswer {
        if let kept, kept.text == statement.text, !kept.isBusy { return try start(kept, statement.parameters) }
        var rest = Array(statement.text.utf8)[...]
        while let next = try PreparedStatement(&rest, in: self) {
            guard hasStatement(rest) else {
                if next.text == statement.text { kept = next }
                return try start(next, statement.parameters)
            }
            try runScript(next, statement.parameters)
        }
        throw UsageError("--sql holds no statement")
    }

    /// Whether a text is more than blanks and comments; it need not make sense yet, since a statement before it may
    /// create what it uses.
    private func hasStatement(_ text: ArraySlice<UInt8>) -> Bool {
        var text = text
        do {
            guard let handle = try prepare(&text) else { return false }
            sqlite3_finalize(handle)
        } catch {}
        return true
    }

    /// Runs a statement that others follow.
    private func runScript(_ statement: PreparedStatement, _ parameters: [SQLParameter]) throws {
        guard parameters.isEmpty else {
            throw UsageError("--params goes with a single statement, and --sql holds several")
        }
        guard case .rows(let cursor) = try start(statement, []) else { return }
        while try cursor.next() != nil {}
    }

    private func start(_ statement: PreparedStatement, _ parameters: [SQLParameter]) throws -> SQLAnswer {
        patience.begin()
        try statement.bind(parameters)
        if statement.verb.isUpsert { hook.begin(on: handle, table: statement.verb.table ?? "") }
        let cursor = SQLiteCursor(statement, self)
        try cursor.step()
        guard statement.columns.isEmpty else { return .rows(cursor) }
        return .done(changes(by: statement.verb))
    }

    /// How many rows the statement that was just run has touched.
    private func changes(by verb: SQLVerb) -> SQLChanges? {
        guard let kind = verb.kind else { return nil }
        let count = Int(sqlite3_changes(handle))
        return SQLChanges(verb.isUpsert ? hook.kind(of: count) : kind, count)
    }

    /// A text that stands for an infinity becomes one where the column holds numbers.
    public func parameter(_ value: JSON, for column: SQLColumn?) -> SQLParameter {
        guard let text = value.string, text == "Infinity" || text == "-Infinity", let column,
            ColumnAffinity.isReal(column.type)
        else { return SQLParameter(value) }
        return SQLParameter(value, type: "REAL")
    }

    /// Loads an extension.
    /// - Parameters:
    ///   - path: The shared library.
    ///   - entry: The function that sets it up; nil for the usual one.
    /// - Throws: `ServiceError` when it can't be loaded.
    func loadExtension(_ path: String, entry: String?) throws {
        guard access == nil, !isReadOnly else {
            throw LocalError(path, "extensions can't be loaded here: they could use any file of this machine")
        }
        watch.noteTrace()
        _ = oint_sqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1)
        defer { _ = oint_sqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0) }
        var message: UnsafeMutablePointer<CChar>?
        defer { sqlite3_free(message) }
        guard sqlite3_load_extension(handle, path, entry, &message) != SQLITE_OK else { return }
        throw ServiceError.sql(
            Self.service, message: message.map { String(cString: $0) } ?? "the extension \(path) can't be loaded",
            remedy:
                "Give the path of a shared library made for SQLite, and its entry point where it is not the usual one"
        )
    }

    /// Prepares the first statement of a text.
    /// - Parameter text: The text in UTF-8; what is behind the statement stays.
    /// - Returns: The statement, or nil when there are only blanks and comments.
    func prepare(_ text: inout ArraySlice<UInt8>) throws -> OpaquePointer? {
        guard handle != nil else { throw UsageError("the connection to \(file) is closed") }
        while !text.isEmpty {
            var statement: OpaquePointer?
            let (code, length) = text.withUnsafeBytes { bytes in
                var tail: UnsafePointer<CChar>?
                let start = bytes.bindMemory(to: CChar.self).baseAddress
                let code = sqlite3_prepare_v2(handle, start, Int32(clamping: bytes.count), &statement, &tail)
                return (code, start.flatMap { start in tail.map { $0 - start } } ?? bytes.count)
            }
            guard code == SQLITE_OK else { throw refusal() }
            text = text.dropFirst(max(length, 1))
            if statement != nil { return statement }
        }
        return nil
    }

    /// The refusal that SQLite told last.
    func refusal() -> any Error {
        // Whatever was wrong, the next client begins anew.
        watch.noteTrace()
        let code = sqlite3_extended_errcode(handle)
        if code & 0xFF == SQLITE_INTERRUPT { return CancellationError() }
        let isLimited = code & 0xFF == SQLITE_AUTH && access != nil
        return ServiceError.sql(
            Self.service, code: SQLiteCode.name(code), message: String(cString: sqlite3_errmsg(handle)),
            remedy: isReadOnly && code & 0xFF == SQLITE_AUTH
                ? "Only statements that read are allowed here"
                : isLimited
                    ? "Statements may use files only below the directories that --files allows, with their paths written out"
                    : SQLiteCode.remedy(code, patience.limit))
    }
}

extension SQLiteSession {
    /// SQLite can't be told to forget: only a connection goes to another client with which a plain file was read.
    public func isReusable() -> Bool {
        kept = nil
        guard let handle, let opened, !watch.hasTrace, sqlite3_get_autocommit(handle) != 0,
            sqlite3_next_stmt(handle, nil) == nil, !keepsLock, let now = FileStamp(name)
        else { return false }
        left = now
        return now.isOfSameFile(as: opened)
    }

    /// Whether another file than the open one stands under the name by now, or none.
    ///
    /// Source: https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntlhasmoved
    private var hasMoved: Bool {
        var moved: Int32 = 0
        return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || moved != 0
    }

    /// Whether the connection locks the database as long as it is open, as those with a write-ahead log do.
    ///
    /// Source: https://www.sqlite.org/wal.html
    private var keepsLock: Bool { FileStamp(name + "-wal") != nil }

    /// Whether a session is put back to its first state before another client gets it.
    public static var isResetBetweenClients: Bool { false }

    /// Puts the session back to its first state.
    public func reset() {}

    /// A file that somebody has written to since, or put in the place of the one that was read, is opened anew: pages
    /// kept in memory may be those of another database.
    public func isCurrent() -> Bool {
        guard let left, FileStamp(name) == left else { return false }
        return (try? DatabaseFile.allowed(file.name, by: access)) == name
    }
}

/// A pointer that is used by one thread at a time, or only for what SQLite allows from any.
struct SendablePointer: @unchecked Sendable {
    let pointer: OpaquePointer?
}
