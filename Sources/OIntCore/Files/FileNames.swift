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
