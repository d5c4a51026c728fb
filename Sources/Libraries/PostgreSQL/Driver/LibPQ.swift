import CLibPQ
import OIntCore
import OIntDrivers

/// PostgreSQL's client library, loaded when it is first needed.
///
/// Source: https://www.postgresql.org/docs/current/libpq.html
final class LibPQ: @unchecked Sendable {
    /// The library's functions, by their own names; they never change.
    let f: oint_libpq

    private static let candidates = [
        "libpq.so.5", "libpq.so", "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
        "/usr/local/opt/libpq/lib/libpq.5.dylib",
    ]
    private static let packages =
        "Install libpq5 (Debian, Ubuntu), libpq (Fedora, Alpine), or run brew install libpq (macOS)"
    private static let shared = Result<LibPQ, LocalError> { () throws(LocalError) in try LibPQ() }

    /// The library.
    /// - Returns: The library, loaded.
    /// - Throws: `LocalError` when it is not installed.
    static func loaded() throws(LocalError) -> LibPQ { try shared.get() }

    private init() throws(LocalError) {
        let library = try DriverLibrary(
            "libpq", candidates: Self.candidates, variable: "OINT_LIBPQ", packages: Self.packages)
        let functions = UnsafeMutablePointer<oint_libpq>.allocate(capacity: 1)
        defer { functions.deallocate() }
        if let missing = oint_libpq_find(library.handle, functions) {
            throw LocalError(
                "libpq",
                "it is too old, or something else of that name: it lacks \(String(cString: missing)). \(Self.packages)")
        }
        f = functions.move()
    }
}
