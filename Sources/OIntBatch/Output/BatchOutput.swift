import OIntCore
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the results of a batch go.
package struct BatchOutput: Sendable {
    /// Writes bytes, all of them.
    let write: @Sendable (UnsafeRawBufferPointer) throws -> Void
    /// Waits until everything written is on the disk; nil where there is no disk of ours.
    let force: (@Sendable () throws -> Void)?

    /// Results that go to an output of the process.
    /// - Parameter write: Writes bytes, all of them.
    package init(write: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void) {
        self.write = write
        force = nil
    }

    /// Results that go into a file, a line each as they come; it is for its owner alone.
    ///
    /// Any line may hold a secret, such as a token that a call has fetched, and the first line can't know of the last one.
    ///
    /// The file has its name from the beginning: results of calls that were made must not be lost when a batch breaks
    /// off. It is emptied first, or, where a batch goes on, added to; half a line at its end is cut off then.
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - goesOn: Whether results of an earlier run stay.
    ///   - others: The paths of files that must be other ones: the input, the journal.
    /// - Throws: `LocalError` when the file can't be written; `UsageError` when it is one of the others.
    package init(file path: String, goesOn: Bool, besides others: [String]) throws {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch Errno.noSuchFileOrDirectory {
            throw LocalError(path, "its directory does not exist")
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        let owned = OwnedFile(file, path)
        for other in others where owned.isSame(as: other) {
            throw UsageError(
                "--out names \(Quote.short(other)), which holds the calls or the journal: choose another file")
        }
        try owned.prepare(goesOn: goesOn)
        write = { try owned.write($0) }
        force = { try owned.force() }
    }
}

/// An open file that is closed with its last user.
private final class OwnedFile: Sendable {
    private let file: FileDescriptor
    private let path: String
    /// Looks for secrets in what goes into a file that others may read; nil where they may not.
    private let watch = Mutex<SecretWatch?>(nil)

    init(_ file: FileDescriptor, _ path: String) {
        self.file = file
        self.path = path
    }

    deinit { try? file.close() }

    /// Whether a path leads to the same file.
    func isSame(as other: String) -> Bool {
        var (one, two) = (stat(), stat())
        // Not opened: that would disturb a pipe with a name.
        guard fstat(file.rawValue, &one) == 0, FilePath(other).withPlatformString({ stat($0, &two) }) == 0 else {
            return false
        }
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino && one.st_mode & S_IFMT == S_IFREG
    }

    func prepare(goesOn: Bool) throws(LocalError) {
        try explained {
            var status = stat()
            // A device or a pipe has nothing to empty.
            guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
            if status.st_mode & 0o077 != 0 { watch.withLock { $0 = SecretWatch([]) } }
            let end = goesOn ? try endOfWholeLines(Int(status.st_size)) : 0
            try file.resize(to: Int64(end))
            _ = try file.seek(offset: 0, from: .end)
            try FileDescriptor.syncDirectory(FilePath(path).removingLastComponent())
        }
    }

    /// How many bytes of the file are lines with an end.
    private func endOfWholeLines(_ size: Int) throws -> Int {
        var end = size
        while end > 0 {
            let start = max(0, end - RecordLimit.piece)
            let piece = try [UInt8](unsafeUninitializedCapacity: end - start) { buffer, filled in
                filled = try file.read(fromAbsoluteOffset: Int64(start), into: UnsafeMutableRawBufferPointer(buffer))
            }
            if let last = piece.lastIndex(of: .lineFeed) { return start + last + 1 }
            end = start
        }
        return 0
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(LocalError) {
        try explained {
            try close(ifSecret: bytes)
            _ = try file.writeAll(bytes)
        }
    }

    /// Makes the file one for its owner alone before the first line with a secret goes into it.
    private func close(ifSecret bytes: UnsafeRawBufferPointer) throws {
        guard let open = watch.withLock({ $0 }) else { return }
        for line in bytes.split(separator: .lineFeed) {
            if let value = try? JSON(parsing: Array(line)) { open.look(at: value) }
        }
        guard open.hasFound else { return }
        try FileNames.setPermissions(.ownerReadWrite, of: file)
        watch.withLock { $0 = nil }
    }

    func force() throws(LocalError) { try explained { try file.force() } }

    private func explained(_ work: () throws -> Void) throws(LocalError) {
        do {
            try work()
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }
}
