import CSQLite
import OIntCore
import Synchronization

/// A full-text index in memory, by SQLite's FTS5.
///
/// Source: https://www.sqlite.org/fts5.html
final class FullText: Sendable {
    /// A row that was found.
    struct Match: Sendable {
        /// The row's number, counted from 0.
        let row: Int
        /// How well it fits; more is better.
        let rank: Double
    }

    private struct Handle: ~Copyable {
        let database: OpaquePointer
        deinit { sqlite3_close_v2(database) }
    }

    private let handle: Mutex<Handle>
    private let weights: String

    /// Makes an index.
    /// - Parameters:
    ///   - columns: The names of the columns, each with what a term in it counts.
    ///   - rows: The texts of each row, one for each column.
    /// - Throws: `LocalError` when SQLite can't make one.
    init(columns: [(name: String, weight: Double)], rows: [[String]]) throws(LocalError) {
        weights = columns.map { "\($0.weight)" }.joined(separator: ", ")
        handle = Mutex(try Self.made(columns.map(\.name), rows))
    }

    /// A database with the texts in it.
    private static func made(_ columns: [String], _ rows: [[String]]) throws(LocalError) -> Handle {
        var opened: OpaquePointer?
        let status = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
        guard status == SQLITE_OK, let opened else { throw LocalError("search", "SQLite can't be opened") }
        let handle = Handle(database: opened)
        let names = columns.joined(separator: ", ")
        try Self.run("CREATE VIRTUAL TABLE texts USING fts5(\(names), tokenize='unicode61 remove_diacritics 0')", handle)
        try Self.run("BEGIN", handle)
        let places = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
        let insert = try Self.prepare("INSERT INTO texts(rowid, \(names)) VALUES(\(places))", handle)
        defer { sqlite3_finalize(insert) }
        for (number, texts) in rows.enumerated() {
            sqlite3_bind_int64(insert, 1, Int64(number + 1))
            for (index, text) in texts.enumerated() {
                sqlite3_bind_text(insert, Int32(index + 2), text, -1, oint_sqlite_transient())
            }
            guard sqlite3_step(insert) == SQLITE_DONE else { throw Self.failure(handle) }
            sqlite3_reset(insert)
        }
        try Self.run("COMMIT", handle)
        return handle
    }

    /// Finds rows in which some terms stand.
    /// - Parameters:
    ///   - terms: The terms, each with whether words that begin with it count as well.
    ///   - limit: How many rows to find at most.
    /// - Returns: The rows, the best first.
    /// - Throws: `LocalError` when SQLite can't search.
    func matches(_ terms: [(term: String, isPrefix: Bool)], limit: Int) throws(LocalError) -> [Match] {
        guard !terms.isEmpty else { return [] }
        // In quotation marks nothing in a term is an operator.
        let pattern = terms.map { "\"\($0.term.filter { $0 != "\"" })\"\($0.isPrefix ? "*" : "")" }
            .joined(separator: " OR ")
        return try handle.withLock { handle throws(LocalError) in
            let query = try Self.prepare(
                "SELECT rowid, bm25(texts, \(weights)) FROM texts WHERE texts MATCH ? ORDER BY 2 LIMIT \(limit)", handle)
            defer { sqlite3_finalize(query) }
            sqlite3_bind_text(query, 1, pattern, -1, oint_sqlite_transient())
            var found: [Match] = []
            while true {
                switch sqlite3_step(query) {
                case SQLITE_ROW:
                    let row = Int(sqlite3_column_int64(query, 0)) - 1
                    // Less is better there.
                    found.append(Match(row: row, rank: -sqlite3_column_double(query, 1)))
                case SQLITE_DONE: return found
                default: throw Self.failure(handle)
                }
            }
        }
    }

    private static func run(_ statement: String, _ handle: borrowing Handle) throws(LocalError) {
        guard sqlite3_exec(handle.database, statement, nil, nil, nil) == SQLITE_OK else { throw failure(handle) }
    }

    private static func prepare(_ statement: String, _ handle: borrowing Handle) throws(LocalError) -> OpaquePointer {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle.database, statement, -1, &prepared, nil) == SQLITE_OK, let prepared else {
            throw failure(handle)
        }
        return prepared
    }

    private static func failure(_ handle: borrowing Handle) -> LocalError {
        LocalError("search", String(cString: sqlite3_errmsg(handle.database)))
    }
}
