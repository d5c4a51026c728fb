extension FileInput {
    /// The content piece by piece, where it is on this machine.
    /// - Returns: The pieces; to be walked through once when they come from standard input.
    /// - Throws: ``LocalError`` when the file can't be opened, or the content is at an address.
    public func localStream() throws(LocalError) -> ByteStream {
        switch content {
        case .bytes(let bytes): return ByteStream(bytes)
        case .path(let path):
            return ByteStream(length: try LocalFile.size(path), FilePieces(file: try OpenFile(path)))
        case .standardInput:
            try FileAccess.refuse("standard input", FileInput.standardInputRefusal)
            return ByteStream(FilePieces(file: OpenFile.standardInput))
        case .address(let address): throw LocalError(address, "it is an address; download the file first")
        }
    }
}

private struct FilePieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let file: OpenFile

    func makeAsyncIterator() -> Self { self }

    mutating func next() async throws -> [UInt8]? {
        let piece = try await file.read(atMost: 256 * 1024)
        return piece.isEmpty ? nil : piece
    }
}
