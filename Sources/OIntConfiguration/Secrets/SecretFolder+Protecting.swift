import OIntCore
import SystemPackage

extension SecretFolder {
    /// Encrypts all secrets with a key that a passphrase protects.
    /// - Parameters:
    ///   - passphrase: The passphrase; it may take the place of another one.
    ///   - cost: What trying a passphrase costs.
    /// - Throws: `LocalError` when the present protection can't be opened, or something can't be written. What was
    ///   encrypted before that stays so, and doing it again ends it.
    package func protect(passphrase: Secret, cost: WrappedKey.Cost = .standard) async throws {
        try await withLockOnAll {
            try await protection.protect(passphrase: passphrase, cost: cost)
            try await reseal()
        }
    }

    /// Encrypts all secrets with a key that the desktop's keyring keeps.
    /// - Throws: `LocalError` when there is no keyring, the present protection can't be opened, or something can't be
    ///   written. What was encrypted before that stays so, and doing it again ends it.
    package func protectByKeyring() async throws {
        try await withLockOnAll {
            try await protection.protectByKeyring()
            try await reseal()
        }
    }

    /// Leaves it to the mode of the files from now on.
    /// - Throws: `LocalError` when the present protection can't be opened, or something can't be written.
    package func endProtection() async throws {
        try await withLockOnAll {
            // The key goes when nothing needs it any more: a crash before that loses nothing.
            try await reseal(plain: true)
            try await protection.end()
        }
    }

    /// Writes every file anew, as the protection wants it now, or without encryption.
    private func reseal(plain: Bool = false) async throws {
        for entry in try entries() {
            let sealing = try await sealing(of: entry.library, in: entry.profile)
            for path in [file(of: entry.library, in: entry.profile), journal(of: entry.library, in: entry.profile)] {
                // A journal may end in zeros, or have nothing else: the room for an answer that has not come.
                guard let stored = try PrivateFile.read(path)?.prefix(while: { $0 != 0 }), !stored.isEmpty
                else { continue }
                let bytes = try sealing.open(Array(stored))
                try PrivateFile.write(plain ? bytes : try sealing.seal(bytes), to: path)
            }
        }
    }

    /// Does some work while no other process changes the protection, or any secrets.
    private func withLockOnAll(_ body: () async throws -> Void) async throws {
        // Asked for before others are made to wait: somebody may have to type it.
        _ = try await protection.cipher()
        try await withKeyLock(.exclusive, body)
    }
}
