import CLibPQ
import OIntDrivers

/// PostgreSQL's client library.
///
/// Source: https://www.postgresql.org/docs/current/libpq.html
typealias LibPQ = LoadedDriver<oint_libpq>

extension LoadedDriver where Functions == oint_libpq {
    /// The library, which is loaded when it is first needed.
    static let driver = Driver<oint_libpq>(
        "libpq",
        [
            "libpq.so.5", "libpq.so", "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
            "/usr/local/opt/libpq/lib/libpq.5.dylib",
        ], find: oint_libpq_find,
        packages: "Install libpq5 (Debian, Ubuntu), libpq (Fedora, Alpine), or run brew install libpq (macOS)")
}
