import Crypto
import OIntCore
import SystemPackage

/// The content of a project's file, read once: what is looked at, what is trusted and what is used are the same bytes.
struct ProjectFile: Sendable {
    /// The file's path.
    let path: String
    /// Its content.
    let bytes: [UInt8]

    /// The SHA-256 of the content, in hexadecimal digits.
    var digest: String { Hexadecimal.encoded(Array(SHA256.hash(data: bytes))) }

    /// How many bytes a file may have.
    private static let longest = 1 << 20

    /// Reads a file.
    /// - Parameter path: The file's path.
    /// - Throws: `LocalError` when it can't be read, is no plain file, is too large, belongs to another user (other than
    ///   the administrator), or anybody may write it.
    init(path: String) throws(LocalError) {
        let file: FileDescriptor
        do {
            // A pipe would hold up whoever opens it; it is refused below.
            file = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        } catch Errno.tooManySymbolicLinkLevels {
            throw LocalError(path, "it is a symbolic link, and the settings of a project have to be in a plain file")
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        defer { try? file.close() }
        guard let state = FileState(of: file), state.kind == .file else {
            throw LocalError(path, "it is not a plain file")
        }
        if let problem = state.problemOfTrust(path) { throw LocalError(path, problem) }
        var bytes: [UInt8] = []
        do {
            repeat {
                let piece = try LocalFile.read(file, atMost: Self.longest + 1 - bytes.count)
                if piece.isEmpty { break }
                bytes += piece
            } while bytes.count <= Self.longest
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        guard bytes.count <= Self.longest else { throw LocalError(path, "it is larger than 1 MiB") }
        self.path = path
        self.bytes = bytes
    }
}
