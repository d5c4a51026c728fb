import Crypto
import NIOCore
import OIntCore

extension BodySource {
    /// The hash of all bytes, in hexadecimal digits.
    /// - Parameter function: The hash function.
    /// - Throws: `LocalError` when a file can't be read.
    func hash(_ function: some HashFunction) async throws -> String {
        var function = function
        for try await piece in self { piece.withBytes { function.update(bufferPointer: $0) } }
        return Hexadecimal.encoded(function.finalize())
    }
}
