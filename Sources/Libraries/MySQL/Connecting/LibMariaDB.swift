import CMariaDB
import OIntCore
import OIntDrivers

/// The client library of MariaDB and MySQL.
///
/// Source: https://mariadb.com/docs/connectors/mariadb-connector-c
typealias LibMariaDB = LoadedDriver<oint_libmariadb>

extension LoadedDriver where Functions == oint_libmariadb {
    /// The library, which is loaded when it is first needed.
    static let driver = Driver<oint_libmariadb>(
        "libmariadb",
        [
            "libmariadb.so.3", "libmariadb.so", "libmariadb.3.dylib",
            "/opt/homebrew/opt/mariadb-connector-c/lib/mariadb/libmariadb.3.dylib",
            "/usr/local/opt/mariadb-connector-c/lib/mariadb/libmariadb.3.dylib",
        ], find: oint_libmariadb_find,
        packages:
            "Install libmariadb3 (Debian, Ubuntu), mariadb-connector-c (Fedora, Alpine), or run brew install mariadb-connector-c (macOS)"
    ) { (f: borrowing oint_libmariadb) throws(LocalError) in
        _ = f.mysql_server_init(0, nil, nil)
    }
}

/// The library's numbers for its settings.
enum ClientOption: UInt32 {
    case connectTimeout = 0
    case characterSet = 7
    case localFiles = 8
    case connectionKind = 9
    case reconnects = 20
    case verifiesCertificate = 21
    case enforcesTLS = 38
    case allowedLogins = 7026
}
