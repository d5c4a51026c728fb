import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that only its owner may read, and that is replaced as a whole or not at all.
package enum PrivateFile {
    /// Reads a file.
    /// - Parameter path: The file's path. Its directories may be links, the file itself may not.
    /// - Returns: Its bytes, or nil when there is no such file.
    /// - Throws: `LocalError` when it can't be read, is no plain file, belongs to somebody else (other than the
    ///   administrator), or when anybody but its owner may read or write it.
    package static func read(_ path: String) throws(LocalError) -> [UInt8]? {
        let file: FileDescriptor
        do {
            // A pipe would hold up whoever opens it; it is refused below.
            file = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch Errno.tooManySymbolicLinkLevels {
            throw LocalError(path, isLink)
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        defer { try? file.close() }
        let status = try self.status(file, path)
        if let problem = problem(status, path) { throw LocalError(path, problem) }
        return try LocalFile.readToEnd(file, name: path, expecting: Int(clamping: status.st_size))
    }

    /// Writes a file in place of what stands there.
    ///
    /// The bytes are on the disk before the file gets its name, and the name is on the disk when this returns: whatever
    /// happens at any moment, the old file is there, or the new one. Missing directories are made for the owner alone.
    /// - Parameters:
    ///   - bytes: The content.
    ///   - path: The file's path. Its directories may be links, the file itself may not.
    ///   - permissions: Who may do what with it, once it is complete; nobody but its owner where it holds a secret.
    /// - Throws: `LocalError` when it can't be written; what stood there is left as it was.
    package static func write(
        _ bytes: [UInt8], to path: String, permissions: FilePermissions = .ownerReadWrite
    ) throws(LocalError) {
        let target = FilePath(path)
        try refuseUnlessFile(target)
        let folder = target.removingLastComponent()
        try makeDirectory(folder)
        do {
            let temporary = try TemporaryFile(for: target)
            do {
                // Its lock goes with closing: then others would take it for a leftover.
                try temporary.file.closeAfter {
                    try temporary.file.writeAll(bytes)
                    if permissions != .ownerReadWrite {
                        try FileNames.setPermissions(permissions, of: temporary.file)
                    }
                    try temporary.file.sync()
                    FaultPoint.reach("file.renaming")
                    try FileNames.rename(temporary.path, to: target)
                }
            } catch {
                try? FileNames.remove(temporary.path)
                throw error
            }
            try FileDescriptor.syncDirectory(folder)
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    /// Removes a file, and what a killed process left behind when it wrote to it; it is no error when there is none.
    /// - Parameter path: The file's path.
    /// - Throws: `LocalError` when the system refuses.
    package static func remove(_ path: String) throws(LocalError) {
        TemporaryFile.removeLeftover(of: FilePath(path))
        do {
            try FileNames.remove(FilePath(path))
            try FileDescriptor.syncDirectory(FilePath(path).removingLastComponent())
        } catch Errno.noSuchFileOrDirectory {
            return
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    /// What is wrong with who may use a file, without reading it.
    /// - Parameter path: The file's path.
    /// - Returns: A clause with the remedy, or nil when nothing is wrong or there is no such file.
    package static func problem(_ path: String) -> String? {
        var status = stat()
        guard FilePath(path).withPlatformString({ lstat($0, &status) }) == 0 else { return nil }
        return problem(status, path)
    }

    /// Makes a directory that only its owner may use, and those above it that are missing.
    /// - Parameter path: The directory's path; nothing happens when it is there.
    /// - Throws: `LocalError` with the reason.
    package static func makeDirectory(_ path: FilePath) throws(LocalError) {
        guard !path.isEmpty, path.withPlatformString({ mkdir($0, 0o700) }) != 0 else { return }
        switch Errno(rawValue: errno) {
        case .fileExists: return
        case .noSuchFileOrDirectory where path.lastComponent != nil:
            try makeDirectory(path.removingLastComponent())
            guard path.withPlatformString({ mkdir($0, 0o700) }) != 0 else { return }
            let error = Errno(rawValue: errno)
            // Another process may have been faster.
            if error != .fileExists { throw LocalError(path.string, LocalFile.reason(error)) }
        case let error:
            // Some file systems tell first that they can't be written to, though the directory is there.
            if !FileNames.exists(path) { throw LocalError(path.string, LocalFile.reason(error)) }
        }
    }

    private static let isLink =
        "it is a symbolic link, and secrets are kept in plain files only: put the file itself there"
    private static let isNoFile = "it is not a plain file"

    private static func status(_ file: FileDescriptor, _ path: String) throws(LocalError) -> stat {
        var status = stat()
        guard fstat(file.rawValue, &status) == 0 else {
            throw LocalError(path, LocalFile.reason(Errno(rawValue: errno)))
        }
        return status
    }

    private static func problem(_ status: stat, _ path: String) -> String? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: return isLink
        default: return isNoFile
        }
        // What the administrator owns, nobody else could have written.
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            return "it belongs to \(userName(status.st_uid)), not to \(userName(geteuid())): "
                + "remove it, or have it given to you with chown"
        }
        guard status.st_mode & 0o077 != 0 else { return nil }
        let mode = String(status.st_mode & 0o777, radix: 8)
        return "others than its owner may use it (its mode is \(mode)): run chmod 600 \(path)"
    }

    private static func userName(_ id: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16 * 1024) { buffer -> String? in
            guard let start = buffer.baseAddress, getpwuid_r(id, &entry, start, buffer.count, &found) == 0,
                found != nil
            else { return nil }
            return entry.pw_name.map { String(cString: $0) }
        }
        return name ?? "the user with the number \(id)"
    }

    /// Refuses what a rename would replace without anybody having meant it.
    private static func refuseUnlessFile(_ target: FilePath) throws(LocalError) {
        var status = stat()
        guard target.withPlatformString({ lstat($0, &status) }) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFLNK: throw LocalError(target.string, isLink)
        default: throw LocalError(target.string, isNoFile)
        }
    }
}
