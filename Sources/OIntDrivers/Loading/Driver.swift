import OIntCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A C library that is loaded when it is first needed, so that a machine without it can do everything else.
///
/// Its functions are a table that a shim declares by `OINT_DRIVER`:
///
/// ```swift
/// static let driver = Driver<oint_ldap>(
///     "libldap", ["libldap.so.2", "libldap-2.5.so.0"], find: oint_ldap_find,
///     packages: "Install libldap-2.5-0 (Debian) or openldap (Fedora)")
/// …
/// let ldap = try LDAP.driver.loaded()
/// ldap.f.ldap_unbind_ext_s(handle, nil, nil)
/// ```
public final class Driver<Functions>: Sendable {
    /// Looks up all functions in a library; gives the name of a required one that is not there.
    public typealias Finder =
        @Sendable (UnsafeMutableRawPointer, UnsafeMutablePointer<Functions>) -> UnsafePointer<CChar>?

    private let name: String
    private let fileNames: [String]
    private let variable: String
    private let packages: String
    private let find: Finder
    private let setUp: @Sendable (borrowing Functions) throws(LocalError) -> Void
    private let found = Mutex<LoadedDriver<Functions>?>(nil)

    /// Describes a library, without loading it.
    /// - Parameters:
    ///   - name: The library's name for people, such as `libpq`.
    ///   - fileNames: File names that the system looks for, and paths, best first.
    ///   - find: The function that `OINT_DRIVER` declares: `oint_…_find`.
    ///   - packages: What to install where the library is missing, as a clause.
    ///   - variable: The environment variable that names the file instead; without one, `OINT_` and the name in capital
    ///     letters.
    ///   - setUp: Sets the library up, once for the process, before anything else is called.
    public init(
        _ name: String, _ fileNames: [String], find: @escaping Finder, packages: String, variable: String? = nil,
        setUp: @escaping @Sendable (borrowing Functions) throws(LocalError) -> Void = { _ in }
    ) {
        self.name = name
        self.fileNames = fileNames
        self.variable = variable ?? "OINT_\(name.uppercased())"
        self.packages = packages
        self.find = find
        self.setUp = setUp
    }

    /// Loads the library: the file that the environment variable names, or else the first of the file names that is there.
    /// - Parameter environment: The environment.
    /// - Returns: The library, which stays loaded as long as the process runs.
    /// - Throws: `LocalError` that says what to install, or what is wrong with the library that is there.
    public func loaded(
        environment: [String: String] = ProcessEnvironment.variables
    ) throws(LocalError) -> LoadedDriver<Functions> {
        // Loading happens under the lock: a library is set up once, whoever needs it first.
        let result = found.withLock { found -> Result<LoadedDriver<Functions>, LocalError> in
            if let found { return .success(found) }
            do throws(LocalError) {
                let library = try load(environment)
                found = library
                return .success(library)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func load(_ environment: [String: String]) throws(LocalError) -> LoadedDriver<Functions> {
        let handle = try open(environment)
        let table = UnsafeMutablePointer<Functions>.allocate(capacity: 1)
        defer { table.deallocate() }
        if let missing = find(handle, table) {
            throw LocalError(
                name,
                "it is too old, or something else of that name: it lacks \(String(cString: missing)). \(packages)")
        }
        let library = LoadedDriver(table.move())
        try setUp(library.f)
        return library
    }

    private func open(_ environment: [String: String]) throws(LocalError) -> UnsafeMutableRawPointer {
        if let path = environment[variable], !path.isEmpty {
            if let handle = Self.open(path) { return handle }
            throw LocalError(name, "\(Quote.short(path)), which \(variable) names, can't be loaded: \(Self.reason)")
        }
        for fileName in fileNames {
            if let handle = Self.open(fileName) { return handle }
        }
        throw LocalError(
            name,
            "it is not installed, or can't be loaded (\(Self.reason)). \(packages); or set \(variable) to its path")
    }

    private static func open(_ path: String) -> UnsafeMutableRawPointer? { dlopen(path, RTLD_NOW | RTLD_LOCAL) }

    private static var reason: String { dlerror().map { String(cString: $0) } ?? "no reason given" }
}

/// A C library that is loaded.
public final class LoadedDriver<Functions>: @unchecked Sendable {
    /// The library's functions, by their own names; they never change.
    public let f: Functions

    fileprivate init(_ functions: Functions) { f = functions }
}
