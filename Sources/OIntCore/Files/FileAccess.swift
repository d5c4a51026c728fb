import SystemPackage

/// Which files of this machine may be read and written on behalf of whoever asks for work.
///
/// People at a command line may use what the system lets them use. A program that makes calls for somebody else, such as
/// an agent, sets a policy around its work; everything that opens a file by a name from outside asks it.
public struct FileAccess: Sendable, Hashable {
    /// The policy that is in force; nil where every file may be used.
    @TaskLocal public static var current: FileAccess?

    /// The directories whose files may be used, without links in their paths.
    public let directories: [String]

    /// Creates a policy.
    /// - Parameter directories: The directories whose files may be used, with everything below them; none for no files.
    /// - Throws: ``LocalError`` when one is missing, or is no directory.
    public init(directories: [String]) throws(LocalError) {
        var resolved: [String] = []
        for directory in directories {
            let path = FilePath(directory)
            guard let status = FileNames.status(path) else { throw LocalError(directory, "it does not exist") }
            guard status.isDirectory else { throw LocalError(directory, "it is no directory") }
            resolved.append(FileNames.resolved(path).string)
        }
        self.directories = resolved
    }

    /// Checks that a file may be used under the policy that is in force.
    /// - Parameter path: The file's path; nothing needs to stand there yet.
    /// - Returns: The path to use: where a policy is in force, the same one without links.
    /// - Throws: ``LocalError`` when the policy forbids it.
    @discardableResult
    public static func check(_ path: String) throws(LocalError) -> String {
        guard let current else { return path }
        return try current.check(path)
    }

    /// Checks that a file may be used.
    /// - Parameter path: The file's path; nothing needs to stand there yet.
    /// - Returns: The same path without links.
    /// - Throws: ``LocalError`` when the policy forbids it.
    public func check(_ path: String) throws(LocalError) -> String {
        guard let resolved = Self.resolved(FilePath(path)), allows(resolved) else { throw refusal(of: path) }
        return resolved.string
    }

    /// Checks an open file: what stood under its name may have been replaced by a link in the meantime.
    /// - Parameters:
    ///   - file: The open file.
    ///   - path: The path that it was opened by.
    /// - Throws: ``LocalError`` when the policy forbids it.
    static func check(_ file: FileDescriptor, openedAs path: String) throws(LocalError) {
        guard let current else { return }
        guard let opened = FileNames.name(of: file), current.allows(opened) else { throw current.refusal(of: path) }
        guard FileNames.isRegular(file) else {
            throw LocalError(path, "it is no regular file, and only those may be used here")
        }
    }

    /// Refuses something that would let a file be used without its name being known.
    /// - Parameters:
    ///   - subject: What is refused.
    ///   - reason: Why, as a clause.
    /// - Throws: ``LocalError`` where a policy is in force.
    public static func refuse(_ subject: String, _ reason: String) throws(LocalError) {
        if current != nil { throw LocalError(subject, reason) }
    }

    /// Does work of the program's own, such as reading the certificates that the system trusts, under no policy.
    /// - Parameter work: The work; it must not use names from outside.
    /// - Returns: What the work gives.
    /// - Throws: What the work throws.
    public static func unrestricted<Value>(_ work: () throws -> Value) rethrows -> Value {
        try $current.withValue(nil, operation: work)
    }

    private func allows(_ path: FilePath) -> Bool {
        // Compared part by part: /data does not allow /database.
        directories.contains { path.starts(with: FilePath($0)) }
    }

    private func refusal(of path: String) -> LocalError {
        let allowed =
            directories.isEmpty ? "no directory is allowed" : "allowed are \(directories.joined(separator: ", "))"
        return LocalError(
            path, "its directory is not allowed (\(allowed)); whoever started the server allows one with --files DIR")
    }

    /// The path without links, also where its last parts do not exist yet; nil when it can't be told where it leads.
    private static func resolved(_ path: FilePath) -> FilePath? {
        if let real = FileNames.real(path) { return real }
        // A link that leads nowhere would be followed when a file is made there.
        guard !FileNames.isLink(path), let last = path.lastComponent, last.kind == .regular else { return nil }
        let parent = path.removingLastComponent()
        return resolved(parent.isEmpty ? "." : parent)?.appending(last)
    }
}
