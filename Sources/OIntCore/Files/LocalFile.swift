import SystemPackage

/// Reading files of this machine, with errors that people understand.
public enum LocalFile {
    /// Opens a file for reading.
    /// - Parameter path: The file's path; a leading `~/` is the home directory only where the shell made it so.
    /// - Returns: The open file; the caller closes it.
    /// - Throws: ``LocalError`` with the reason; also when ``FileAccess`` forbids it.
    public static func open(_ path: String) throws(LocalError) -> FileDescriptor {
        let allowed = try FileAccess.check(path)
        let file: FileDescriptor
        do {
            // A pipe would be waited for until its other end is opened, perhaps for ever.
            let options: FileDescriptor.OpenOptions =
                FileAccess.current == nil ? .closeOnExec : [.closeOnExec, .nonBlocking]
            file = try FileDescriptor.open(FilePath(allowed), .readOnly, options: options)
        } catch {
            throw LocalError(path, reason(error))
        }
        do {
            try FileAccess.check(file, openedAs: path)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }

    /// Reads a whole file.
    /// - Parameter path: The file's path.
    /// - Returns: Its bytes.
    /// - Throws: ``LocalError`` with the reason.
    public static func read(_ path: String) throws(LocalError) -> [UInt8] {
        let file = try open(path)
        defer { try? file.close() }
        return try readToEnd(file, name: path, expecting: FileNames.status(FilePath(path))?.size ?? 0)
    }

    /// Reads everything that is left in an open file or pipe.
    /// - Parameters:
    ///   - file: The open file.
    ///   - name: What to call it in errors.
    ///   - size: How many bytes to make room for.
    /// - Returns: The bytes.
    /// - Throws: ``LocalError`` with the reason.
    public static func readToEnd(
        _ file: FileDescriptor, name: String, expecting size: Int = 0
    ) throws(LocalError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        do {
            while true {
                let piece = try read(file, atMost: 256 * 1024)
                if piece.isEmpty { return bytes }
                bytes += piece
            }
        } catch {
            throw LocalError(name, reason(error))
        }
    }

    /// Reads the next piece of an open file.
    /// - Parameters:
    ///   - file: The open file.
    ///   - count: How many bytes to take at most.
    /// - Returns: The bytes; empty at the end of the file.
    /// - Throws: `Errno` as the system reports it.
    public static func read(_ file: FileDescriptor, atMost count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Reads a file piece by piece.
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - body: Takes each piece.
    /// - Throws: ``LocalError`` when it can't be read.
    package static func read(_ path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(LocalError) {
        let file = try open(path)
        defer { try? file.close() }
        while true {
            let bytes: [UInt8]
            do {
                bytes = try read(file, atMost: 1 << 20)
            } catch {
                throw LocalError(path, reason(error))
            }
            guard !bytes.isEmpty else { return }
            bytes.withUnsafeBytes(body)
        }
    }

    /// The size of a file.
    /// - Parameter path: The file's path.
    /// - Returns: The size in bytes, or nil for a pipe or device, whose end only reading tells.
    /// - Throws: ``LocalError`` with the reason.
    public static func size(_ path: String) throws(LocalError) -> Int? {
        guard try !isPipe(path) else { return nil }
        let file = try open(path)
        defer { try? file.close() }
        guard FileNames.status(FilePath(path))?.isRegular == true else { return nil }
        do {
            return Int(try file.seek(offset: 0, from: .end))
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    /// Checks that a file is there and may be read, without reading it.
    /// - Parameter path: The file's path.
    /// - Throws: ``LocalError`` with the reason.
    public static func checkReadable(_ path: String) throws(LocalError) {
        guard try !isPipe(path) else { return }
        let file = try open(path)
        defer { try? file.close() }
        // Opening a directory succeeds; reading from it is what fails.
        do {
            _ = try file.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
        } catch {
            throw LocalError(path, reason(error))
        }
    }

    /// Removes a file.
    /// - Parameter path: The file's path.
    /// - Throws: ``LocalError`` with the reason; also when ``FileAccess`` forbids it.
    package static func remove(_ path: String) throws(LocalError) {
        let allowed = try FileAccess.check(path)
        do {
            try FileNames.remove(FilePath(allowed))
        } catch {
            throw LocalError(path, reason(error))
        }
    }

    /// Whether a path leads to a pipe with a name: opening one only to look at it would end whoever writes into it.
    private static func isPipe(_ path: String) throws(LocalError) -> Bool {
        FileNames.status(FilePath(try FileAccess.check(path)))?.isPipe == true
    }

    /// What a system error means, as a clause.
    /// - Parameter error: The error.
    /// - Returns: The clause, such as "it does not exist".
    public static func reason(_ error: any Error) -> String {
        switch error as? Errno {
        case .noSuchFileOrDirectory?: "it does not exist"
        case .permissionDenied?, .notPermitted?: "you are not allowed to use it"
        case .isDirectory?: "it is a directory"
        case .notDirectory?: "a part of its path is not a directory"
        case .noSpace?: "the disk is full"
        case .diskQuotaExceeded?: "your share of the disk is used up"
        case .readOnlyFileSystem?: "the file system is read-only"
        case .fileNameTooLong?: "its name is too long"
        case .tooManyOpenFiles?: "too many files are open"
        case let errno?: "\(errno)"
        case nil: "\(error)"
        }
    }
}
