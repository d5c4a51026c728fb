import NIOSSL
import OIntCore
import SystemPackage

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

    /// Makes the TLS stack trust these authorities.
    /// - Throws: `LocalError` when a file or directory can't be read.
    func apply(to configuration: inout TLSConfiguration) throws(LocalError) {
        switch self {
        case .system:
            break
        case .file(let path):
            try Self.check(path)
            configuration.trustRoots = .file(path)
        case .directory(let directory, let file):
            try Self.check(directory, isDirectory: true)
            if let file { try Self.check(file) }
            configuration.trustRoots = .file(directory)
            configuration.additionalTrustRoots = file.map { [.file($0)] } ?? []
        }
    }

    private static func check(_ path: String, isDirectory: Bool = false) throws(LocalError) {
        do {
            try FileAccess.unrestricted {
                if isDirectory { try LocalFile.open(path).close() } else { try LocalFile.checkReadable(path) }
            }
        } catch {
            let what = isDirectory ? "this directory is to hold" : "this file is to hold"
            let reason = (error as? LocalError)?.reason ?? LocalFile.reason(error)
            throw LocalError(path, "\(what) the certificates of trusted authorities, but \(reason)\(origin)")
        }
    }

    /// The certificates of trusted authorities can't be had.
    var unreadable: LocalError {
        switch self {
        case .file(let path), .directory(_, let path?):
            LocalError(
                path,
                "this file is to hold the certificates of trusted authorities, but holds none in PEM form\(Self.origin)"
            )
        case .directory(let path, nil):
            LocalError(path, "the certificates of trusted authorities in this directory can't be read\(Self.origin)")
        case .system:
            LocalError(
                "the certificates of trusted authorities",
                "this machine has none: install the package ca-certificates, or name a PEM file by --cacert or SSL_CERT_FILE"
            )
        }
    }

    /// Where such a path comes from.
    private static let origin = " (--cacert, SSL_CERT_FILE and SSL_CERT_DIR name such places)"
}
