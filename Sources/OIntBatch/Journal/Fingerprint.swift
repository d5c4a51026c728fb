import Crypto
import OIntCore

/// Tells whether a record is still what it was.
///
/// It guards against input that was changed by mistake, and tells nothing about what stands in the record.
struct Fingerprint: Sendable {
    private let seed: SHA256

    /// Creates a way to take fingerprints.
    /// - Parameter context: What the meaning of a record depends on besides itself.
    init(context: String) {
        var seed = SHA256()
        seed.update(data: Array(context.utf8))
        self.seed = seed
    }

    /// The fingerprint of a record: the first eight bytes of its SHA-256, as hexadecimal digits.
    func of(_ record: Record) -> String {
        var hash = seed
        hash.update(data: record.bytes)
        return Hexadecimal.encoded(Array(hash.finalize().prefix(8)))
    }
}
