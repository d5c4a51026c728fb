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
}
