import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The operations on names of files that the system library has and the Swift package lacks.
package enum FileNames {
    /// What stands under a name.
    struct Status {
        /// Whether it is a plain file, rather than a directory, a device or a pipe.
        let isRegular: Bool
        /// Whether it is a directory.
        let isDirectory: Bool
        /// Whether it is a pipe with a name.
        let isPipe: Bool
        /// How many bytes a plain file has; other things tell nothing by it.
        let size: Int
        /// Who may do what with it.
        let permissions: FilePermissions
    }

    /// Whether something stands under a name, be it a link to nowhere.
    package static func exists(_ path: FilePath) -> Bool {
        var info = stat()
        return path.withPlatformString({ lstat($0, &info) }) == 0
    }

    /// What stands under a name, links followed; nil when nothing does.
    static func status(_ path: FilePath) -> Status? {
        var info = stat()
        guard path.withPlatformString({ stat($0, &info) }) == 0 else { return nil }
        return Status(
            isRegular: info.st_mode & S_IFMT == S_IFREG, isDirectory: info.st_mode & S_IFMT == S_IFDIR,
            isPipe: info.st_mode & S_IFMT == S_IFIFO, size: Int(clamping: info.st_size),
            permissions: FilePermissions(rawValue: info.st_mode & 0o7777))
    }

    /// Whether an open file is a plain one.
    static func isRegular(_ file: FileDescriptor) -> Bool {
        var info = stat()
        return fstat(file.rawValue, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    }

    /// The name behind links; the same name when there are none, or nothing stands there.
    package static func resolved(_ path: FilePath) -> FilePath { real(path) ?? path }

    /// The absolute name behind links; nil when nothing stands there.
    static func real(_ path: FilePath) -> FilePath? {
        guard let real = path.withPlatformString({ realpath($0, nil) }) else { return nil }
        defer { free(real) }
        return FilePath(platformString: real)
    }

    /// The link on the way to a file that another user put into a folder where all may put something.
    ///
    /// The kernel refuses to follow such links (`fs.protected_symlinks`), but does not see that names are resolved first.
    ///
    /// Source: https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-symlinks
    /// - Parameter path: The path of the file.
    /// - Returns: The path of the link; nil where there is none of the kind.
    static func foreignLink(in path: FilePath) -> FilePath? {
        var start = FilePath("/")
        if !path.isAbsolute, let current = real(FilePath(".")) { start = current }
        var (folder, rest, links) = (start, Array(path.components.map(\.string).reversed()), 0)
        while let name = rest.popLast() {
            if name == "." { continue }
            if name == ".." {
                folder.removeLastComponent()
                continue
            }
            let place = folder.appending(name)
            var (status, parent) = (stat(), stat())
            guard place.withPlatformString({ lstat($0, &status) }) == 0 else { return nil }
            guard status.st_mode & S_IFMT == S_IFLNK else {
                folder = place
                continue
            }
            guard folder.withPlatformString({ lstat($0, &parent) }) == 0, let target = target(of: place) else {
                return nil
            }
            let isOpenToAll = parent.st_mode & S_ISVTX != 0 && parent.st_mode & S_IWOTH != 0
            if isOpenToAll, status.st_uid != geteuid(), status.st_uid != parent.st_uid { return place }
            links += 1
            guard links <= 40 else { return nil }
            if target.isAbsolute { folder = FilePath("/") }
            rest += target.components.map(\.string).reversed()
        }
        return nil
    }

    /// What a link holds.
    private static func target(of link: FilePath) -> FilePath? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX) + 1) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = link.withPlatformString { readlink($0, start, buffer.count - 1) }
            guard count > 0 else { return nil }
            start[count] = 0
            return FilePath(platformString: start)
        }
    }

    /// Who may do what with a new file, by the user's mask.
    static let usualPermissions: FilePermissions = {
        // The mask can only be read by setting it; a file that is made meanwhile is rather closed than open.
        let mask = umask(0o077)
        umask(mask)
        return FilePermissions(rawValue: 0o666 & ~mask)
    }()

    /// Whether a link stands under a name, wherever it leads.
    static func isLink(_ path: FilePath) -> Bool {
        var info = stat()
        return path.withPlatformString({ lstat($0, &info) }) == 0 && info.st_mode & S_IFMT == S_IFLNK
    }

    /// The name under which an open file stands now; nil when it has none.
    static func name(of file: FileDescriptor) -> FilePath? {
        #if canImport(Darwin)
            var name = [CChar](repeating: 0, count: Int(PATH_MAX))
            guard fcntl(file.rawValue, F_GETPATH, &name) == 0 else { return nil }
            return FilePath(platformString: name)
        #else
            return real(FilePath("/proc/self/fd/\(file.rawValue)"))
        #endif
    }

    /// Removes a file.
    package static func remove(_ path: FilePath) throws(Errno) {
        guard path.withPlatformString({ unlink($0) }) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Gives a file another name, replacing what stood there.
    package static func rename(_ old: FilePath, to new: FilePath) throws(Errno) {
        let result = old.withPlatformString { old in
            new.withPlatformString { new in
                #if canImport(Glibc)
                    Glibc.rename(old, new)
                #elseif canImport(Musl)
                    Musl.rename(old, new)
                #else
                    Darwin.rename(old, new)
                #endif
            }
        }
        guard result == 0 else { throw Errno(rawValue: errno) }
    }

    /// Sets who may do what with an open file.
    package static func setPermissions(_ permissions: FilePermissions, of file: FileDescriptor) throws(Errno) {
        guard fchmod(file.rawValue, permissions.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
}
