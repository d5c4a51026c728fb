import CMongoC
import OIntCore
import OIntDrivers

/// The client library of MongoDB.
///
/// Source: https://mongoc.org/libmongoc/1.23.1/
typealias LibMongoC = LoadedDriver<oint_libmongoc>

extension LoadedDriver where Functions == oint_libmongoc {
    /// The library, which is loaded when it is first needed.
    static let driver = Driver<oint_libmongoc>(
        "libmongoc",
        [
            "libmongoc-1.0.so.0", "libmongoc-1.0.so", "libmongoc-1.0.0.dylib",
            "/opt/homebrew/opt/mongo-c-driver@1/lib/libmongoc-1.0.0.dylib",
        ], find: oint_libmongoc_find,
        packages:
            "Install libmongoc-1.0-0 (Debian, Ubuntu), mongo-c-driver-libs (Fedora), or run brew install mongo-c-driver@1 (macOS)"
    ) { (f: borrowing oint_libmongoc) throws(LocalError) in
        // It would write warnings, and more, to the error output.
        f.mongoc_log_set_handler(nil, nil)
        f.mongoc_init()
    }
}
