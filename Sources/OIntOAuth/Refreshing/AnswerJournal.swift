import OIntConfiguration
import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file that keeps an authorisation server's answer from the moment it is there until its tokens are stored.
///
/// It is written under the lock of its secrets. Empty, it says that a request may be on its way, or was broken off; with
/// an answer in it, that the answer is not stored yet: whoever finds that stores it.
struct AnswerJournal: AnswerSafe {
    let path: String
    /// Encrypts what is written, as the secrets are.
    let seal: @Sendable ([UInt8]) throws -> [UInt8]

    /// How much room is made before a request is sent; answers are smaller by far.
    private static let room = 64 << 10

    /// Whether a request was broken off before its answer was stored.
    var exists: Bool { FileNames.exists(FilePath(path)) }

    /// The answer in the file, still encrypted; nil when there is none.
    func sealedAnswer() throws(LocalError) -> [UInt8]? {
        // What is left of the room that was made is zeros; no answer has any.
        guard let answer = try PrivateFile.read(path)?.prefix(while: { $0 != 0 }), !answer.isEmpty else { return nil }
        return Array(answer)
    }

    func prepare() throws {
        do {
            let file = try open(options: [.create, .truncate])
            defer { try? file.close() }
            // Written and not only reserved: some file systems promise room that they do not have.
            try file.writeAll([UInt8](repeating: 0, count: Self.room))
            try file.sync()
            try FileDescriptor.syncDirectory(FilePath(path).removingLastComponent())
        } catch {
            remove()
            throw LocalError(path, "\(LocalFile.reason(error)), so a fresh token could not be kept; none was asked for")
        }
    }

    func keep(_ answer: [UInt8]) throws {
        let sealed = try seal(answer)
        do {
            let file = try open(options: [])
            defer { try? file.close() }
            try file.writeAll(sealed)
            FaultPoint.reach("refresh.written")
            guard ftruncate(file.rawValue, off_t(sealed.count)) == 0 else { throw Errno(rawValue: errno) }
            try file.sync()
        } catch {
            throw LocalError(path, "\(LocalFile.reason(error)), so a fresh token could not be kept")
        }
    }

    /// Removes the file: its answer is stored, or there will be none.
    func remove() { try? FileNames.remove(FilePath(path)) }

    private func open(options: FileDescriptor.OpenOptions) throws -> FileDescriptor {
        try FileDescriptor.open(
            FilePath(path), .writeOnly, options: options.union([.noFollow, .closeOnExec]),
            permissions: [.ownerReadWrite])
    }
}
