import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A C library that is loaded when it is first needed, so that a machine without it can do everything else.
public struct DriverLibrary {
    /// What `dlsym` knows the library by; it stays loaded as long as the process runs.
    public let handle: UnsafeMutableRawPointer

    /// Loads a library: the file that an environment variable names, or else the first of some candidates that is there.
    /// - Parameters:
    ///   - name: The library's name for people, such as `libpq`.
    ///   - candidates: File names that the system looks for, and paths, best first.
    ///   - variable: The environment variable that names the file instead, such as `OINT_LIBPQ`.
    ///   - packages: What to install where the library is missing, as a clause.
    ///   - environment: The environment.
    /// - Throws: `LocalError` that says what to install.
    public init(
        _ name: String, candidates: [String], variable: String, packages: String,
        environment: [String: String] = ProcessEnvironment.variables
    ) throws(LocalError) {
        if let path = environment[variable], !path.isEmpty {
            guard let handle = Self.load(path) else {
                throw LocalError(name, "\(Quote.short(path)), which \(variable) names, can't be loaded: \(Self.reason)")
            }
            self.handle = handle
            return
        }
        for candidate in candidates {
            guard let handle = Self.load(candidate) else { continue }
            self.handle = handle
            return
        }
        throw LocalError(
            name,
            "it is not installed, or can't be loaded (\(Self.reason)). \(packages); or set \(variable) to its path")
    }

    private static func load(_ path: String) -> UnsafeMutableRawPointer? { dlopen(path, RTLD_NOW | RTLD_LOCAL) }

    private static var reason: String { dlerror().map { String(cString: $0) } ?? "no reason given" }
}
