import Crypto
import OIntCore

extension DigestChallenge.Algorithm {
    /// Whether what is hashed of the user holds for a session, and so holds both sides' numbers.
    var isForSession: Bool { [.md5Session, .sha256Session].contains(self) }

    /// The hash of a text, in hexadecimal digits.
    func hash(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return switch self {
        case .md5, .md5Session: Hexadecimal.encoded(Insecure.MD5.hash(data: bytes))
        case .sha256, .sha256Session: Hexadecimal.encoded(SHA256.hash(data: bytes))
        }
    }

    /// The hash of a body, in hexadecimal digits.
    /// - Parameters:
    ///   - body: The body; its files are read piece by piece.
    ///   - fetch: Opens a file that lies at an http(s) address.
    /// - Throws: `LocalError` when a file can't be read; what `fetch` throws.
    func hash(_ body: EncodedBody, fetch: @Sendable (String) async throws -> Response) async throws -> String {
        try await withoutActuallyEscaping(fetch) { fetch in
            let source = try BodySource(body, isPaced: false, fetch: fetch)
            return switch self {
            case .md5, .md5Session: try await source.hash(Insecure.MD5())
            case .sha256, .sha256Session: try await source.hash(SHA256())
            }
        }
    }
}
