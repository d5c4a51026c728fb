import OIntCore

/// The file that says how secrets are protected, and holds the wrapped key where a passphrase does.
///
/// ```json
/// {
///   "version": 1,
///   "protection": "passphrase",
///   "scrypt": { "rounds": 131072, "blockSize": 8, "parallelism": 1, "salt": "…" },
///   "key": { "sealed": "AES-256-GCM", "content": "…" }
/// }
/// ```
package struct KeyFile: Sendable, Hashable {
    /// What protects the secrets besides the mode of their files.
    package enum Protection: Sendable, Hashable {
        /// Nothing.
        case none
        /// A passphrase.
        case passphrase(WrappedKey)
        /// The desktop's keyring, which holds the key under a purpose.
        case keyring(purpose: String)
    }

    /// What protects the secrets.
    package let protection: Protection

    /// Creates the content of a key file.
    /// - Parameter protection: What protects the secrets.
    package init(_ protection: Protection) { self.protection = protection }

    /// Reads a key file.
    /// - Parameters:
    ///   - bytes: Its content.
    ///   - path: Its path, for errors.
    /// - Throws: `LocalError` when it is damaged, or of a later version of the program.
    package init(bytes: [UInt8], path: String) throws(LocalError) {
        guard let json = try? JSON(parsing: bytes), let version = json["version"]?.int else { throw Self.damaged(path) }
        guard version == Self.version else {
            throw LocalError(path, "it was written by a later version of oint: update oint")
        }
        switch json["protection"]?.string {
        case "none": protection = .none
        case "passphrase":
            guard let key = WrappedKey(json) else { throw Self.damaged(path) }
            protection = .passphrase(key)
        case "keyring":
            guard let purpose = json["purpose"]?.string else { throw Self.damaged(path) }
            protection = .keyring(purpose: purpose)
        default: throw Self.damaged(path)
        }
    }

    /// The content to store.
    package var bytes: [UInt8] {
        var json: JSONObject = ["version": JSON(Self.version)]
        switch protection {
        case .none: json["protection"] = "none"
        case .passphrase(let key):
            json["protection"] = "passphrase"
            key.add(to: &json)
        case .keyring(let purpose):
            json["protection"] = "keyring"
            json["purpose"] = .string(purpose)
        }
        return Array((JSON.object(json).text(.pretty) + "\n").utf8)
    }

    private static let version = 1

    private static func damaged(_ path: String) -> LocalError {
        LocalError(path, "it is damaged; without it, secrets that are sealed can't be opened: restore it from a copy")
    }
}

extension WrappedKey {
    /// Reads the members of a key file; nil when they are damaged.
    fileprivate init?(_ json: JSON) {
        guard let scrypt = json["scrypt"], let rounds = scrypt["rounds"]?.int, let size = scrypt["blockSize"]?.int,
            let parallelism = scrypt["parallelism"]?.int,
            let salt = scrypt["salt"]?.string.flatMap({ Base64.decoded($0) }),
            let sealed = json["key"]
        else { return nil }
        let cost = Cost(rounds: rounds, blockSize: size, parallelism: parallelism)
        // scrypt takes any salt; an empty one is none.
        guard cost.isSensible, !salt.isEmpty else { return nil }
        self.init(cost: cost, salt: salt, sealed: sealed)
    }

    /// Adds the members of a key file.
    fileprivate func add(to json: inout JSONObject) {
        json["scrypt"] = [
            "rounds": JSON(cost.rounds), "blockSize": JSON(cost.blockSize), "parallelism": JSON(cost.parallelism),
            "salt": .string(Base64.encoded(salt)),
        ]
        json["key"] = sealed
    }
}
