import OIntCore

/// The bytes that pieces of base64 stand for; blanks and line breaks between the characters are skipped.
struct DecodedBase64: AsyncSequence, Sendable {
    private let source: ByteStream
    private let name: String

    /// Reads pieces of base64.
    /// - Parameters:
    ///   - source: The pieces, however they are cut.
    ///   - name: What to call them in errors.
    init(_ source: ByteStream, name: String) {
        self.source = source
        self.name = name
    }

    func makeAsyncIterator() -> Iterator { Iterator(source: source.makeAsyncIterator(), name: name) }

    struct Iterator: AsyncIteratorProtocol {
        var source: ByteStream.AsyncIterator
        let name: String
        private var rest: [UInt8] = []

        init(source: ByteStream.AsyncIterator, name: String) {
            self.source = source
            self.name = name
        }

        mutating func next() async throws -> [UInt8]? {
            while let piece = try await source.next() {
                piece.withBytes { bytes in rest += bytes.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } }
                let whole = rest.count / 4 * 4
                // The last four characters may be padded, and so are decoded at the end.
                guard whole > 4 else { continue }
                defer { rest.removeFirst(whole - 4) }
                return try decoded(rest.prefix(whole - 4))
            }
            defer { rest = [] }
            return rest.isEmpty ? nil : try decoded(rest[...])
        }

        private func decoded(_ text: ArraySlice<UInt8>) throws(LocalError) -> [UInt8] {
            guard let bytes = Base64.decoded(String(decoding: text, as: UTF8.self)) else {
                throw LocalError(name, "it holds something else than base64")
            }
            return bytes
        }
    }
}
