import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileDescriptor {
    /// Waits until what was written is on the disk.
    /// - Throws: `Errno` as the system reports it.
    package func sync() throws(Errno) {
        #if canImport(Darwin)
            // There, fsync leaves the bytes to the disk's own cache.
            if fcntl(rawValue, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(rawValue) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Waits until the names in a directory are on the disk, where the file system knows such a thing.
    /// - Parameter path: The directory's path; empty for the working directory.
    /// - Throws: `Errno` as the system reports it.
    package static func syncDirectory(_ path: FilePath) throws {
        let directory = try open(path.isEmpty ? "." : path, .readOnly, options: [.directory, .closeOnExec])
        try directory.closeAfter {
            do {
                try directory.sync()
            } catch Errno.invalidArgument {
                // Some file systems can't do this for directories, and need not.
            }
        }
    }
}
