import Foundation

/// A directory that is there as long as the value is.
public final class TemporaryDirectory: Sendable {
    /// The directory's path, without symbolic links in it.
    public let path: String

    /// Makes the directory.
    public init() throws {
        let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "oint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of an entry.
    /// - Parameter name: The name, or a path below the directory.
    /// - Returns: The path.
    public func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file.
    /// - Parameters:
    ///   - text: The content.
    ///   - name: The name.
    ///   - mode: The permissions; nil for the usual ones.
    /// - Returns: The path of the file.
    @discardableResult
    public func write(_ text: String, to name: String, mode: Int? = nil) throws -> String {
        try write(Array(text.utf8), to: name, mode: mode)
    }

    /// Writes a file.
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: The name.
    ///   - mode: The permissions; nil for the usual ones.
    /// - Returns: The path of the file.
    @discardableResult
    public func write(_ bytes: some Sequence<UInt8>, to name: String, mode: Int? = nil) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name)) }
        return path(name)
    }

    /// The content of a file, as text.
    /// - Parameter name: The name.
    /// - Returns: The content.
    public func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// The content of a file.
    /// - Parameter name: The name.
    /// - Returns: The content.
    public func bytes(of name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The permissions of an entry, such as 0o600.
    /// - Parameter name: The name.
    /// - Returns: The permissions.
    public func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }

    /// The names of all entries, hidden ones included, sorted.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// Runs a closure with a directory that is removed afterwards.
/// - Parameters:
///   - files: Files to write into it, by name.
///   - isolation: The actor the closure runs on.
///   - body: What is done with the directory.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the directory can't be made.
public func withTemporaryDirectory<Result>(
    _ files: [String: String] = [:], isolation: isolated (any Actor)? = #isolation,
    _ body: (TemporaryDirectory) async throws -> Result
) async throws -> Result {
    let directory = try TemporaryDirectory()
    for (name, text) in files { try directory.write(text, to: name) }
    let result = try await body(directory)
    withExtendedLifetime(directory) {}
    return result
}
