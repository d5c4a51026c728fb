import SystemPackage

/// A file that appears under its name only when it is complete.
///
/// It is written under another name in the same directory, and renamed at the end. Whatever goes wrong before that
/// leaves nothing behind, and a file that stood there stays as it was. Devices and pipes are written to directly.
///
/// Until it is complete only its owner may read it.
public final class AtomicFile {
    private let path: String
    private let target: FilePath
    /// The name until the file is complete; nil for devices and pipes, and once it is complete.
    private var temporary: FilePath?
    private let file: FileDescriptor
    /// Who may do what with the complete file; nil for devices and pipes.
    private let permissions: FilePermissions?

    /// Creates the file under its temporary name.
    /// - Parameters:
    ///   - path: The path that the complete file gets; a link there is followed.
    ///   - isPrivate: Whether nobody but its owner may read it, whatever stood there before.
    /// - Throws: ``LocalError`` when the directory is missing or closed to us, also by ``FileAccess``; and for a link that
    ///   another user put into a folder where all may put something.
    public init(_ path: String, isPrivate: Bool = false) throws(LocalError) {
        let checked = FilePath(try FileAccess.check(path))
        if let link = FileNames.foreignLink(in: checked) {
            throw LocalError(
                path, "\(Quote.short(link.string)) is a link that another user put there: name the file itself")
        }
        let target = FileNames.resolved(checked)
        let opened = try Self.open(target, named: path)
        self.path = path
        self.target = target
        (file, temporary) = opened
        permissions =
            isPrivate ? .ownerReadWrite : FileNames.status(target)?.permissions ?? FileNames.usualPermissions
    }

    private static func open(_ target: FilePath, named path: String) throws(LocalError) -> (FileDescriptor, FilePath?) {
        let status = FileNames.status(target)
        guard target.lastComponent != nil, !path.hasSuffix("/"), status?.isDirectory != true else {
            throw LocalError(path, "it is a directory, and a file is needed")
        }
        let (file, temporary) = try create(target, status, named: path)
        do throws(LocalError) {
            try FileAccess.check(file, openedAs: path)
        } catch {
            try? file.close()
            if let temporary { try? FileNames.remove(temporary) }
            throw error
        }
        return (file, temporary)
    }

    private static func create(
        _ target: FilePath, _ status: FileNames.Status?, named path: String
    ) throws(LocalError) -> (FileDescriptor, FilePath?) {
        do {
            if let status, !status.isRegular {
                return (try FileDescriptor.open(target, .writeOnly, options: .closeOnExec), nil)
            }
            let temporary = try TemporaryFile(for: target)
            return (temporary.file, temporary.path)
        } catch Errno.noSuchFileOrDirectory {
            throw LocalError(path, "its directory does not exist")
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    deinit {
        try? file.close()
        if let temporary { try? FileNames.remove(temporary) }
    }

    /// Adds bytes at the end.
    /// - Parameter bytes: The bytes.
    /// - Throws: ``LocalError`` when they can't be written, as on a full disk.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(LocalError) {
        do {
            try file.writeAll(bytes)
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    /// Gives the complete file its name.
    ///
    /// Its permissions are those of the file that it replaces, or the usual ones.
    /// - Parameter holdsSecret: Whether nobody but its owner may read it, whatever stood there.
    /// - Throws: ``LocalError`` when the system refuses.
    public func finish(holdsSecret: Bool = false) throws(LocalError) {
        guard let temporary else { return }
        do {
            if !holdsSecret, let permissions { try? FileNames.setPermissions(permissions, of: file) }
            try FileNames.rename(temporary, to: target)
            self.temporary = nil
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }
}
