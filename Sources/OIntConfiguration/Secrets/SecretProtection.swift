import OIntCore
import SystemPackage

/// What protects the files of secrets besides their mode: nothing, a passphrase, or the desktop's keyring.
///
/// The files are encrypted with a key that is drawn once; the passphrase or the keyring protects that key.
package actor SecretProtection {
    /// The path of the file that says what protects the secrets.
    package nonisolated let path: String
    private let settingsFile: String
    private let environment: [String: String]
    /// What the files are encrypted with, as long as the file at ``path`` says what it said then.
    private var known: (protection: KeyFile.Protection, cipher: Task<FileCipher, any Error>)?

    /// Creates the protection; nothing is read yet.
    /// - Parameters:
    ///   - places: Where everything is kept.
    ///   - environment: The environment.
    init(places: ConfigurationPlaces, environment: [String: String]) {
        path = FilePath(places.secretsFolder).appending("key.json").string
        settingsFile = places.settingsFile
        self.environment = environment
    }

    /// What protects the secrets now.
    /// - Throws: `LocalError` when the file that says so can't be read.
    package nonisolated func current() throws(LocalError) -> KeyFile.Protection {
        guard let bytes = try PrivateFile.read(path) else { return .none }
        return try KeyFile(bytes: bytes, path: path).protection
    }

    /// What encrypts the files; the passphrase or the keyring is asked once, however many ask for it at the same time.
    /// - Throws: `LocalError` when the passphrase is wrong, or there is nobody to ask; `CancellationError` when the task is
    ///   cancelled.
    package func cipher() async throws -> FileCipher { try await opened().cipher }

    /// What protects the files, with what encrypts them so.
    private func opened() async throws -> (protection: KeyFile.Protection, cipher: FileCipher) {
        // Another process may have changed the protection: what is written with the key of before could be lost.
        let protection = try current()
        let opening: Task<FileCipher, any Error>
        if let known, known.protection == protection {
            opening = known.cipher
        } else {
            opening = Task { try await self.open(protection) }
            known = (protection, opening)
        }
        do {
            let cipher = try await withTaskCancellationHandler {
                try await opening.value
            } onCancel: {
                opening.cancel()
            }
            return (protection, cipher)
        } catch {
            // Who mistyped the passphrase may try again.
            if known?.cipher == opening { known = nil }
            // Another call asked for it, and was cancelled: this one was not.
            guard error is CancellationError, !Task.isCancelled else { throw error }
            return try await opened()
        }
    }

    private func open(_ protection: KeyFile.Protection) async throws -> FileCipher {
        switch protection {
        case .none: return .plain
        case .passphrase(let wrapped):
            return .sealed(try await wrapped.open(passphrase: try await passphraseSource().passphrase()))
        case .keyring(let purpose):
            guard let stored = try await Keyring().secret(purpose: purpose),
                let key = Base64.decoded(stored.exposed).flatMap({ DataKey(bytes: $0) })
            else {
                throw LocalError("keyring", "it has no key for the secrets in \(path): restore it, or enter them again")
            }
            return .sealed(key)
        }
    }

    /// Protects the key by a passphrase from now on; the files are for ``SecretFolder`` to encrypt.
    func protect(passphrase: Secret, cost: WrappedKey.Cost) async throws {
        let (key, before) = (try await key(), try current())
        try write(.passphrase(try await WrappedKey(key, passphrase: passphrase, cost: cost)), key)
        if case .keyring(let purpose) = before { try await Keyring().remove(purpose: purpose) }
    }

    /// Protects the key by the desktop's keyring from now on; the files are for ``SecretFolder`` to encrypt.
    func protectByKeyring() async throws {
        let key = try await key()
        try await Keyring().store(
            Secret(Base64.encoded(key.bytes)), purpose: Self.purpose, label: "Key of the secrets of oint")
        try write(.keyring(purpose: Self.purpose), key)
    }

    /// Gives up the key; to be called when no file is encrypted any more.
    func end() async throws {
        let before = try current()
        try PrivateFile.remove(path)
        known = nil
        if case .keyring(let purpose) = before { try await Keyring().remove(purpose: purpose) }
    }

    /// The key in use, for a process that goes on with this one's work; nil when nothing is encrypted.
    /// - Returns: The key with what protects it, in a form of its own.
    /// - Throws: What ``cipher()`` throws.
    package func exportedKey() async throws -> Secret? {
        let (protection, cipher) = try await opened()
        guard case .sealed(let key) = cipher else { return nil }
        let export: JSON = [
            "key": .string(Base64.encoded(key.bytes)), "file": .string(Base64.encoded(KeyFile(protection).bytes)),
        ]
        return Secret(export.text(.compact))
    }

    /// Takes the key of a process whose work this one goes on with.
    ///
    /// It counts as long as the protection is the one it was exported under: that may have changed meanwhile.
    /// - Parameter export: What ``exportedKey()`` gave.
    package func importKey(_ export: Secret) {
        guard let json = try? JSON(parsing: Array(export.exposed.utf8)),
            let key = json["key"]?.string.flatMap({ Base64.decoded($0) }).flatMap({ DataKey(bytes: $0) }),
            let bytes = json["file"]?.string.flatMap({ Base64.decoded($0) }),
            let file = try? KeyFile(bytes: bytes, path: path)
        else { return }
        known = (file.protection, Task { .sealed(key) })
    }

    /// Where the passphrase comes from: a command, a variable, or the terminal.
    /// - Throws: `LocalError` when the settings can't be read.
    package nonisolated func passphraseSource() throws(LocalError) -> PassphraseSource {
        let variable = environment["OINT_PASSWORD_COMMAND"].flatMap { $0.isEmpty ? nil : $0 }
        let command =
            if let variable { variable } else { try UserSettings(path: settingsFile).passwordCommand() }
        return PassphraseSource(command: command, environment: environment)
    }

    /// The key in use, or a new one.
    private func key() async throws -> DataKey {
        if case .sealed(let key) = try await cipher() { return key }
        return DataKey()
    }

    private func write(_ protection: KeyFile.Protection, _ key: DataKey) throws(LocalError) {
        try PrivateFile.write(KeyFile(protection).bytes, to: path)
        known = (try current(), Task { .sealed(key) })
    }

    private static let purpose = "secrets"
}
