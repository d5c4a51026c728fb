#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells whether a file is still the one that was read: it changes with each change of the file, or of who may use it.
package struct FileStamp: Sendable, Hashable {
    private let device: UInt64
    private let number: UInt64
    private let size: Int64
    private let modifiedSeconds: Int
    private let modifiedNanoseconds: Int
    private let changedSeconds: Int
    private let changedNanoseconds: Int

    /// The stamp of what stands under a name, links followed; nil when nothing does.
    /// - Parameter path: The name.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            changedSeconds = status.st_ctimespec.tv_sec
            changedNanoseconds = status.st_ctimespec.tv_nsec
        #else
            changedSeconds = Int(status.st_ctim.tv_sec)
            changedNanoseconds = Int(status.st_ctim.tv_nsec)
            modifiedSeconds = Int(status.st_mtim.tv_sec)
            modifiedNanoseconds = Int(status.st_mtim.tv_nsec)
        #endif
    }

    /// When the content was changed last, as seconds and nanoseconds since the beginning of 1970; copies may keep it.
    package var modified: String { "\(modifiedSeconds) \(modifiedNanoseconds)" }

    /// Whether both are of one file, changed or not.
    /// - Parameter other: The other stamp.
    package func isOfSameFile(as other: FileStamp) -> Bool { device == other.device && number == other.number }
}
