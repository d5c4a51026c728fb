import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file that takes a content until it is complete and gets its name.
///
/// Only its owner may use it: what it will hold is not known yet. Its name follows from the target's, so that the next
/// write to the same target finds what a killed process left behind; a lock tells that from a file in use.
package struct TemporaryFile {
    /// The open file.
    package let file: FileDescriptor
    /// Its path.
    package let path: FilePath

    /// Makes a file in the folder of its target.
    /// - Parameter target: The path that the complete file gets.
    /// - Throws: `Errno` when the system refuses.
    package init(for target: FilePath) throws {
        let usual = Self.path(for: target)
        if let file = try Self.create(usual) {
            self.file = file
            path = usual
            return
        }
        Self.removeLeftover(of: target)
        if let file = try Self.create(usual) {
            self.file = file
            path = usual
            return
        }
        // Another process writes to the same target at this moment.
        path = target.removingLastComponent().appending(".oint-\(Randomness.mark()).part")
        guard let file = try Self.create(path) else { throw Errno.fileExists }
        self.file = file
    }

    /// Removes what a killed process left behind when it wrote to a target.
    /// - Parameter target: The path that the complete file would have got.
    package static func removeLeftover(of target: FilePath) {
        let path = path(for: target)
        let options: FileDescriptor.OpenOptions = [.noFollow, .nonBlocking, .closeOnExec]
        guard let file = try? FileDescriptor.open(path, .writeOnly, options: options) else { return }
        defer { try? file.close() }
        // As long as the lock is held, the file under this name is the one that was opened, and in nobody's use.
        guard isOurs(file), lock(file), isUnder(path, file) else { return }
        try? FileNames.remove(path)
    }

    /// Makes a file; nil when there is one of that name.
    private static func create(_ path: FilePath) throws -> FileDescriptor? {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch Errno.fileExists {
            return nil
        }
        // Where locks are not to be had, nothing is taken for a leftover either.
        guard lock(file) || errno != EWOULDBLOCK, isUnder(path, file) else {
            // Another process took the new file for a leftover before it was locked.
            try? file.close()
            return nil
        }
        return file
    }

    private static func lock(_ file: FileDescriptor) -> Bool { flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 }

    private static func isOurs(_ file: FileDescriptor) -> Bool {
        var status = stat()
        return fstat(file.rawValue, &status) == 0 && status.st_uid == geteuid() && status.st_mode & S_IFMT == S_IFREG
    }

    private static func isUnder(_ path: FilePath, _ file: FileDescriptor) -> Bool {
        var (named, opened) = (stat(), stat())
        guard path.withPlatformString({ lstat($0, &named) }) == 0, fstat(file.rawValue, &opened) == 0 else {
            return false
        }
        return named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }

    /// The usual name: short, since the target's may be as long as the file system allows.
    private static func path(for target: FilePath) -> FilePath {
        // FNV-1a; two targets of one name would only do without the usual one.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in (target.lastComponent?.string ?? "").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return target.removingLastComponent().appending(".oint-\(String(hash, radix: 36)).part")
    }
}
