import OIntCore

/// How files with secrets are stored.
package enum FileCipher: Sendable {
    /// As they are: only the mode of the files protects them.
    case plain
    /// Sealed with a key.
    case sealed(DataKey)

    /// Makes of a file's content what is stored.
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: The file's name, which opening it needs too.
    /// - Returns: What to store.
    /// - Throws: `LocalError` when sealing fails.
    package func seal(_ bytes: [UInt8], name: String) throws(LocalError) -> [UInt8] {
        switch self {
        case .plain: bytes
        case .sealed(let key): try key.seal(bytes, name: name)
        }
    }

    /// Makes of what is stored the file's content.
    /// - Parameters:
    ///   - bytes: What is stored.
    ///   - name: The file's name.
    /// - Returns: The content.
    /// - Throws: `LocalError` when it can't be opened, or is sealed when nothing here is or the other way round.
    package func open(_ bytes: [UInt8], name: String) throws(LocalError) -> [UInt8] {
        switch self {
        case .plain:
            guard !DataKey.isSealed(bytes) else {
                throw LocalError(name, "it is sealed, and its key is gone; remove it, and enter its secrets again")
            }
            return bytes
        case .sealed(let key): return try key.open(bytes, name: name)
        }
    }
}
