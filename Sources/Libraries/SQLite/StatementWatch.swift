import CSQLite
import OIntCore

/// Looks at each step of a statement before it is done: whether it may be, and whether it leaves something behind in the
/// connection.
///
/// Source: https://www.sqlite.org/c3ref/set_authorizer.html
final class StatementWatch {
    /// Whether anything was done besides reading, so that the connection may not be what it was: a transaction or a
    /// temporary table may be left, a setting, another file, or what `last_insert_rowid()` tells.
    private(set) var hasTrace = false
    private let access: FileAccess?
    private let isReadOnly: Bool

    /// - Parameters:
    ///   - access: Which files statements may use besides the database; nil for all.
    ///   - isReadOnly: Whether statements may do nothing but read.
    init(_ access: FileAccess?, isReadOnly: Bool) {
        self.access = access
        self.isReadOnly = isReadOnly
    }

    /// Has SQLite ask whenever it reads a statement; the database has to be closed before this is gone.
    func attach(to handle: OpaquePointer?) {
        sqlite3_set_authorizer(
            handle,
            { context, action, first, _, _, _ in
                guard let context else { return SQLITE_DENY }
                let watch = Unmanaged<StatementWatch>.fromOpaque(context).takeUnretainedValue()
                return watch.allows(action, first) ? SQLITE_OK : SQLITE_DENY
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Notes something that SQLite does not ask about.
    func noteTrace() { hasTrace = true }

    /// Whether a step of a statement may be done; the name is that of the file, or of the pragma.
    private func allows(_ action: Int32, _ name: UnsafePointer<CChar>?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE:
            return true
        case SQLITE_PRAGMA:
            let pragma = name.map { String(cString: $0).lowercased() } ?? ""
            let isReading = Self.readingPragmas.contains(pragma)
            if !isReading { hasTrace = true }
            guard !isReadOnly || isReading else { return false }
            return access == nil || !Self.directoryPragmas.contains(pragma)
        case SQLITE_ATTACH:
            hasTrace = true
            guard !isReadOnly else { return false }
            guard let access else { return true }
            // VACUUM INTO attaches its target. A name that an expression gives is not known here.
            return name.map { (try? DatabaseFile.allowed(String(cString: $0), by: access)) != nil } ?? false
        case SQLITE_UPDATE where isReadOnly:
            // A function that gives a table, such as pragma_table_info, is declared by a statement that would write the
            // schema; statements of others can't write it here.
            return name.map { ["sqlite_master", "sqlite_temp_master"].contains(String(cString: $0)) } ?? false
        default:
            hasTrace = true
            return !isReadOnly
        }
    }

    /// Pragmas that say where SQLite keeps files.
    private static let directoryPragmas: Set<String> = ["temp_store_directory", "data_store_directory"]

    /// Pragmas that only tell something, whatever they are given.
    private static let readingPragmas: Set<String> = [
        "collation_list", "compile_options", "data_version", "database_list", "encoding", "foreign_key_check",
        "foreign_key_list", "freelist_count",
        "function_list", "index_info", "index_list", "index_xinfo", "integrity_check", "module_list", "page_count",
        "pragma_list", "quick_check", "table_info", "table_list", "table_xinfo",
    ]
}
