import OIntCore

/// The authorities whose certificates are accepted.
public enum TrustRoots: Sendable, Hashable {
    /// Those the system trusts.
    case system
    /// Those in a file of PEM certificates.
    case file(String)
    /// Those in a directory, prepared as `openssl rehash` does, besides those of a file.
    case directory(String, file: String?)

    /// Reads `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    /// - Parameter environment: The variables.
    public init(environment: [String: String]) {
        let file = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let directory = environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        self =
            switch (file, directory) {
            case (nil, nil): .system
            case (let file?, nil): .file(file)
            case (let file, let directory?): .directory(directory, file: file)
            }
    }
}
