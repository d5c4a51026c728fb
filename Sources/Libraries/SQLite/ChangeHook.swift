import CSQLite
import OIntSQL

/// Tells rows that are new from those that have new values, in a statement that may do both.
///
/// Source: https://www.sqlite.org/c3ref/update_hook.html
final class ChangeHook {
    private var table = ""
    private var inserted = 0
    private var updated = 0
    private var isAttached = false

    /// Begins to count; the database has to be closed before this is gone.
    func begin(on handle: OpaquePointer?, table: String) {
        self.table = table.lowercased()
        inserted = 0
        updated = 0
        guard !isAttached else { return }
        isAttached = true
        sqlite3_update_hook(
            handle,
            { context, operation, _, table, _ in
                guard let context, let table else { return }
                Unmanaged<ChangeHook>.fromOpaque(context).takeUnretainedValue().count(operation, String(cString: table))
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func count(_ operation: Int32, _ table: String) {
        // Triggers change other tables.
        guard table.lowercased() == self.table else { return }
        switch operation {
        case SQLITE_INSERT: inserted += 1
        case SQLITE_UPDATE: updated += 1
        default: break
        }
    }

    /// What became of the rows that a statement has touched; SQLite does not tell of tables without row ids.
    func kind(of count: Int) -> SQLChanges.Kind {
        if count > 0, inserted == count { return .added }
        if count > 0, inserted == 0, updated == count { return .changed }
        return .touched
    }
}

/// What SQLite makes of the declared type of a column.
///
/// Source: https://www.sqlite.org/datatype3.html#determination_of_column_affinity
enum ColumnAffinity {
    /// Whether a column holds numbers with a floating point.
    static func isReal(_ type: String) -> Bool {
        let type = type.uppercased()
        if ["INT", "CHAR", "CLOB", "TEXT", "BLOB"].contains(where: type.contains) { return false }
        return ["REAL", "FLOA", "DOUB", "NUM", "DEC"].contains(where: type.contains)
    }
}
