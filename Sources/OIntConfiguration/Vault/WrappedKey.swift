import Crypto
import CryptoExtras
import OIntCore

/// A ``DataKey`` that a passphrase opens.
///
/// The passphrase becomes a key by scrypt, and that key seals the data key with AES-256-GCM.
/// Source: https://www.rfc-editor.org/rfc/rfc7914
package struct WrappedKey: Sendable, Hashable {
    /// What turning a passphrase into a key costs: whoever guesses pays as often.
    package struct Cost: Sendable, Hashable {
        /// How often a block is mixed, a power of two (N); memory grows with it.
        package let rounds: Int
        /// The size of a block in units of 128 bytes (r).
        package let blockSize: Int
        /// How often all that is done (p).
        package let parallelism: Int

        /// 128 MiB of memory, and about half a second.
        package static let standard = Cost(rounds: 1 << 17, blockSize: 8, parallelism: 1)

        /// Creates a cost.
        /// - Parameters:
        ///   - rounds: How often a block is mixed, a power of two (N).
        ///   - blockSize: The size of a block in units of 128 bytes (r).
        ///   - parallelism: How often all that is done (p).
        package init(rounds: Int, blockSize: Int, parallelism: Int) {
            self.rounds = rounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// Whether scrypt can do it, in a gigabyte at most: a damaged file should not use up the machine.
        var isSensible: Bool {
            (2...1 << 20).contains(rounds) && rounds.nonzeroBitCount == 1 && (1...16).contains(blockSize)
                && (1...16).contains(parallelism) && 128 * rounds * blockSize <= 1 << 30
        }
    }

    let cost: Cost
    let salt: [UInt8]
    let sealed: JSON

    /// Wraps a key.
    /// - Parameters:
    ///   - key: The key.
    ///   - passphrase: The passphrase; not empty.
    ///   - cost: What trying a passphrase costs.
    /// - Throws: `LocalError` when the passphrase is empty; `CancellationError` when the task is cancelled.
    package init(_ key: DataKey, passphrase: Secret, cost: Cost = .standard) async throws {
        let salt = Randomness.bytes(16)
        let wrapping = try await Self.wrappingKey(passphrase, salt: salt, cost: cost)
        self.cost = cost
        self.salt = salt
        sealed = try JSON(parsing: try wrapping.seal(key.bytes, name: Self.name))
    }

    init(cost: Cost, salt: [UInt8], sealed: JSON) {
        self.cost = cost
        self.salt = salt
        self.sealed = sealed
    }

    /// Opens the key.
    /// - Parameter passphrase: The passphrase.
    /// - Returns: The key.
    /// - Throws: `LocalError` when the passphrase is wrong, or the wrapped key was changed, which can't be told apart;
    ///   `CancellationError` when the task is cancelled.
    package func open(passphrase: Secret) async throws -> DataKey {
        let wrapping = try await Self.wrappingKey(passphrase, salt: salt, cost: cost)
        guard let bytes = try? wrapping.open(Array(sealed.text(.compact).utf8), name: Self.name),
            let key = DataKey(bytes: bytes)
        else {
            throw LocalError("passphrase", "it is wrong")
        }
        return key
    }

    private static let name = "oint key"

    private static func wrappingKey(_ passphrase: Secret, salt: [UInt8], cost: Cost) async throws -> DataKey {
        let bytes = Array(passphrase.exposed.utf8)
        guard !bytes.isEmpty else { throw LocalError("passphrase", "it is empty") }
        // It takes its time and holds a processor: tasks that share threads should not wait for it.
        return try await BlockingWork.run {
            let key = try KDF.Scrypt.deriveKey(
                from: bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
                parallelism: cost.parallelism)
            guard let key = DataKey(bytes: key.withUnsafeBytes { Array($0) }) else {
                throw LocalError("passphrase", "no key could be made of it")
            }
            return key
        }
    }
}
