import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileDescriptor {
    /// Waits until the content of the file is on the disk.
    /// - Throws: `Errno` as the system reports it.
    func force() throws {
        #if canImport(Darwin)
            let result = fcntl(rawValue, F_FULLFSYNC)
        #else
            let result = fdatasync(rawValue)
        #endif
        guard result == 0 || result == -1 && [EINVAL, ENOTSUP].contains(errno) else { throw Errno(rawValue: errno) }
    }

    /// Waits until the name of a new file is on the disk, where the file system knows such a thing.
    /// - Parameter path: The path of the file.
    /// - Throws: `Errno` when its directory can't be opened.
    static func forceName(of path: String) throws {
        let directory = FilePath(path).removingLastComponent()
        let file = try FileDescriptor.open(directory.isEmpty ? "." : directory, .readOnly, options: .closeOnExec)
        defer { try? file.close() }
        try? file.force()
    }
}
