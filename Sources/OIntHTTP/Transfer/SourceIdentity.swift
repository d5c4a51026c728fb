import Crypto
import OIntCore

/// Tells whether a file to upload is still the one that an upload was begun with.
struct SourceIdentity: Sendable, Hashable {
    /// How much of the beginning is looked at, in bytes.
    private static let headSize = 1 << 20

    private let size: Int
    private let modified: String
    private let head: String

    /// Looks at a source.
    /// - Throws: `UsageError` when it can be read only once; `LocalError` when it can't be read.
    init(_ source: UploadSource, _ http: HTTP) async throws {
        guard let size = source.size, let body = source.body(0..<min(size, Self.headSize)) else {
            throw UsageError("\(source.name) can be read only once, so its upload can't be resumed later: give a file")
        }
        self.size = size
        modified = if case .file(let path, _) = source { FileStamp(path)?.modified ?? "" } else { "" }
        var hash = SHA256()
        for try await piece in try http.bytes(of: body) { piece.withBytes { hash.update(bufferPointer: $0) } }
        head = Hexadecimal.encoded(hash.finalize())
    }

    /// The identity as JSON.
    var json: JSON { ["size": JSON(size), "modified": .string(modified), "head": .string(head)] }
}
