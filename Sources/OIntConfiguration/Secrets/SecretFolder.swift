import OIntCore
import SystemPackage

/// The folder of secrets: a file for each profile and library, which only its owner may read.
package struct SecretFolder: Sendable {
    /// One file of secrets.
    package struct Entry: Sendable, Hashable {
        /// The profile.
        package let profile: ProfileName
        /// The name of the library.
        package let library: String
    }

    /// The folder's path.
    package let path: String
    /// What protects the files besides their mode.
    package let protection: SecretProtection
    /// What pauses are measured by while others hold a lock.
    private let clock: any Clock<Duration>

    /// Creates a folder; nothing is read yet.
    /// - Parameters:
    ///   - places: Where everything is kept.
    ///   - environment: The environment.
    ///   - clock: What pauses are measured by while others hold a lock.
    package init(
        places: ConfigurationPlaces, environment: [String: String], clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.clock = clock
        path = places.secretsFolder
        protection = SecretProtection(places: places, environment: environment)
    }

    /// The files there are, in alphabetical order.
    /// - Throws: `LocalError` when the folder can't be read.
    package func entries() throws(LocalError) -> [Entry] {
        try LocalDirectory.names(in: path).compactMap { name in
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[2] == "json", let profile = try? ProfileName(String(parts[0])) else {
                return nil
            }
            return Entry(profile: profile, library: String(parts[1]))
        }
    }

    /// The secrets of a profile for a library.
    /// - Parameters:
    ///   - library: The name of the library.
    ///   - profile: The profile.
    /// - Returns: The secrets, or nil when there are none.
    /// - Throws: `LocalError` when they can't be read, or others could read them; `CancellationError` when the task is
    ///   cancelled while somebody is asked for the passphrase.
    package func secrets(of library: String, in profile: ProfileName) async throws -> LibrarySecrets? {
        let file = file(of: library, in: profile)
        guard let stored = try PrivateFile.read(file) else { return nil }
        let bytes = try await sealing(of: library, in: profile).open(stored)
        return try LibrarySecrets(bytes: bytes, path: file)
    }

    /// The tokens that a profile has for a library: those of its family's login.
    /// - Parameters:
    ///   - library: The library.
    ///   - profile: The profile.
    ///   - secrets: The secrets of the library by itself, where they are known already.
    /// - Returns: The tokens, or nil when there are none.
    /// - Throws: What ``secrets(of:in:)`` throws.
    package func tokens(
        for library: LibraryDescriptor, in profile: ProfileName, knowing secrets: LibrarySecrets?
    ) async throws -> OAuthTokens? {
        guard let family = library.oauth?.family.name else { return nil }
        if family == library.name { return secrets?.tokens }
        return try await self.secrets(of: family, in: profile)?.tokens
    }

    /// Stores secrets; to be called under the lock.
    /// - Parameters:
    ///   - secrets: The secrets; empty ones remove the file.
    ///   - library: The name of the library.
    ///   - profile: The profile.
    /// - Throws: `LocalError` when they can't be written; what was stored stays as it was.
    package func write(_ secrets: LibrarySecrets, of library: String, in profile: ProfileName) async throws {
        let file = file(of: library, in: profile)
        guard !secrets.isEmpty else { return try PrivateFile.remove(file) }
        try PrivateFile.write(try await sealing(of: library, in: profile).seal(secrets.bytes), to: file)
    }

    /// Changes secrets, one process at a time.
    /// - Parameters:
    ///   - library: The name of the library.
    ///   - profile: The profile.
    ///   - change: Makes the change.
    /// - Throws: `LocalError` when they can't be read or written; what was stored stays as it was.
    package func change(
        _ library: String, in profile: ProfileName, _ change: (inout LibrarySecrets) -> Void
    ) async throws {
        try await withLock(on: library, in: profile) {
            var secrets = try await secrets(of: library, in: profile) ?? LibrarySecrets()
            let tokens = secrets.tokens
            change(&secrets)
            try await write(secrets, of: library, in: profile)
            // An answer that waits to be stored belongs to the tokens that were there.
            if secrets.tokens != tokens { try PrivateFile.remove(journal(of: library, in: profile)) }
        }
    }

    /// Does some work while no other process changes the secrets of a profile for a library, or the protection.
    /// - Parameters:
    ///   - library: The name of the library.
    ///   - profile: The profile.
    ///   - body: The work.
    /// - Returns: What the work gives.
    /// - Throws: `LocalError` when the lock can't be had; what the work throws.
    package func withLock<Value: Sendable>(
        on library: String, in profile: ProfileName, _ body: () async throws -> Value
    ) async throws -> Value {
        try await withKeyLock(.shared) {
            let lock = FilePath(path).appending("\(profile).\(library).lock").string
            return try await FileLock.withLock(lock, clock: clock, body)
        }
    }

    /// Does some work while no other process changes the protection.
    ///
    /// Whoever changes it holds the lock alone: then nobody changes any secrets either, be it of a library that has none
    /// yet.
    /// - Parameters:
    ///   - mode: Whether others may do such work at the same time.
    ///   - body: The work.
    /// - Returns: What the work gives.
    /// - Throws: `LocalError` when the lock can't be had; what the work throws.
    func withKeyLock<Value: Sendable>(
        _ mode: FileLock.Mode, _ body: () async throws -> Value
    ) async throws -> Value {
        try await FileLock.withLock(FilePath(path).appending("key.lock").string, mode: mode, clock: clock, body)
    }

    /// How the files of a profile for a library are encrypted.
    package func sealing(of library: String, in profile: ProfileName) async throws -> Sealing {
        Sealing(cipher: try await protection.cipher(), name: "\(profile).\(library)")
    }

    /// The path of a file of secrets.
    package func file(of library: String, in profile: ProfileName) -> String {
        FilePath(path).appending("\(profile).\(library).json").string
    }

    /// The path of the file that keeps an answer of an authorisation server until its tokens are stored.
    package func journal(of library: String, in profile: ProfileName) -> String {
        FilePath(path).appending("\(profile).\(library).answer").string
    }

    /// Encrypts and decrypts the files of one profile and library.
    package struct Sealing: Sendable {
        fileprivate let cipher: FileCipher
        fileprivate let name: String

        /// Makes of a content what is stored.
        /// - Throws: `LocalError` when that fails.
        package func seal(_ bytes: [UInt8]) throws(LocalError) -> [UInt8] { try cipher.seal(bytes, name: name) }

        /// Makes of what is stored the content.
        ///
        /// What is not encrypted is taken as it is also where it should be: encrypting all files may have been broken off.
        /// - Throws: `LocalError` when it can't be decrypted.
        package func open(_ bytes: [UInt8]) throws(LocalError) -> [UInt8] {
            if case .sealed = cipher, !DataKey.isSealed(bytes) { return bytes }
            return try cipher.open(bytes, name: name)
        }
    }
}
