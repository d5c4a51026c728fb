import CSQLite

/// What SQLite's result codes mean.
///
/// Source: https://www.sqlite.org/rescode.html
enum SQLiteCode {
    private static let names: [Int32: String] = [
        SQLITE_ERROR: "ERROR", SQLITE_INTERNAL: "INTERNAL", SQLITE_PERM: "PERM", SQLITE_ABORT: "ABORT",
        SQLITE_BUSY: "BUSY", SQLITE_LOCKED: "LOCKED", SQLITE_NOMEM: "NOMEM", SQLITE_READONLY: "READONLY",
        SQLITE_IOERR: "IOERR", SQLITE_CORRUPT: "CORRUPT", SQLITE_NOTFOUND: "NOTFOUND", SQLITE_FULL: "FULL",
        SQLITE_CANTOPEN: "CANTOPEN", SQLITE_PROTOCOL: "PROTOCOL", SQLITE_SCHEMA: "SCHEMA", SQLITE_TOOBIG: "TOOBIG",
        SQLITE_CONSTRAINT: "CONSTRAINT", SQLITE_MISMATCH: "MISMATCH", SQLITE_MISUSE: "MISUSE", SQLITE_NOLFS: "NOLFS",
        SQLITE_AUTH: "AUTH", SQLITE_RANGE: "RANGE", SQLITE_NOTADB: "NOTADB",
    ]

    /// SQLite's name of a code, such as `SQLITE_BUSY`; the finer code stands behind it.
    static func name(_ code: Int32) -> String {
        let plain = "SQLITE_" + (names[code & 0xFF] ?? "\(code & 0xFF)")
        return code > 0xFF ? "\(plain) \(code)" : plain
    }

    /// What a person can do.
    static func remedy(_ code: Int32, _ patience: Duration) -> String? {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            "Another program has written to the database for \(patience.components.seconds) seconds; try again when it is done"
        case SQLITE_READONLY: "Look at who may write to the file and its folder"
        case SQLITE_NOTADB: "Give the path of a SQLite database; an encrypted one can't be read"
        case SQLITE_FULL: "Make room on the disk"
        default: nil
        }
    }
}
