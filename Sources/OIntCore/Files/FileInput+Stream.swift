import SystemPackage

extension FileInput {
    /// The content piece by piece, where it is on this machine.
    /// - Returns: The pieces; to be walked through once when they come from standard input.
    /// - Throws: ``LocalError`` when the file can't be opened, or the content is at an address.
    public func localStream() throws(LocalError) -> ByteStream {
        switch content {
        case .bytes(let bytes): return ByteStream(bytes)
        case .path(let path):
            return ByteStream(length: try LocalFile.size(path), FilePieces(file: try OpenFile(path)))
        case .standardInput: return ByteStream(FilePieces(file: OpenFile.standardInput))
        case .address(let address): throw LocalError(address, "it is an address; download the file first")
        }
    }
}

/// An open file that is closed with its last user.
private final class OpenFile: Sendable {
    static let standardInput = OpenFile(.standardInput, name: "standard input", isOwned: false)

    private let descriptor: FileDescriptor
    private let name: String
    private let isOwned: Bool

    convenience init(_ path: String) throws(LocalError) {
        self.init(try LocalFile.open(path), name: path, isOwned: true)
    }

    private init(_ descriptor: FileDescriptor, name: String, isOwned: Bool) {
        self.descriptor = descriptor
        self.name = name
        self.isOwned = isOwned
    }

    deinit { if isOwned { try? descriptor.close() } }

    func read() throws(LocalError) -> [UInt8] {
        do {
            return try LocalFile.read(descriptor, atMost: 256 * 1024)
        } catch {
            throw LocalError(name, LocalFile.reason(error))
        }
    }
}

private struct FilePieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let file: OpenFile

    func makeAsyncIterator() -> Self { self }

    mutating func next() async throws -> [UInt8]? {
        let piece = try file.read()
        return piece.isEmpty ? nil : piece
    }
}
