import OIntCore

/// Content that is to be uploaded, as far as it can be told before it is read.
package enum UploadSource: Sendable {
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file of this machine, with its size in bytes.
    case file(path: String, size: Int)
    /// Content of unknown size, which can be read once: standard input, a pipe, a download.
    case stream(ByteStream, FileInput)

    /// Looks at a file input.
    /// - Parameters:
    ///   - input: The input.
    ///   - http: The client that reads and downloads.
    /// - Throws: `LocalError` when a file can't be read.
    package init(_ input: FileInput, _ http: HTTP) throws(LocalError) {
        if case .bytes(let bytes) = input.content {
            self = .bytes(bytes)
        } else if case .path(let path) = input.content, let size = try LocalFile.size(path) {
            self = .file(path: path, size: size)
        } else {
            self = .stream(try http.bytes(of: .file(input, type: nil)), input)
        }
    }

    /// How many bytes there are, where that is known.
    package var size: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let size): size
        case .stream: nil
        }
    }

    /// Whether the content can be read a second time.
    package var isRepeatable: Bool {
        if case .stream = self { false } else { true }
    }

    /// What the content is called in messages.
    var name: String {
        switch self {
        case .bytes: "the content"
        case .file(let path, _): path
        case .stream(_, let input): input.content == .standardInput ? "standard input" : input.optionText
        }
    }

    /// A stretch of the content as a body; nil for a stream, which can't be cut before it is read.
    /// - Parameter range: The stretch, in bytes.
    func body(_ range: Range<Int>) -> Body? {
        switch self {
        case .bytes(let bytes): .bytes(Array(bytes[range]), type: nil)
        case .file(let path, _): .slice(FileSlice(path: path, range: range))
        case .stream: nil
        }
    }

    /// The whole as the body of one request.
    ///
    /// A stream is taken into memory, for services that want to know the size before.
    /// - Parameter limit: How many bytes of a stream are taken at most.
    /// - Returns: The body, without a type.
    /// - Throws: `UsageError` when there are more; what reading the stream throws.
    package func wholeBody(upTo limit: Int) async throws -> Body {
        switch self {
        case .bytes(let bytes): return .bytes(bytes, type: nil)
        case .file(let path, let size): return .slice(FileSlice(path: path, range: 0..<size))
        case .stream(let stream, _):
            var bytes: [UInt8] = []
            for try await piece in stream {
                guard bytes.count + piece.byteCount <= limit else {
                    throw UsageError(
                        "more than \(limit >> 20) MiB come from \(name), and this request takes no more: give a file")
                }
                piece.withBytes { bytes.append(contentsOf: $0) }
            }
            return .bytes(bytes, type: nil)
        }
    }
}
