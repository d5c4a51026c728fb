import OIntCore
import OIntHTTP

/// What is to become an object, as far as that can be told before it is read.
enum UploadSource {
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file of this machine, with its size in bytes.
    case file(path: String, size: Int)
    /// What only its end tells the size of: standard input, a pipe, a download.
    case stream(ByteStream)

    /// Looks at what somebody hands over.
    /// - Parameters:
    ///   - input: What is handed over.
    ///   - http: What reads and downloads.
    /// - Throws: `LocalError` when a file can't be read.
    init(_ input: FileInput, _ http: HTTP) throws(LocalError) {
        if case .bytes(let bytes) = input.content {
            self = .bytes(bytes)
        } else if case .path(let path) = input.content, let size = try LocalFile.size(path) {
            self = .file(path: path, size: size)
        } else {
            self = .stream(try http.bytes(of: .file(input, type: nil)))
        }
    }

    /// How many bytes there are, where that is known.
    var size: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let size): size
        case .stream: nil
        }
    }

    /// The whole as the body of one request.
    ///
    /// What comes in a stream is taken into memory, since the service wants to know its size before.
    /// - Parameter limit: How many bytes of a stream are taken at most.
    /// - Throws: `UsageError` when there are more.
    func wholeBody(upTo limit: Int) async throws -> Body {
        switch self {
        case .bytes(let bytes): return .bytes(bytes, type: nil)
        case .file(let path, let size): return .slice(FileSlice(path: path, range: 0..<size))
        case .stream(let stream):
            var bytes: [UInt8] = []
            for try await piece in stream {
                guard bytes.count + piece.byteCount <= limit else {
                    throw UsageError(
                        "more than \(limit >> 20) MiB come from standard input or an address: use PutObject, or a file")
                }
                piece.withBytes { bytes.append(contentsOf: $0) }
            }
            return .bytes(bytes, type: nil)
        }
    }
}
